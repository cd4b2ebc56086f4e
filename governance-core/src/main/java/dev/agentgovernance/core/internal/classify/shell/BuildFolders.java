/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.core.internal.classify.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Knows the folders that hold what a build makes: those whose name says so, if the repository keeps them out of what is
 * committed. The name alone may be that of a folder of sources, and what is not committed may be data.
 */
final class BuildFolders {

    private static final Set<String> NAMES = Set.of(
            "build",
            "out",
            "bin",
            "obj",
            "output",
            "_site",
            "_build",
            "generated",
            "tmp",
            "temp",
            "logs",
            "release",
            "debug",
            "DerivedData",
            "reports",
            "test-results",
            "playwright-report");

    private BuildFolders() {}

    /** Tells whether a path is such a folder, or in one, of the working tree that is at hand. */
    static boolean holds(Word path, State state, ActionContext context) {
        String tree = context.repositoryRoot().orElse(null);
        String key = path.isLiteral() && state.folders.size() == 1 ? ScriptFiles.key(path.text(), state) : null;
        if (tree == null || key == null) {
            return false;
        }
        try {
            Path root = Path.of(tree).normalize();
            Path folder = Path.of(key);
            if (!root.isAbsolute() || !folder.startsWith(root) || folder.equals(root)) {
                return false;
            }
            String first = root.relativize(folder).getName(0).toString();
            return NAMES.contains(first) && isIgnored(first, root, state, context);
        } catch (InvalidPathException | SecurityException e) {
            return false;
        }
    }

    private static boolean isIgnored(String name, Path root, State state, ActionContext context) {
        String text = ScriptFiles.read(root.resolve(".gitignore").toString(), state, context);
        // Lines further down may take a folder out again.
        return text != null
                && text.lines()
                        .map(String::strip)
                        .anyMatch(line -> line.equals(name)
                                || line.equals(name + "/")
                                || line.equals("/" + name)
                                || line.equals("/" + name + "/")
                                || line.equals("**/" + name)
                                || line.equals("**/" + name + "/"))
                && text.lines().noneMatch(line -> line.startsWith("!") && line.contains(name));
    }
}
