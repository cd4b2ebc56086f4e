/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.integrity.MergeQueue;
import dev.agentgovernance.core.integrity.MergeQueue.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Merges branches in a working tree of its own, and runs a command there. For one thread; whoever ends the process ends what it
 * started, and the tree goes with it.
 */
final class TestedMerge implements MergeQueue.Trial, AutoCloseable {

    /*
     * The real git does the merges, in a linked working tree in a temporary folder: the user's files, index and branches are not
     * touched. It runs without hooks, and signs nothing. What the merges make are commits to which nothing points, which git
     * throws away in time.
     */

    private static final Duration GIT_TIME = Duration.ofMinutes(10);
    private static final List<String> GIT = List.of(
            "git",
            "-c",
            "core.hooksPath=" + (File.separatorChar == '/' ? "/dev/null" : "NUL"),
            "-c",
            "commit.gpgSign=false",
            "-c",
            "merge.verifySignatures=false",
            "-c",
            "gc.auto=0",
            "-c",
            "advice.detachedHead=false");

    private final Path repository;
    private final Path folder;
    private final Path tree;
    private final String command;
    private final Duration time;
    private final String base;
    private final Map<String, String> commits;
    private final Thread ending = new Thread(this::end, "end-tested-merge");
    private volatile @Nullable Process running;
    private volatile boolean ended;

    /** What a program said. */
    private record Said(int status, String text) {}

    private TestedMerge(
            Path repository, Path folder, String command, Duration time, String base, Map<String, String> commits) {
        this.repository = repository;
        this.folder = folder;
        this.tree = folder.resolve("tree");
        this.command = command;
        this.time = time;
        this.base = base;
        this.commits = Map.copyOf(commits);
    }

    /**
     * Makes the tree.
     *
     * @param repository a folder of the repository
     * @param command what the shell runs at the top of the tree
     * @param time how long that may take
     * @param base the commit to merge onto
     * @param commits the commits of the branches
     * @throws InputException if git cannot make it
     */
    static TestedMerge open(Path repository, String command, Duration time, String base, Map<String, String> commits) {
        try {
            Path folder = Files.createTempDirectory("governance-merge").toRealPath();
            TestedMerge merge = new TestedMerge(repository.toAbsolutePath(), folder, command, time, base, commits);
            Runtime.getRuntime().addShutdownHook(merge.ending);
            try {
                merge.git(repository, "worktree", "add", "--quiet", "--detach", merge.tree.toString(), base);
                return merge;
            } catch (RuntimeException e) {
                merge.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Outcome of(List<String> branches) {
        git(tree, "reset", "--quiet", "--hard");
        git(tree, "clean", "-ffdxq");
        git(tree, "checkout", "--quiet", "--detach", "--force", base);
        for (String branch : branches) {
            List<String> words = new ArrayList<>(GIT);
            words.addAll(List.of("merge", "--quiet", "--no-edit", "--no-ff", "--no-verify", "--no-rerere-autoupdate"));
            words.add(Objects.requireNonNull(commits.get(branch), "a branch that was resolved"));
            Said merged = run(tree, words, GIT_TIME);
            if (merged.status() != 0) {
                List<String> files = git(tree, "diff", "--name-only", "--diff-filter=U", "-z")
                        .lines()
                        .flatMap(line -> List.of(line.split("\0", -1)).stream())
                        .filter(file -> !file.isEmpty())
                        .toList();
                if (files.isEmpty()) {
                    throw new InputException("git cannot merge " + branch + ": " + lastLine(merged.text()));
                }
                return new Outcome.Unmergeable(files);
            }
        }
        List<String> shell =
                File.separatorChar == '/' ? List.of("/bin/sh", "-c", command) : List.of("cmd", "/c", command);
        return run(tree, shell, time).status() == 0 ? new Outcome.Passed() : new Outcome.Failed();
    }

    /** Returns the end of what the last command wrote. */
    List<String> lastLines(int most) {
        List<String> lines = output().lines().toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    private String git(Path where, String... arguments) {
        List<String> words = new ArrayList<>(GIT);
        words.addAll(List.of(arguments));
        Said said = run(where, words, GIT_TIME);
        if (said.status() != 0) {
            throw new InputException("git " + arguments[0] + " fails: " + lastLine(said.text()));
        }
        return said.text();
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it says nothing." : lines.get(lines.size() - 1);
    }

    private Path log() {
        return folder.resolve("output");
    }

    private String output() {
        try {
            return Files.exists(log()) ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Said run(Path where, List<String> words, Duration limit) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File(File.separatorChar == '/' ? "/dev/null" : "NUL")));
        // What a git that started this process says of its own repository does not hold in this tree.
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") && !name.startsWith("GIT_CONFIG"));
        builder.environment()
                .putAll(Map.of(
                        "GIT_AUTHOR_NAME", "governance",
                        "GIT_AUTHOR_EMAIL", "governance@localhost",
                        "GIT_COMMITTER_NAME", "governance",
                        "GIT_COMMITTER_EMAIL", "governance@localhost",
                        "GIT_TERMINAL_PROMPT", "0"));
        try {
            Process process = builder.start();
            running = process;
            try {
                // Whoever ends the program has looked for what runs before or after this was noted.
                if (ended && !Thread.currentThread().equals(ending)) {
                    return new Said(-1, "");
                }
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new Said(-1, output());
                }
                return new Said(process.exitValue(), output());
            } finally {
                stop(process);
                running = null;
            }
        } catch (IOException e) {
            throw new InputException(words.get(0) + " cannot be run here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("It was interrupted.");
        }
    }

    /** Ends a process with all that it started. */
    private static void stop(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void end() {
        ended = true;
        Process process = running;
        if (process != null) {
            stop(process);
        }
        remove();
    }

    private void remove() {
        // git would refuse to run in a folder that is gone, and has to run to forget the tree.
        boolean interrupted = Thread.interrupted();
        try {
            List<String> words = new ArrayList<>(GIT);
            words.addAll(List.of("worktree", "remove", "--force", "--force", tree.toString()));
            run(repository, words, GIT_TIME);
            deleteAll(folder);
            words.subList(GIT.size(), words.size()).clear();
            words.addAll(List.of("worktree", "prune"));
            new ProcessBuilder(words).directory(repository.toFile()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void deleteAll(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Takes the tree away. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // The process ends, and what is registered does it.
            return;
        }
        remove();
    }
}
