/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is drift, as a table that ships with the library ({@code drift.txt}). Immutable. */
final class DriftRules {

    /*
     * The fields of a rule:
     *   rule, goal, why    its name, the secondary goal that covers it, what it does as a sentence
     *   files, tests       where it looks: files that a glob matches, at any depth; files that hold tests; or both
     *   comments           it looks at comments too
     *   any, deleted       the file changes at all; it is gone
     *   added, touched     a line is added that holds one of these texts; is added or removed
     *   fewer              of lines with one of these texts more are removed than added
     *   strong, weak       a line with the former gives way to one with the latter
     *   lowered, raised    beside one of these words, a number goes down or up; gone: or the word leaves the file
     *   hosts, key         a key gets a value with another host; a key with one of these words gets another value
     *   version            a line changes that gives a version; except: not under these keys, as FILE:KEY
     * A text is a literal in which a blank is written ␠ and blanks beside anything that is no letter do not count. It begins
     * and ends where a word does, unless it ends with a star.
     */

    /** One rule. */
    record Rule(
            String name,
            Drift.Kind kind,
            String why,
            boolean tests,
            List<String> files,
            boolean comments,
            boolean any,
            boolean deleted,
            List<Text> added,
            List<Text> touched,
            List<Text> fewer,
            List<Text> strong,
            List<Text> weak,
            List<Text> lowered,
            List<Text> raised,
            boolean gone,
            boolean hosts,
            List<String> key,
            boolean version,
            List<String> except,
            List<String> positive,
            List<String> negative) {

        private static Rule of(Resource.Block block) {
            String goal = block.one("goal");
            return new Rule(
                    block.one("rule"),
                    Arrays.stream(Drift.Kind.values())
                            .filter(kind -> kind.goal().equals(goal))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("no goal " + goal)),
                    block.one("why"),
                    !block.all("tests").isEmpty(),
                    globs(block.words("files")),
                    !block.all("comments").isEmpty(),
                    !block.all("any").isEmpty(),
                    !block.all("deleted").isEmpty(),
                    texts(block, "added"),
                    texts(block, "touched"),
                    texts(block, "fewer"),
                    texts(block, "strong"),
                    texts(block, "weak"),
                    texts(block, "lowered"),
                    texts(block, "raised"),
                    !block.all("gone").isEmpty(),
                    !block.all("hosts").isEmpty(),
                    block.words("key"),
                    !block.all("version").isEmpty(),
                    block.words("except"),
                    block.all("yes"),
                    block.all("no"));
        }

        private static List<Text> texts(Resource.Block block, String field) {
            return block.words(field).stream().map(Text::of).toList();
        }

        boolean concerns(String path, boolean isTest) {
            return (!tests || isTest) && (files.isEmpty() || Globs.matchesAny(files, path));
        }

        boolean excepts(String path, String key) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return except.contains(name + ":" + key);
        }
    }

    /**
     * A text to look for in lines that {@link LineText#plain} has brought into its form.
     *
     * @param text the text itself
     * @param open whether a word may go on behind it
     */
    record Text(String text, boolean open) {
        static Text of(String written) {
            boolean open = written.endsWith("*");
            String text = open ? written.substring(0, written.length() - 1) : written;
            return new Text(LineText.plain(text.replace('␠', ' ')), open);
        }

        boolean isIn(String plain) {
            if (text.isEmpty()) {
                return !plain.isEmpty();
            }
            for (int at = plain.indexOf(text); at >= 0; at = plain.indexOf(text, at + 1)) {
                int end = at + text.length();
                boolean begins = at == 0 || !LineText.isWord(text.charAt(0)) || !LineText.isWord(plain.charAt(at - 1));
                boolean ends = open
                        || end == plain.length()
                        || !LineText.isWord(text.charAt(text.length() - 1))
                        || !LineText.isWord(plain.charAt(end));
                if (begins && ends) {
                    return true;
                }
            }
            return false;
        }

        static boolean anyIn(List<Text> texts, String plain) {
            for (int i = 0; i < texts.size(); i++) {
                if (texts.get(i).isIn(plain)) {
                    return true;
                }
            }
            return false;
        }
    }

    static final DriftRules STANDARD = load();

    private final List<Rule> rules;
    private final List<String> testGlobs;
    private final List<String> testExamples;
    private final List<String> otherExamples;

    private DriftRules(List<Rule> rules, Resource.Block tests) {
        this.rules = List.copyOf(rules);
        this.testGlobs = globs(tests.words("files"));
        this.testExamples = tests.all("yes");
        this.otherExamples = tests.all("no");
    }

    private static DriftRules load() {
        List<Rule> rules = new ArrayList<>();
        Resource.Block tests = null;
        for (Resource.Block block : Resource.blocks(DriftRules.class, "drift.txt")) {
            if (block.all("rule").isEmpty()) {
                tests = block;
            } else {
                rules.add(Rule.of(block));
            }
        }
        if (tests == null) {
            throw new IllegalStateException("drift.txt says what tests are");
        }
        return new DriftRules(rules, tests);
    }

    /** Globs match at any depth. */
    private static List<String> globs(List<String> words) {
        return words.stream().map(glob -> "**/" + glob).toList();
    }

    List<Rule> rules() {
        return rules;
    }

    List<String> testExamples() {
        return testExamples;
    }

    List<String> otherExamples() {
        return otherExamples;
    }

    boolean isTest(String path) {
        return Globs.matchesAny(testGlobs, path);
    }

    /** Returns the words of a name: {@code dbHost}, {@code db_host} and {@code DB-HOST} are db and host. */
    static List<String> words(String key) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= key.length(); i++) {
            char c = i < key.length() ? key.charAt(i) : '.';
            boolean ends = !Character.isLetterOrDigit(c)
                    || (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(key.charAt(i - 1)));
            if (ends && word.length() > 0) {
                words.add(word.toString().toLowerCase(Locale.ROOT));
                word.setLength(0);
            }
            if (Character.isLetterOrDigit(c)) {
                word.append(c);
            }
        }
        return words;
    }
}
