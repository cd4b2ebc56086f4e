/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a folder in the order of the names, without {@code .git} and without following links. For one thread.
 *
 * <p>Of several files of patterns the one that is nearest to a path has the word; what is below an ignored folder is ignored.
 */
final class TreeWalk {

    /** What is done with a file. */
    interface Visitor {
        /** Visits a file; the size may have changed since. */
        void file(Path file, long size);

        void leftOut(Path path, String why);

        void failed(Path path, IOException why);
    }

    /** A file of patterns, and how many characters of a path are the folder that it stands in. */
    private record Level(GitIgnore rules, int prefix) {}

    private final boolean gitIgnore;
    private final Visitor visitor;

    TreeWalk(boolean gitIgnore, Visitor visitor) {
        this.gitIgnore = gitIgnore;
        this.visitor = visitor;
    }

    /** Visits a file, or all files below a folder. */
    void walk(Path root) {
        if (!Files.isDirectory(root)) {
            visitor.file(root, 0);
            return;
        }
        List<Level> levels = new ArrayList<>();
        String path = "";
        if (gitIgnore) {
            path = above(root.toAbsolutePath().normalize(), levels);
        }
        folder(root, path, levels);
    }

    /** Collects the patterns of the repository around a folder, and returns the path of the folder in it. */
    private static String above(Path root, List<Level> levels) {
        Path top = root;
        while (top != null && !Files.exists(top.resolve(".git"))) {
            top = top.getParent();
        }
        if (top == null) {
            return "";
        }
        levels.add(new Level(GitIgnore.read(top.resolve(".git").resolve("info").resolve("exclude")), 0));
        String path = "";
        Path folder = top;
        for (Path step : top.relativize(root)) {
            if (step.toString().isEmpty()) {
                continue;
            }
            add(folder, path, levels);
            folder = folder.resolve(step);
            path = path + bytes(step) + "/";
            if (isIgnored(path.substring(0, path.length() - 1), true, levels)) {
                // It was named all the same: what is said above it does not hold here.
                levels.clear();
            }
        }
        return path;
    }

    private static void add(Path folder, String path, List<Level> levels) {
        GitIgnore rules = GitIgnore.read(folder.resolve(".gitignore"));
        if (!rules.isEmpty()) {
            levels.add(new Level(rules, path.length()));
        }
    }

    private void folder(Path folder, String path, List<Level> levels) {
        int size = levels.size();
        if (gitIgnore) {
            add(folder, path, levels);
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            visitor.failed(folder, e instanceof IOException io ? io : new IOException(e));
        }
        children.sort(Path::compareTo);
        for (Path child : children) {
            child(child, path, levels);
        }
        levels.subList(size, levels.size()).clear();
    }

    private void child(Path child, String parent, List<Level> levels) {
        @Nullable Path name = child.getFileName();
        if (name == null || name.toString().equals(".git")) {
            return;
        }
        String path = parent + bytes(name);
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            visitor.leftOut(child, "no regular file");
            return;
        }
        boolean directory = attributes.isDirectory();
        if (gitIgnore && isIgnored(path, directory, levels)) {
            visitor.leftOut(child, "ignored by git");
        } else if (directory) {
            folder(child, path + "/", levels);
        } else if (attributes.isSymbolicLink()) {
            visitor.leftOut(child, "a link");
        } else if (attributes.isRegularFile()) {
            visitor.file(child, attributes.size());
        } else {
            visitor.leftOut(child, "no regular file");
        }
    }

    private static boolean isIgnored(String path, boolean directory, List<Level> levels) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            Level level = levels.get(i);
            GitIgnore.Verdict verdict = level.rules().verdict(path.substring(level.prefix()), directory);
            if (verdict != GitIgnore.Verdict.NOTHING) {
                return verdict == GitIgnore.Verdict.IGNORED;
            }
        }
        return false;
    }

    private static String bytes(Path name) {
        return new String(name.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
