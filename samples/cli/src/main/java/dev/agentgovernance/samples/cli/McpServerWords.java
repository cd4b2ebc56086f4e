/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.mcp.ToolLock;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words that name a server and start it. */
final class McpServerWords {

    @Option(
            names = "--server",
            required = true,
            paramLabel = "NAME",
            description = "The name under which policy, settings and lock speak of the server.")
    private String server = "";

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "A variable that the server gets besides those that every program needs; may be repeated.")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--lock",
            paramLabel = "FILE",
            description = "The reviewed definitions. Default: ${DEFAULT-VALUE}, if it is there.",
            defaultValue = "mcp.lock")
    private Path lock = Path.of("mcp.lock");

    @Parameters(
            arity = "0..*",
            paramLabel = "CMD",
            description = "The program of the server and its arguments, behind --.")
    private List<String> words = new ArrayList<>();

    /** Refuses a command line that names no server, or two. */
    void check(boolean isElsewhere) {
        if (words.isEmpty() != isElsewhere) {
            throw new InputException(
                    isElsewhere ? "A server is a program or at an address, not both." : "Name a program, behind --.");
        }
    }

    String server() {
        return server;
    }

    List<String> words() {
        return words;
    }

    Set<String> variables() {
        return new LinkedHashSet<>(variables);
    }

    Path lockFile() {
        return lock;
    }

    ToolLock lock() {
        try {
            return Files.exists(lock) ? ToolLock.load(lock) : ToolLock.empty();
        } catch (IllegalArgumentException e) {
            throw new InputException(lock + ": " + e.getMessage());
        }
    }

    Map<String, Object> command(Map<String, String> environment) {
        List<Path> files = new ArrayList<>();
        program(words.get(0), environment.getOrDefault("PATH", "")).forEach(files::add);
        for (String word : words.subList(1, words.size())) {
            if (Files.isRegularFile(Path.of(word))) {
                files.add(Path.of(word));
            }
        }
        return ToolLock.command(words, files);
    }

    private static List<Path> program(String word, String path) {
        if (word.indexOf('/') >= 0 || word.indexOf(File.separatorChar) >= 0) {
            return Files.isRegularFile(Path.of(word)) ? List.of(Path.of(word)) : List.of();
        }
        int start = 0;
        while (start <= path.length()) {
            int end = path.indexOf(File.pathSeparatorChar, start);
            end = end < 0 ? path.length() : end;
            Path candidate = Path.of(path.substring(start, end), word);
            if (end > start && Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                return List.of(candidate);
            }
            start = end + 1;
        }
        return List.of();
    }
}
