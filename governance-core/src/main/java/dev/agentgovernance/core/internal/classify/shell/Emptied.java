/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.core.internal.classify.Redirect;
import dev.agentgovernance.core.internal.classify.Word;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Finds the files that a command leaves with nothing in them: what they held is gone, and nothing took its place. */
final class Emptied {

    private static final Set<String> SILENT = Set.of(":", "true", "false");
    private static final Set<String> TRUNCATES = Set.of(">", ">|", "&>", ">&");

    private Emptied() {}

    /** Reports the files that the redirections of a command empty, if the command prints nothing. */
    static void report(List<Word> words, List<Redirect> redirects, CommandSink sink) {
        if (!redirects.isEmpty() && printsNothing(words, redirects)) {
            for (Redirect redirect : redirects) {
                if (TRUNCATES.contains(redirect.operator())) {
                    sink.empty(redirect.target());
                }
            }
        }
    }

    private static boolean printsNothing(List<Word> words, List<Redirect> redirects) {
        if (words.isEmpty()) {
            // With an input of its own, some shells copy it.
            return redirects.stream().noneMatch(redirect -> redirect.operator().startsWith("<"));
        }
        String program = words.get(0).isLiteral() ? words.get(0).text() : "?";
        if (SILENT.contains(program)) {
            return true;
        }
        List<Word> rest = words.subList(1, words.size());
        return switch (program) {
            case "cat" ->
                rest.stream().allMatch(word -> word.is("/dev/null"))
                        && (!rest.isEmpty()
                                || redirects.stream()
                                        .anyMatch(from -> from.operator().equals("<")
                                                && from.target().is("/dev/null")));
            // A line break alone is nothing too.
            case "echo" ->
                rest.isEmpty()
                        || (rest.size() == 1
                                && (rest.get(0).is("-n") || rest.get(0).is("")));
            case "printf" -> rest.size() == 1 && rest.get(0).is("");
            default -> false;
        };
    }

    /**
     * Tells whether a file is made by what is said to empty it: the command line has written it itself, or the working tree
     * is at hand and does not have it.
     */
    static boolean isNew(Word path, State state, ActionContext context) {
        if (!path.isLiteral() || state.folders.size() > 1) {
            return false;
        }
        if (state.written(path.text()) != null) {
            return true;
        }
        String key = ScriptFiles.key(path.text(), state);
        String tree = context.repositoryRoot().or(context::workingDirectory).orElse(null);
        if (key == null || tree == null) {
            return false;
        }
        try {
            Path file = Path.of(key);
            Path root = Path.of(tree);
            return file.isAbsolute()
                    && root.isAbsolute()
                    && file.startsWith(root)
                    && Files.isDirectory(root)
                    && !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException | SecurityException e) {
            return false;
        }
    }
}
