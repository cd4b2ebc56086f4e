/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.State.Value;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.RawRedirect;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what the names are like that a command lists: {@code wc -l $(git ls-files '*.java')} looks at files below the folder
 * it runs in, and at no others.
 */
final class Listings {

    private static final String BELOW = "**";

    /** Parts of {@code find} after which something else is done than listing. */
    private static final Set<String> DOES_MORE = Set.of(
            "-exec",
            "-execdir",
            "-ok",
            "-okdir",
            "-delete",
            "-printf",
            "-fprint",
            "-fprint0",
            "-fprintf",
            "-fls",
            "-ls");

    /** Programs that pass on some of the lines they read. */
    private static final Set<String> SIEVES = Set.of("head", "tail", "sort", "uniq", "grep", "egrep", "fgrep");

    private Listings() {}

    /** Returns a pattern of what a part of a script lists; unknown where it lists no files below its folder. */
    static Value of(Node body, State state) {
        if (body instanceof Simple simple) {
            return listed(simple, state);
        }
        if (body instanceof Syntax.Sequence sequence && sequence.items().size() == 1) {
            return of(sequence.items().get(0), state);
        }
        if (!(body instanceof Syntax.Pipeline pipeline) || pipeline.stages().isEmpty()) {
            return Value.UNKNOWN;
        }
        for (Node stage : pipeline.stages().subList(1, pipeline.stages().size())) {
            if (!isSieve(stage, state)) {
                return Value.UNKNOWN;
            }
        }
        return of(pipeline.stages().get(0), state);
    }

    private static boolean isSieve(Node stage, State state) {
        List<String> words = stage instanceof Simple simple ? words(simple, state) : null;
        if (words == null || words.isEmpty() || !SIEVES.contains(words.get(0))) {
            return false;
        }
        // What is read is the lines before it: nothing but options, numbers and the expression of a search.
        int operands = 0;
        for (String word : words.subList(1, words.size())) {
            boolean number = !word.isEmpty() && word.chars().allMatch(Cursor::isDigit);
            operands += word.startsWith("-") || number ? 0 : 1;
            if (word.startsWith("-o") || word.startsWith("--output") || word.startsWith("-c") || word.equals("-n")) {
                return word.equals("-n") && !words.get(0).endsWith("grep");
            }
        }
        return operands <= (words.get(0).endsWith("grep") ? 1 : 0);
    }

    private static Value listed(Simple command, State state) {
        List<String> words = words(command, state);
        if (words == null || words.size() < 2) {
            return Value.UNKNOWN;
        }
        for (String word : words) {
            if (word.startsWith("/") || word.startsWith("~") || word.contains("..")) {
                return Value.UNKNOWN;
            }
        }
        List<String> arguments = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "git" -> byGit(arguments);
            case "find" -> byFind(arguments);
            case "rg" ->
                arguments.contains("--files") || arguments.contains("-l") || arguments.contains("--files-with-matches")
                        ? Value.ofPattern(BELOW)
                        : Value.UNKNOWN;
            case "grep" ->
                arguments.stream().anyMatch(Listings::namesFiles)
                                && arguments.stream().anyMatch(Listings::descends)
                        ? Value.ofPattern(BELOW)
                        : Value.UNKNOWN;
            default -> Value.UNKNOWN;
        };
    }

    private static boolean namesFiles(String option) {
        return option.equals("--files-with-matches") || (isBundle(option) && option.indexOf('l') > 0);
    }

    private static boolean descends(String option) {
        return option.equals("--recursive")
                || (isBundle(option) && (option.indexOf('r') > 0 || option.indexOf('R') > 0));
    }

    private static boolean isBundle(String option) {
        return option.length() > 1 && option.charAt(0) == '-' && option.charAt(1) != '-';
    }

    private static Value byGit(List<String> arguments) {
        List<String> rest = arguments.subList(1, arguments.size());
        boolean listsNames = switch (arguments.get(0)) {
            case "ls-files" -> rest.stream().noneMatch(Listings::showsMore);
            case "diff" -> rest.contains("--name-only") && !rest.contains("--no-index");
            case "grep" -> rest.contains("-l") || rest.contains("--name-only") || rest.contains("--files-with-matches");
            default -> false;
        };
        if (!listsNames) {
            return Value.UNKNOWN;
        }
        List<String> named = rest.stream().filter(word -> !word.startsWith("-")).toList();
        boolean extension = arguments.get(0).equals("ls-files")
                && named.size() == 1
                && named.get(0).startsWith("*.")
                && named.get(0).indexOf('/') < 0;
        return Value.ofPattern(extension ? BELOW + "/" + named.get(0) : BELOW);
    }

    /** The stage, the end of lines, other forms than plain names. */
    private static boolean showsMore(String option) {
        return option.equals("-s")
                || option.equals("--stage")
                || option.equals("--eol")
                || option.equals("-t")
                || option.equals("-v")
                || option.equals("-f")
                || option.equals("--debug")
                || option.startsWith("--format")
                || option.equals("-u")
                || option.equals("--unmerged");
    }

    private static Value byFind(List<String> arguments) {
        boolean more = arguments.stream().anyMatch(DOES_MORE::contains);
        return more || arguments.contains("-L") || arguments.contains("-follow")
                ? Value.UNKNOWN
                : Value.ofPattern(BELOW);
    }

    private static boolean isOfOutput(RawRedirect redirect) {
        return !redirect.descriptor().equals("2") || !redirect.operator().equals(">");
    }

    /** Returns the words of a command that is written out, or null. */
    private static @Nullable List<String> words(Simple command, State state) {
        if (!command.assignments().isEmpty() || command.redirects().stream().anyMatch(Listings::isOfOutput)) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (ShellWord word : command.words()) {
            String plain = word.plain();
            if (plain == null) {
                return null;
            }
            words.add(plain);
        }
        return words.isEmpty() || state.functions.containsKey(words.get(0)) ? null : words;
    }
}
