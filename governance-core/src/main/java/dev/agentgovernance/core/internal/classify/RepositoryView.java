/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a repository, read only: a folder of this machine, or a map in memory.
 *
 * <p>Paths are relative to the top, with {@code /} between folders. Below {@code .git/} stand the files of the repository
 * itself, wherever a linked working tree or a submodule keeps them. Nothing throws: what cannot be read is not there. Bounded:
 * a file longer than {@link #MAX_CHARS} is cut there, a listing ends after {@link #MAX_NAMES} names.
 */
public interface RepositoryView {

    /** How much of a file is read. */
    int MAX_CHARS = 256 << 10;

    /** How many names of a folder are read. */
    int MAX_NAMES = 1_000;

    /** Returns the text of a file; empty where there is none. */
    Optional<String> text(String path);

    /** Returns the names in a folder in their natural order, those of folders with a {@code /} at the end. */
    List<String> names(String folder);

    /** Returns the repository whose top is a folder of this machine. Links that lead out of it are not followed. */
    static RepositoryView of(Path top) {
        return new RepositoryFolder(top);
    }

    /** Returns a repository that consists of some files, by path. */
    static RepositoryView of(Map<String, String> files) {
        return new RepositoryFiles(files);
    }
}
