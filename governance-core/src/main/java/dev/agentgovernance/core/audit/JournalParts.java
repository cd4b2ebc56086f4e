/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The files of one journal: {@code NAME.1}, {@code NAME.2}, … hold what was put away, the oldest first, and {@code NAME} what
 * is appended to. One behind another they are the whole chain. The numbers only grow, and no file that was put away changes.
 */
final class JournalParts {

    private static final int MOST_DIGITS = 9;

    private JournalParts() {}

    /** Returns the files that were put away, the oldest first. */
    static List<Path> putAway(Path journal) throws IOException {
        return List.copyOf(numbered(journal).values());
    }

    /** Returns the files that are there, the oldest first; the journal's own name comes last. */
    static List<Path> all(Path journal) throws IOException {
        List<Path> parts = new ArrayList<>(putAway(journal));
        if (parts.isEmpty() || Files.exists(journal)) {
            parts.add(journal);
        }
        return parts;
    }

    /** Returns the name for the next file that is put away. */
    static Path next(Path journal) throws IOException {
        NavigableMap<Integer, Path> parts = numbered(journal);
        int number = parts.isEmpty() ? 1 : parts.lastKey() + 1;
        return journal.resolveSibling(journal.getFileName() + "." + number);
    }

    private static NavigableMap<Integer, Path> numbered(Path journal) throws IOException {
        NavigableMap<Integer, Path> parts = new TreeMap<>();
        Path folder = journal.toAbsolutePath().getParent();
        if (folder == null) {
            return parts;
        }
        String prefix = journal.getFileName() + ".";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> isPart(file, prefix))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                parts.put(Integer.valueOf(name.substring(prefix.length())), journal.resolveSibling(name));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // No folder yet: nothing was put away.
        }
        return parts;
    }

    private static boolean isPart(Path file, String prefix) {
        String name = String.valueOf(file.getFileName());
        int digits = name.length() - prefix.length();
        if (!name.startsWith(prefix) || digits < 1 || digits > MOST_DIGITS || name.charAt(prefix.length()) == '0') {
            return false;
        }
        for (int i = prefix.length(); i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
