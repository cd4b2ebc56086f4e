/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words behind a subcommand, read with a list of its options: {@code name} or {@code name=} for one with a value. Long
 * options may be abbreviated, as git allows; one that is not in the list counts as unknown.
 */
final class GitArguments {

    private final Map<String, List<Word>> options = new LinkedHashMap<>();
    private final List<Word> words = new ArrayList<>();
    private final List<Word> behindDashes = new ArrayList<>();
    private final String spec;
    private boolean dashes;
    private boolean unknownOption;
    private boolean unknownWord;

    /**
     * Reads words.
     *
     * @param spec the options without their dashes, at blanks: {@code f force m= message=}
     */
    GitArguments(List<Word> arguments, String spec) {
        this.spec = spec;
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            String text = word.text();
            if (dashes) {
                behindDashes.add(word);
            } else if (!word.isLiteral()) {
                dynamic(word);
            } else if (text.equals("--")) {
                dashes = true;
            } else if (text.startsWith("--")) {
                i += longOption(word, i + 1 < arguments.size() ? arguments.get(i + 1) : null);
            } else if (text.startsWith("-") && text.length() > 1) {
                i += bundle(word, i + 1 < arguments.size() ? arguments.get(i + 1) : null);
            } else {
                words.add(word);
            }
        }
    }

    /** Returns where an option stands in the list, or -1. The list is short, and most commands have few options. */
    private int place(String name) {
        for (int at = spec.indexOf(name); at >= 0; at = spec.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean starts = at == 0 || spec.charAt(at - 1) == ' ';
            if (starts && (end == spec.length() || spec.charAt(end) == ' ' || spec.charAt(end) == '=')) {
                return at;
            }
        }
        return -1;
    }

    private boolean isKnown(String name) {
        return !name.isEmpty() && place(name) >= 0;
    }

    private boolean takesValue(String name) {
        int end = place(name) + name.length();
        return end < spec.length() && spec.charAt(end) == '=';
    }

    /** Adds the long options that begin with a text. */
    private void beginning(String start, List<String> into) {
        for (String option : spec.split(" ", -1)) {
            String name = option.endsWith("=") ? option.substring(0, option.length() - 1) : option;
            if (name.length() > 1 && name.startsWith(start) && !into.contains(name)) {
                into.add(name);
            }
        }
    }

    private void dynamic(Word word) {
        unknownWord |= word.text().isEmpty() || word.text().startsWith("-");
        words.add(word);
    }

    /** Returns how many further words were used. */
    private int longOption(Word word, @org.jspecify.annotations.Nullable Word next) {
        String text = word.text().substring(2);
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        List<String> meant = new ArrayList<>();
        if (isKnown(name)) {
            meant.add(name);
        } else {
            beginning(name, meant);
        }
        unknownOption |= meant.size() != 1;
        boolean takesNext = false;
        // An ambiguous one is refused by git; each of its meanings counts here.
        for (String option : meant) {
            List<Word> values = options.computeIfAbsent(option, key -> new ArrayList<>());
            if (equals >= 0) {
                values.add(Word.literal(text.substring(equals + 1), word.span()));
            } else if (takesValue(option) && next != null) {
                values.add(next);
                takesNext = meant.size() == 1;
            }
        }
        return takesNext ? 1 : 0;
    }

    private int bundle(Word word, @org.jspecify.annotations.Nullable Word next) {
        String text = word.text();
        for (int i = 1; i < text.length(); i++) {
            String name = text.substring(i, i + 1);
            if (!isKnown(name)) {
                boolean number = Character.isDigit(text.charAt(i));
                unknownOption |= !number;
                if (!number) {
                    return 0;
                }
                continue;
            }
            List<Word> values = options.computeIfAbsent(name, key -> new ArrayList<>());
            if (takesValue(name)) {
                if (i + 1 < text.length()) {
                    values.add(Word.literal(text.substring(i + 1), word.span()));
                    return 0;
                }
                if (next != null) {
                    values.add(next);
                }
                return 1;
            }
        }
        return 0;
    }

    boolean has(String... names) {
        for (String name : names) {
            if (options.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    List<Word> values(String... names) {
        List<Word> all = new ArrayList<>();
        for (String name : names) {
            all.addAll(options.getOrDefault(name, List.of()));
        }
        return all;
    }

    List<Word> words() {
        return words;
    }

    List<Word> behindDashes() {
        return behindDashes;
    }

    boolean hasDashes() {
        return dashes;
    }

    /** Tells whether an option is not in the list, or may mean several of them. */
    boolean hasUnknownOption() {
        return unknownOption;
    }

    /** Tells whether a word that is not known before it runs may be an option. */
    boolean hasUnknownWord() {
        return unknownWord;
    }

    String word(int index) {
        return index < words.size() ? words.get(index).text() : "";
    }
}
