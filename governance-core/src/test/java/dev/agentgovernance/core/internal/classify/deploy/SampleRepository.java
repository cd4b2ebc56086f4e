/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small repository for tests, with what is expected of it. A file holds parts that begin with {@code === PATH}; the part
 * {@code === expected} has one event a line, {@code EVENT NAME [PATH…]}, and below it, indented, the deployments that follow.
 */
record SampleRepository(String name, Map<String, String> files, Map<String, List<String>> expected) {

    static final Path FOLDER =
            Path.of("src/test/resources/dev/agentgovernance/core/internal/classify/deploy/repositories");

    static List<SampleRepository> all() {
        try (Stream<Path> paths = Files.list(FOLDER)) {
            return paths.sorted().map(SampleRepository::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SampleRepository read(Path path) {
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        try {
            StringBuilder part = new StringBuilder();
            for (String line : Files.readAllLines(path)) {
                if (line.startsWith("=== ")) {
                    part = new StringBuilder();
                    parts.put(line.substring(4), part);
                } else {
                    part.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> files = new LinkedHashMap<>();
        parts.forEach((file, text) -> files.put(file, text.toString()));
        String expected = files.remove("expected");
        return new SampleRepository(
                path.getFileName().toString(), files, expectations(expected == null ? "" : expected));
    }

    private static Map<String, List<String>> expectations(String text) {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("  ")) {
                current.add(line.strip());
            } else if (!line.isBlank()) {
                current = new ArrayList<>();
                expected.put(line.strip(), current);
            }
        }
        return expected;
    }

    static RepositoryEvent event(String line) {
        List<String> words = List.of(line.split(" "));
        String kind = words.get(0).toUpperCase(Locale.ROOT).replace('-', '_');
        String name = words.size() > 1 ? words.get(1).replace("?", "").replace('~', ' ') : "";
        return new RepositoryEvent(
                RepositoryEvent.Kind.valueOf(kind),
                name,
                words.size() > 2 ? words.subList(2, words.size()) : List.of());
    }

    static String line(Deployment deployment) {
        return deployment.kind().id()
                + " "
                + (deployment.target().isEmpty() ? "-" : deployment.target())
                + " ("
                + deployment.environment().name().toLowerCase(Locale.ROOT)
                + ") "
                + deployment.evidence();
    }
}
