/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository keeps its references and objects.
 *
 * @param own what belongs to this working tree alone
 * @param shared what all working trees share
 * @param objects the folders of objects, its own first and then its alternates
 * @param idLength the bytes of a name: 20 or 32
 * @param refStorage how its references are kept: {@code files}, {@code reftable}, or a way that is not known here
 */
record GitFolders(Path own, Path shared, List<Path> objects, int idLength, String refStorage) {

    private static final String POINTER = "gitdir:";
    private static final int MAX_TEXT = 64 << 10;
    private static final int MAX_ALTERNATES = 16;

    /** Returns the folders of the repository whose top is a folder; null where it is none. */
    static @Nullable GitFolders of(Path top) {
        try {
            Path own = top.resolve(".git");
            if (Files.isRegularFile(own)) {
                String pointer = text(own).strip();
                if (!pointer.startsWith(POINTER)) {
                    return null;
                }
                own = top.resolve(pointer.substring(POINTER.length()).strip()).normalize();
            }
            Path shared = own;
            Path common = own.resolve("commondir");
            if (Files.isRegularFile(common)) {
                shared = own.resolve(text(common).strip()).normalize();
            }
            if (!Files.isDirectory(shared.resolve("objects"))) {
                return null;
            }
            String config = text(shared.resolve("config"));
            String storage = extension(config, "refstorage");
            return new GitFolders(
                    own,
                    shared,
                    objects(shared.resolve("objects")),
                    "sha256".equals(extension(config, "objectformat")) ? 32 : 20,
                    storage.isEmpty() ? "files" : storage);
        } catch (IOException | InvalidPathException | SecurityException e) {
            return null;
        }
    }

    /** Follows the alternates of a folder, and theirs. */
    private static List<Path> objects(Path first) throws IOException {
        List<Path> found = new ArrayList<>(List.of(first));
        for (int i = 0; i < found.size(); i++) {
            for (String line : text(found.get(i).resolve("info/alternates")).split("\n", -1)) {
                String path = line.strip();
                if (path.isEmpty() || path.startsWith("#")) {
                    continue;
                }
                Path next = found.get(i).resolve(path).normalize();
                if (found.size() <= MAX_ALTERNATES && !found.contains(next)) {
                    found.add(next);
                }
            }
        }
        return List.copyOf(found);
    }

    /** Returns a setting under {@code [extensions]}; empty where it is not set. */
    private static String extension(String config, String name) {
        boolean inside = false;
        String value = "";
        for (String line :
                config.lines().map(l -> l.strip().toLowerCase(Locale.ROOT)).toList()) {
            String rest = line;
            if (line.startsWith("[")) {
                int end = line.indexOf(']');
                inside = end > 0 && line.substring(1, end).strip().equals("extensions");
                rest = end < 0 ? "" : line.substring(end + 1).strip();
            }
            int equals = rest.indexOf('=');
            if (inside && equals > 0 && rest.substring(0, equals).strip().equals(name)) {
                value = rest.substring(equals + 1).strip();
            }
        }
        return value;
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_TEXT), StandardCharsets.UTF_8);
        }
    }
}
