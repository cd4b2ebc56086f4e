/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.core.internal.classify.ReadingLog;
import dev.agentgovernance.core.internal.classify.SessionFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the texts of files that are about to be run: those that the same command line has written, and those of the working
 * tree where it is at hand. What an agent wrote earlier is in the tree by the time it is run, and is found there.
 */
final class ScriptFiles {

    private static final int MAX_BYTES = 64 << 10;

    /**
     * A file that the command line has written.
     *
     * @param text what it is known to hold; null where that is nothing
     * @param whole whether that is all it holds
     * @param fetched whether it came from the network
     * @param sure whether it was written on every way that leads to where it is used
     */
    record Written(@Nullable String text, boolean whole, boolean fetched, boolean sure) {

        /** Returns all it holds; null where it is not known. */
        @Nullable String all() {
            return whole ? text : null;
        }
    }

    private ScriptFiles() {}

    /** Returns what stands for a file whatever way its path is written; null where that is not known. */
    static @Nullable String key(String path, State state) {
        return key(path, state.folder());
    }

    /** Returns what stands for a file in a folder; null where that is not known. */
    static @Nullable String key(String path, @Nullable String folder) {
        if (path.isEmpty() || path.startsWith("~") || State.UNKNOWN_FOLDER.equals(folder)) {
            return null;
        }
        try {
            return Path.of(folder == null ? "" : folder)
                    .resolve(path)
                    .normalize()
                    .toString();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Returns the text of a file of the working tree; null where it is not at hand, too long, or no text. */
    static @Nullable String read(String path, State state, ActionContext context) {
        String key = key(path, state);
        String tree = context.repositoryRoot().or(context::workingDirectory).orElse(null);
        if (key == null || tree == null || state.folders.size() != 1) {
            return null;
        }
        byte[] content = content(key, tree);
        ReadingLog.file(key, content);
        String text = content == null ? null : new String(content, StandardCharsets.UTF_8);
        return text == null || text.indexOf('\0') >= 0 ? null : text;
    }

    /** Tells whether a path leads to a folder of the working tree, where that is at hand. */
    static boolean isFolder(String path, ActionContext context) {
        String tree = context.repositoryRoot().or(context::workingDirectory).orElse(null);
        String key = key(path, (String) null);
        if (key == null || tree == null) {
            return false;
        }
        try {
            Path folder = Path.of(key);
            Path root = Path.of(tree);
            return folder.isAbsolute() && root.isAbsolute() && folder.startsWith(root) && Files.isDirectory(folder);
        } catch (InvalidPathException | SecurityException e) {
            return false;
        }
    }

    private static byte @Nullable [] content(String key, String tree) {
        try {
            Path file = Path.of(key);
            Path root = Path.of(tree);
            if (!file.isAbsolute() || !root.isAbsolute() || !Files.isRegularFile(file)) {
                return null;
            }
            // A link that leads out of the tree is no file of the tree.
            if (!file.toRealPath().startsWith(root.toRealPath()) || Files.size(file) > MAX_BYTES) {
                return null;
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(MAX_BYTES);
            }
        } catch (IOException | InvalidPathException | SecurityException e) {
            return null;
        }
    }

    /** Returns what was written to a file earlier in the session; null where that is not known, or it is at hand now. */
    static SessionFiles.@Nullable Written earlier(String path, State state, ShellClassifier.Surroundings surroundings) {
        String key = surroundings.files().isActive() ? key(path, state) : null;
        return key == null
                ? null
                : surroundings.files().find(surroundings.context(), key).orElse(null);
    }

    /** Tells whether a file is a script for a shell of the Bourne family: by its first line, or where that says nothing. */
    static boolean isShellScript(String text) {
        if (!text.startsWith("#!")) {
            return true;
        }
        int end = text.indexOf('\n');
        String line = (end < 0 ? text : text.substring(0, end)).strip();
        String program = line.substring(2).strip();
        int blank = program.indexOf(' ');
        String rest = blank < 0 ? "" : program.substring(blank + 1).strip();
        String path = blank < 0 ? program : program.substring(0, blank);
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Shells.isShell(name.equals("env") ? rest : name);
    }
}
