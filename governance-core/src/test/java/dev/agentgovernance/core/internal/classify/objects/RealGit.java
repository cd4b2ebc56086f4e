/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The git of this machine in a folder, with no settings but those of the repository. */
public final class RealGit {

    private final Path folder;

    private RealGit(Path folder) {
        this.folder = folder;
    }

    public static RealGit in(Path folder) {
        return new RealGit(folder);
    }

    public static boolean isInstalled() {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Tells whether it can keep references in tables. */
    boolean hasReftables() {
        return run("version", "--build-options").contains("reftable")
                || run("version").strip().compareTo("git version 2.45") >= 0;
    }

    /** Runs a command that has to succeed; returns what it says. */
    public String run(String... words) {
        return new String(fed(new byte[0], words), StandardCharsets.UTF_8);
    }

    byte[] fed(byte[] input, String... words) {
        List<String> line = new ArrayList<>(List.of("git", "-c", "core.fsync=none", "-c", "gc.auto=0"));
        line.addAll(List.of(words));
        try {
            Path given = Files.createTempFile("git", ".in");
            Path error = Files.createTempFile("git", ".err");
            try {
                Files.write(given, input);
                ProcessBuilder builder = new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectInput(given.toFile())
                        .redirectError(error.toFile());
                Map<String, String> environment = builder.environment();
                environment.keySet().removeIf(name -> name.startsWith("GIT_"));
                environment.putAll(Map.of(
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_AUTHOR_NAME", "t",
                        "GIT_AUTHOR_EMAIL", "t@example.org",
                        "GIT_COMMITTER_NAME", "t",
                        "GIT_COMMITTER_EMAIL", "t@example.org",
                        "LC_ALL", "C"));
                Process process = builder.start();
                byte[] output = process.getInputStream().readAllBytes();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue())
                        .as(line + Files.readString(error))
                        .isZero();
                return output;
            } finally {
                Files.delete(given);
                Files.delete(error);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a commit on a branch out of whole files, without a working tree. */
    static void commit(ByteArrayOutputStream stream, String branch, Map<String, byte[]> files) {
        line(stream, "commit refs/heads/" + branch);
        line(stream, "committer t <t@example.org> 1700000000 +0000");
        line(stream, "data 0");
        line(stream, "");
        line(stream, "deleteall");
        files.forEach((path, content) -> {
            line(stream, "M 100644 inline " + path);
            line(stream, "data " + content.length);
            stream.writeBytes(content);
            line(stream, "");
        });
        line(stream, "");
    }

    private static void line(ByteArrayOutputStream stream, String line) {
        stream.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns every file of some commits as git shows it, by commit and path. */
    Map<String, Map<String, byte[]>> files(List<String> commits) {
        List<String> names = new ArrayList<>();
        for (String commit : commits) {
            for (String path : run("ls-tree", "-r", "-z", "--name-only", commit).split("\0", 0)) {
                if (!path.isEmpty()) {
                    names.add(commit + ":" + path);
                }
            }
        }
        String asked = String.join("\n", names) + "\n";
        byte[] told = fed(asked.getBytes(StandardCharsets.UTF_8), "cat-file", "--batch");
        Map<String, Map<String, byte[]>> files = new TreeMap<>();
        int at = 0;
        for (String name : names) {
            int end = at;
            while (told[end] != '\n') {
                end++;
            }
            String head = new String(told, at, end - at, StandardCharsets.UTF_8);
            int size = Integer.parseInt(head.substring(head.lastIndexOf(' ') + 1));
            int colon = name.indexOf(':');
            files.computeIfAbsent(name.substring(0, colon), c -> new TreeMap<>())
                    .put(name.substring(colon + 1), Arrays.copyOfRange(told, end + 1, end + 1 + size));
            at = end + 2 + size;
        }
        return files;
    }
}
