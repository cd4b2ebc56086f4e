/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.shell.State.Value;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pipeline;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what kind of words some programs print that scripts use the output of: names of files below the folder, numbers,
 * names of commits. A pattern stands for each of the words; none of them starts with a dash or holds a blank, but for names
 * of files that somebody gave so on purpose.
 */
final class KnownOutput {

    private static final Set<String> LISTING = Set.of("ls", "find", "fd", "fdfind", "rg", "grep", "git", "tree");

    private static final Set<String> CONTAINERS = Set.of("docker", "podman", "nerdctl");

    /** Print some of the lines that they read. */
    private static final Set<String> FILTERS =
            Set.of("sort", "head", "tail", "uniq", "tac", "shuf", "grep", "egrep", "fgrep");

    /** Options of find that print something else than names. */
    private static final Set<String> PRINTS_ELSE =
            Set.of("-printf", "-exec", "-execdir", "-ok", "-okdir", "-ls", "-fls");

    private static final Set<String> NAMES_ONLY = Set.of(
            "-l",
            "--files",
            "--files-with-matches",
            "-L",
            "--files-without-match",
            "-rl",
            "-lr",
            "-ril",
            "-rli",
            "-rlE",
            "-rnl",
            "-il");

    private static final Value NUMBER = Value.ofPattern("[0-9]*");
    private static final Value COMMIT = Value.ofPattern("[0-9a-f]*");
    private static final Value NAME = Value.ofPattern("[0-9a-zA-Z]*");

    private static final Value BRANCH = Value.ofPattern(Word.BRANCH);
    private static final Value IDENTITY = Value.ofPattern(Word.IDENTITY);

    private KnownOutput() {}

    /** Returns a pattern of the names that a stage of a pipeline prints, if those are what it prints. */
    static @Nullable String names(Node stage, @Nullable String before) {
        if (!(stage instanceof Simple simple) || simple.words().isEmpty()) {
            return null;
        }
        String program = simple.words().get(0).plain();
        if (program == null) {
            return null;
        }
        if (isFilter(simple)) {
            return before;
        }
        if (program.equals("lsof")) {
            List<String> words = plainWords(simple);
            return words != null && isPort(words) ? "[0-9]*" : null;
        }
        if (CONTAINERS.contains(program)) {
            return isIds(plainWords(simple)) ? "[0-9a-f]*" : null;
        }
        if (!LISTING.contains(program)) {
            return null;
        }
        return program.equals("find") ? found(simple) : roots(simple);
    }

    /** Tells whether the numbers of containers or images are printed, and nothing else. */
    private static boolean isIds(@Nullable List<String> words) {
        return words != null
                && words.size() > 1
                && Set.of("ps", "images").contains(words.get(1))
                && words.stream().noneMatch(word -> word.startsWith("--format"))
                && words.stream()
                        .anyMatch(word -> Set.of("-q", "-aq", "-qa", "--quiet").contains(word));
    }

    /** Returns a pattern of the names that find prints: those it was asked for, or any. */
    private static @Nullable String found(Simple simple) {
        if (simple.words().stream().anyMatch(word -> word.plain() != null && PRINTS_ELSE.contains(word.plain()))) {
            return null;
        }
        if (roots(simple) == null || simple.words().size() < 2) {
            return roots(simple);
        }
        // What is found begins with the folder that was searched, and so is never an option.
        String first = simple.words().get(1).plain();
        String root = first == null || first.startsWith("-") || first.startsWith("(") ? "." : first;
        for (int i = 1; i + 1 < simple.words().size(); i++) {
            String test = simple.words().get(i).plain();
            String name = simple.words().get(i + 1).plain();
            if (name != null && ("-name".equals(test) || "-iname".equals(test)) && name.indexOf('/') < 0) {
                return root + "/**/" + name;
            }
        }
        return root + "/**";
    }

    private static @Nullable String roots(Simple simple) {
        for (ShellWord word : simple.words()) {
            String plain = word.plain();
            boolean below = plain != null && !plain.startsWith("/") && !plain.startsWith("~") && !plain.contains("..");
            if (!below) {
                return null;
            }
        }
        return "**";
    }

    /** Returns what a substitution stands for, by what its commands are. */
    static Value of(Node body, State state, Optional<String> repository) {
        if (body instanceof Simple simple) {
            return of(simple, state, repository);
        }
        if (body instanceof Pipeline pipeline && pipeline.stages().get(0) instanceof Simple first) {
            boolean filtered = pipeline.stages().stream()
                    .skip(1)
                    .allMatch(stage -> stage instanceof Simple simple && isFilter(simple) && isPlain(simple, state));
            return filtered ? of(first, state, repository) : Value.UNKNOWN;
        }
        return Value.UNKNOWN;
    }

    /** The program itself, with its usual settings, and its output where it usually goes. */
    private static boolean isPlain(Simple command, State state) {
        String program =
                command.words().isEmpty() ? null : command.words().get(0).plain();
        return program != null
                && !state.functions.containsKey(program)
                && command.assignments().isEmpty()
                && command.redirects().stream()
                        .allMatch(redirect -> redirect.descriptor().equals("2")
                                && redirect.operator().equals(">"));
    }

    /** Whether a command prints nothing but whole lines of its input: it has no file, no other output, no other form. */
    private static boolean isFilter(Simple command) {
        List<String> words = plainWords(command);
        if (words == null || words.isEmpty() || !FILTERS.contains(words.get(0))) {
            return false;
        }
        boolean searches = words.get(0).endsWith("grep");
        int operands = 0;
        for (String word : words.subList(1, words.size())) {
            boolean number = !word.isEmpty() && word.chars().allMatch(Cursor::isDigit);
            operands += isOption(word) || number ? 0 : 1;
            boolean bundle = isOption(word) && !word.startsWith("--");
            boolean otherForm =
                    bundle && (word.indexOf('o') > 0 || word.indexOf('c') > 0 || (searches && word.indexOf('n') > 0));
            if (otherForm || word.startsWith("--output") || word.startsWith("--only") || word.startsWith("--count")) {
                return false;
            }
        }
        return operands <= (searches ? 1 : 0);
    }

    private static @Nullable List<String> plainWords(Simple command) {
        List<String> words = new ArrayList<>();
        for (ShellWord word : command.words()) {
            String plain = word.plain();
            if (plain == null) {
                return null;
            }
            words.add(plain);
        }
        return words;
    }

    private static Value of(Simple command, State state, Optional<String> repository) {
        List<String> words = plainWords(command);
        if (words == null || !isPlain(command, state)) {
            return Value.UNKNOWN;
        }
        return switch (words.get(0)) {
            case "pwd" -> words.size() == 1 ? state.get("PWD") : Value.UNKNOWN;
            case "mktemp" -> temporary(words);
            case "git" -> git(command, words, repository);
            case "find" -> pattern(found(command));
            case "fd", "fdfind" -> words.stream().anyMatch(KnownOutput::runs) ? Value.UNKNOWN : pattern(roots(command));
            case "rg", "grep" ->
                words.stream().anyMatch(NAMES_ONLY::contains) ? pattern(roots(command)) : Value.UNKNOWN;
            case "seq", "nproc" -> NUMBER;
            case "lsof" -> isPort(words) ? NUMBER : Value.UNKNOWN;
            case "date" -> isNumber(words) ? NUMBER : Value.UNKNOWN;
            case "id" -> words.contains("-u") || words.contains("-g") ? NUMBER : Value.UNKNOWN;
            case "uname", "arch" -> NAME;
            case "whoami", "hostname" -> IDENTITY;
            case "kubectl" -> isNamed(words) ? NAME : Value.UNKNOWN;
            default -> Value.UNKNOWN;
        };
    }

    private static Value pattern(@Nullable String names) {
        return names == null ? Value.UNKNOWN : Value.ofPattern(names);
    }

    private static boolean runs(String word) {
        return word.startsWith("--exec")
                || word.startsWith("--format")
                || (word.startsWith("-") && !word.startsWith("--") && (word.indexOf('x') > 0 || word.indexOf('X') > 0));
    }

    /** A folder or file that is made for this run: below the temporary folder, or as the template says. */
    private static Value temporary(List<String> words) {
        String template = "";
        for (String word : words.subList(1, words.size())) {
            if (Set.of("-d", "-q", "-dq", "-qd", "-t", "-dt", "--directory", "--tmpdir")
                    .contains(word)) {
                continue;
            }
            if (word.startsWith("-") || !template.isEmpty() || word.contains("..")) {
                return Value.UNKNOWN;
            }
            template = word;
        }
        int end = template.indexOf('X');
        String start = template.isEmpty() ? "tmp." : end < 0 ? "" : template.substring(0, end);
        if (start.isEmpty() || start.startsWith("~")) {
            return Value.UNKNOWN;
        }
        boolean here = !template.isEmpty()
                && words.stream().noneMatch(word -> word.equals("-t") || word.equals("-dt") || word.equals("--tmpdir"));
        return Value.ofPattern((here || start.startsWith("/") ? "" : "/tmp/") + start + "*");
    }

    private static Value git(Simple command, List<String> words, Optional<String> repository) {
        if (words.equals(List.of("git", "rev-parse", "--show-toplevel"))) {
            return repository.map(Value::of).orElse(Value.of("."));
        }
        String name = words.size() > 1 ? words.get(1) : "";
        List<String> rest = words.subList(Math.min(2, words.size()), words.size());
        boolean named = rest.contains("--name-only") || rest.contains("-l") || rest.contains("--files-with-matches");
        return switch (name) {
            case "ls-files" ->
                rest.contains("-s") || rest.contains("--stage") ? Value.UNKNOWN : pattern(roots(command));
            case "diff", "ls-tree", "grep", "diff-tree" ->
                named && !rest.contains("--no-index") ? pattern(roots(command)) : Value.UNKNOWN;
            case "branch" -> rest.equals(List.of("--show-current")) ? BRANCH : Value.UNKNOWN;
            case "symbolic-ref" -> rest.equals(List.of("--short", "HEAD")) ? BRANCH : Value.UNKNOWN;
            case "merge-base", "write-tree", "hash-object" -> COMMIT;
            case "rev-parse" ->
                rest.equals(List.of("--abbrev-ref", "HEAD"))
                        ? BRANCH
                        : rest.stream()
                                        .allMatch(word -> word.startsWith("--short")
                                                || word.equals("--verify")
                                                || !isOption(word))
                                ? COMMIT
                                : Value.UNKNOWN;
            case "log", "show" ->
                rest.stream()
                                        .anyMatch(word -> word.equals("--format=%H")
                                                || word.equals("--format=%h")
                                                || word.equals("--pretty=%H")
                                                || word.equals("--pretty=%h"))
                                && rest.stream().noneMatch(word -> word.equals("-p") || word.startsWith("--stat"))
                        ? COMMIT
                        : Value.UNKNOWN;
            default -> Value.UNKNOWN;
        };
    }

    private static boolean isOption(String word) {
        return word.startsWith("-");
    }

    /** A time of which the first part is a number, and nothing else is said. */
    private static boolean isNumber(List<String> words) {
        String format = words.get(words.size() - 1);
        return format.startsWith("+%")
                && format.length() > 2
                && "YmdHMSsFjyuCGN".indexOf(format.charAt(2)) >= 0
                && format.indexOf(' ') < 0
                && format.indexOf('/') < 0;
    }

    /** Tells whether lsof prints the numbers of the processes that have a port open, and nothing else. */
    private static boolean isPort(List<String> words) {
        boolean terse = false;
        boolean port = false;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean option = isOption(word);
            terse |= option && (word.startsWith("-ti") || (word.indexOf('t') > 0 && word.indexOf(':') < 0));
            port |= word.indexOf(':') >= 0 && (word.startsWith("-") || isOption(words.get(i - 1)));
        }
        return terse && port;
    }

    private static boolean isNamed(List<String> words) {
        return words.size() > 2
                && words.get(1).equals("get")
                && words.stream()
                        .anyMatch(
                                word -> word.equals("name") || word.equals("-oname") || word.contains("metadata.name"));
    }
}
