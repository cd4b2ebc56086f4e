/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.change;

import java.util.List;
import java.util.Objects;

/**
 * What a change does to files: a difference as git writes it, read strictly.
 *
 * <p>Immutable. Paths are relative to the top of the repository, with {@code /} between folders. None of the texts is redacted.
 *
 * @param files the files, in the order of the text
 */
public record Diff(List<FileChange> files) {

    /** Longest text that is read, in UTF-16 code units. */
    public static final int MAX_CHARS = 1 << 26;

    /** Most files that are read. */
    public static final int MAX_FILES = 50_000;

    /** What happens to a file. */
    public enum Change {
        /** It is new. */
        ADDED,
        /** It has other content, or another mode. */
        MODIFIED,
        /** It is gone. */
        DELETED,
        /** It has another name, and perhaps other content. */
        RENAMED,
        /** It is new, and was made from another. */
        COPIED
    }

    /** What a file is. */
    public enum FileType {
        /** A file that is no program. */
        PLAIN,
        /** A file that can be run. */
        EXECUTABLE,
        /** A symbolic link; its content is where it leads. */
        LINK,
        /** Another repository, at one of its commits. */
        SUBMODULE,
        /** Nothing is said. */
        UNKNOWN
    }

    /**
     * One file.
     *
     * @param change what happens to it
     * @param oldPath where it was; for a new file where it is
     * @param path where it is; for a deleted file where it was
     * @param oldType what it was
     * @param type what it is
     * @param binary whether its content is not shown
     * @param hunks its changed parts, in order
     */
    public record FileChange(
            Change change,
            String oldPath,
            String path,
            FileType oldType,
            FileType type,
            boolean binary,
            List<Hunk> hunks) {
        /** Checks and copies. */
        public FileChange {
            Objects.requireNonNull(change, "change");
            Objects.requireNonNull(oldPath, "oldPath");
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(oldType, "oldType");
            Objects.requireNonNull(type, "type");
            hunks = List.copyOf(hunks);
        }

        /** Names what happens; path and content may hold a secret. */
        @Override
        public String toString() {
            return "FileChange[" + change + ", " + hunks.size() + " hunks]";
        }
    }

    /**
     * A part of a file that changes, with the lines around it.
     *
     * @param oldStart the first line in the old file, from 1; 0 where the old file has none
     * @param newStart the first line in the new file, from 1; 0 where the new file has none
     * @param lines the lines; each begins with a blank, {@code +} or {@code -}
     */
    public record Hunk(int oldStart, int newStart, List<String> lines) {
        /** Copies. */
        public Hunk {
            lines = List.copyOf(lines);
        }

        /** Names the place; the lines may hold a secret. */
        @Override
        public String toString() {
            return "Hunk[" + oldStart + ", " + newStart + ", " + lines.size() + " lines]";
        }
    }

    /** Copies. */
    public Diff {
        files = List.copyOf(files);
    }

    /**
     * Reads what {@code git diff} writes, with names as {@code a/…} and {@code b/…}. Time grows with the length of the text.
     *
     * @throws IllegalArgumentException if it is anything else, or too large; the message says in which line, and quotes nothing
     */
    public static Diff parse(String text) {
        return new DiffReader(text).read();
    }

    @Override
    public String toString() {
        return "Diff[" + files.size() + " files]";
    }
}
