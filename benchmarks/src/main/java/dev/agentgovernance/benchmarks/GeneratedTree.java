/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a tree of generated files, to compare whole processes at any size: transcripts of agents, logs and code in turns, of 1
 * MiB each, with a secret in every 64 Ki characters.
 */
public final class GeneratedTree {
    private static final int FILE = 1 << 20;
    private static final int DISTANCE = 1 << 16;
    private static final int FOLDER = 64;

    private GeneratedTree() {}

    /**
     * Writes the tree.
     *
     * @param arguments its directory, which is made, and how many files of 1 MiB it has
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    /** INVARIANT: the first files of a larger tree are those of a smaller one. */
    static void write(Path directory, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path folder = Files.createDirectories(directory.resolve("part-" + i / FOLDER));
            Files.writeString(folder.resolve(i + name(i)), text(i).text(), StandardCharsets.UTF_8);
        }
    }

    private static String name(int file) {
        return switch (file % 3) {
            case 0 -> ".jsonl";
            case 1 -> ".log";
            default -> ".java";
        };
    }

    private static GeneratedText.Planted text(int file) {
        return switch (file % 3) {
            case 0 -> GeneratedText.transcript(file, FILE, DISTANCE);
            case 1 -> GeneratedText.logs(file, FILE, DISTANCE);
            default -> GeneratedText.code(file, FILE, DISTANCE);
        };
    }
}
