/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A repository in a folder of this machine. Immutable; reads anew at each call. */
final class RepositoryFolder implements RepositoryView {

    private static final String GIT = ".git/";
    private static final String POINTER = "gitdir:";

    private final Path top;

    RepositoryFolder(Path top) {
        this.top = top.toAbsolutePath().normalize();
    }

    @Override
    public Optional<String> text(String path) {
        byte[] content = content(path);
        ReadingLog.file(top + "/" + path, content);
        return content == null ? Optional.empty() : Optional.of(new String(content, StandardCharsets.UTF_8));
    }

    private byte @Nullable [] content(String path) {
        try {
            Path file = resolve(path);
            if (file == null || !Files.isRegularFile(file)) {
                return null;
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(MAX_CHARS);
            }
        } catch (IOException | InvalidPathException | SecurityException e) {
            return null;
        }
    }

    @Override
    public List<String> names(String folder) {
        List<String> names = found(folder);
        ReadingLog.folder(top + "/" + folder, names);
        return names;
    }

    private List<String> found(String folder) {
        List<String> names = new ArrayList<>();
        try {
            Path path = folder.isEmpty() ? top : resolve(folder);
            if (path == null || !Files.isDirectory(path)) {
                return List.of();
            }
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
                for (Path child : stream) {
                    if (names.size() == MAX_NAMES) {
                        break;
                    }
                    String name =
                            Objects.requireNonNull(child.getFileName(), "name").toString();
                    names.add(Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) ? name + "/" : name);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException | InvalidPathException | SecurityException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    /** Returns the place of a path, or null where it leads out of the repository. */
    private @Nullable Path resolve(String path) throws IOException {
        if (path.equals(".git") || path.startsWith(GIT)) {
            return git(path.equals(".git") ? "" : path.substring(GIT.length()));
        }
        Path plain = top.resolve(path).normalize();
        if (!plain.startsWith(top)) {
            return null;
        }
        Path real = Files.exists(plain) ? plain.toRealPath() : plain;
        return real.startsWith(top.toRealPath()) || real.equals(plain) ? real : null;
    }

    /** What belongs to one working tree stands in its own folder, the rest in the one that all of them share. */
    private Path git(String name) throws IOException {
        Path directory = top.resolve(".git");
        if (Files.isRegularFile(directory)) {
            String pointer = first(directory);
            if (pointer.startsWith(POINTER)) {
                directory =
                        top.resolve(pointer.substring(POINTER.length()).strip()).normalize();
            }
        }
        Path common = directory.resolve("commondir");
        boolean own = name.equals("HEAD") || name.equals("config.worktree");
        return own || !Files.isRegularFile(common)
                ? directory.resolve(name)
                : directory.resolve(first(common)).normalize().resolve(name);
    }

    private static String first(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4096), StandardCharsets.UTF_8).strip();
        }
    }
}
