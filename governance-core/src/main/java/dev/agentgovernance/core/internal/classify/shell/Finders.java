/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks into programs that search for files and do something with each. */
final class Finders {

    private static final Set<String> EXEC = Set.of("-exec", "-execdir", "-ok", "-okdir");
    private static final Set<String> WRITE = Set.of("-fprint", "-fprint0", "-fls", "-fprintf");
    private static final Set<String> FILTER = Set.of(
            "-name",
            "-iname",
            "-path",
            "-ipath",
            "-wholename",
            "-regex",
            "-iregex",
            "-size",
            "-mtime",
            "-mmin",
            "-newer",
            "-user",
            "-perm",
            "-atime",
            "-ctime");
    private static final Set<String> FD_EXEC = Set.of("-x", "--exec", "-X", "--exec-batch");

    private final Launcher launcher;
    private final Findings findings;

    Finders(Launcher launcher, Findings findings) {
        this.launcher = launcher;
        this.findings = findings;
    }

    /** Judges a command if it is such a program; otherwise returns false. */
    boolean run(String name, Invocation command, State state) {
        switch (name) {
            case "find", "gfind" -> find(command, state);
            case "fd", "fdfind" -> fd(command, state);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void find(Invocation command, State state) {
        CommandSink sink = launcher.sink(command, state);
        List<Word> arguments = command.arguments();
        List<Word> roots = new ArrayList<>();
        int at = 0;
        while (at < arguments.size()
                && List.of("-H", "-L", "-P").contains(arguments.get(at).text())) {
            at++;
        }
        while (at < arguments.size() && !startsExpression(arguments.get(at))) {
            roots.add(arguments.get(at++));
        }
        if (roots.isEmpty()) {
            roots.add(Word.literal(".", command.span()));
        }
        Word last = roots.get(roots.size() - 1);
        if (at == arguments.size()
                && last.form() == Word.Form.DYNAMIC
                && last.text().isEmpty()) {
            findings.gap(Coverage.PARTIAL, "a word that is not known before it runs may be an option", last.span());
        }
        roots.forEach(sink::list);
        boolean filtered = false;
        Word pattern = Word.literal("", command.span());
        while (at < arguments.size()) {
            Word word = arguments.get(at++);
            if (!word.isLiteral()) {
                if (word.text().isEmpty() || word.text().startsWith("-")) {
                    findings.opaque("what is done with the files is only known when it runs", word.span());
                }
                continue;
            }
            String test = word.text();
            if (EXEC.contains(test)) {
                at = execute(arguments, at, roots, filtered ? pattern : null, command, state);
            } else if (WRITE.contains(test) && at < arguments.size()) {
                sink.write(arguments.get(at++));
            } else if (test.equals("-delete")) {
                delete(roots, filtered, pattern, sink);
            } else if (test.equals("-empty")) {
                filtered = true;
            } else if (FILTER.contains(test)) {
                filtered = true;
                if (test.endsWith("name") && at < arguments.size()) {
                    pattern = arguments.get(at);
                }
                at++;
            } else if (test.equals("-files0-from") && at < arguments.size()) {
                sink.read(arguments.get(at++));
            }
        }
    }

    private static boolean startsExpression(Word word) {
        String text = word.text();
        return word.form() != Word.Form.GLOB && (text.startsWith("-") || text.equals("(") || text.equals("!"));
    }

    private static void delete(List<Word> roots, boolean filtered, Word pattern, CommandSink sink) {
        for (Word root : roots) {
            if (filtered && root.isLiteral()) {
                sink.delete(below(root, pattern), true);
            } else {
                sink.delete(root, true);
            }
        }
    }

    /** Returns a pattern of what is found below a folder. */
    private static Word below(Word root, Word pattern) {
        if (!root.isLiteral()) {
            return Word.dynamic("", root.span());
        }
        String last = pattern.isLiteral() && !pattern.text().isEmpty() ? pattern.text() : "*";
        String folder = root.text().endsWith("/") ? root.text() : root.text() + "/";
        return new Word(Word.Form.GLOB, folder + "**/" + last, List.of(), root.span());
    }

    private int execute(
            List<Word> arguments,
            int from,
            List<Word> roots,
            @org.jspecify.annotations.Nullable Word pattern,
            Invocation command,
            State state) {
        int end = from;
        while (end < arguments.size() && !arguments.get(end).is(";") && !endsBatch(arguments, end)) {
            end++;
        }
        Word found = roots.size() == 1
                ? below(roots.get(0), pattern == null ? Word.literal("*", command.span()) : pattern)
                : Word.dynamic("", command.span());
        List<Word> words = new ArrayList<>();
        for (Word word : arguments.subList(from, end)) {
            words.add(replaced(word, found));
        }
        if (words.isEmpty()) {
            findings.opaque("a command is missing", command.span());
        } else {
            launcher.start(command.withWords(words), state);
        }
        return end + 1;
    }

    private static boolean endsBatch(List<Word> arguments, int at) {
        return arguments.get(at).is("+") && at > 0 && arguments.get(at - 1).is("{}");
    }

    private static Word replaced(Word word, Word found) {
        if (word.is("{}")) {
            return found;
        }
        int brace = word.text().indexOf("{}");
        return brace < 0 ? word : Word.dynamic(word.text().substring(0, brace), word.span());
    }

    private void fd(Invocation command, State state) {
        List<Word> arguments = command.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            boolean exec = word.isLiteral()
                    && (FD_EXEC.contains(word.text())
                            || clustered(word.text())
                            || word.text().startsWith("--exec"));
            if (exec) {
                boolean here = arguments.subList(0, i).stream().allMatch(Finders::staysBelow);
                Word found = here
                        ? new Word(Word.Form.GLOB, "./**", List.of(), command.span())
                        : Word.dynamic("", command.span());
                List<Word> words = new ArrayList<>();
                int equals = word.text().startsWith("--exec") ? word.text().indexOf('=') : -1;
                if (equals > 0) {
                    words.add(Word.literal(word.text().substring(equals + 1), word.span()));
                }
                for (Word inner : arguments.subList(i + 1, arguments.size())) {
                    words.add(inner.text().startsWith("{") ? found : inner);
                }
                words.add(found);
                launcher.start(command.withWords(words), state);
                return;
            }
            if (!word.isLiteral() && word.text().isEmpty()) {
                findings.opaque("what is done with the files is only known when it runs", word.span());
            }
        }
        launcher.sink(command, state).list(Word.literal(".", command.span()));
    }

    private static boolean staysBelow(Word word) {
        String text = word.text();
        return word.isLiteral()
                && !text.startsWith("/")
                && !text.startsWith("~")
                && !text.contains("..")
                && !text.startsWith("--base")
                && !text.startsWith("--search");
    }

    /** Short options in one word of which the last runs a command. */
    private static boolean clustered(String option) {
        boolean shortOptions = option.length() > 2 && option.charAt(0) == '-' && option.charAt(1) != '-';
        return shortOptions && (option.indexOf('x') > 0 || option.indexOf('X') > 0);
    }
}
