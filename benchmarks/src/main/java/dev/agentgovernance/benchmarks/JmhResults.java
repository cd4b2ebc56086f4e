/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What JMH wrote as JSON. What is missing, because a contender was not there, is missing here too. */
final class JmhResults {

    /**
     * One figure.
     *
     * @param name the class and the method, {@code ThroughputBenchmark.string}
     * @param score in the unit of the benchmark
     * @param megabytes a second, or 0 where no bytes were counted
     * @param allocated bytes for an operation, or -1 where it was not measured
     * @param percentiles in the unit of the benchmark, by {@code 50.0}, {@code 99.0}, …; none where single operations were not
     *     timed
     */
    record Figure(
            String name,
            Map<String, String> params,
            double score,
            double megabytes,
            double allocated,
            Map<String, Double> percentiles) {}

    private final List<Figure> figures;

    private JmhResults(List<Figure> figures) {
        this.figures = figures;
    }

    /** Reads the files {@code jmh-….json} of a directory; an empty one, of a part that failed, holds no figures. */
    static JmhResults read(Path directory) throws IOException {
        List<Figure> figures = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "jmh-*.json")) {
            for (Path file : files) {
                if (Files.size(file) > 0) {
                    for (JsonNode run : JsonMapper.builder().build().readTree(Files.readString(file))) {
                        figures.add(figure(run));
                    }
                }
            }
        }
        // Of a benchmark that was also timed operation by operation, the mean of all counts.
        figures.sort(Comparator.comparing(figure -> !figure.percentiles().isEmpty()));
        return new JmhResults(List.copyOf(figures));
    }

    private static Figure figure(JsonNode run) {
        String[] parts = run.path("benchmark").asString("").split("\\.", -1);
        Map<String, String> params = new LinkedHashMap<>();
        run.path("params")
                .properties()
                .forEach(param -> params.put(param.getKey(), param.getValue().asString("")));
        double bytes = 0;
        double allocated = -1;
        for (Map.Entry<String, JsonNode> metric : run.path("secondaryMetrics").properties()) {
            double score = metric.getValue().path("score").asDouble(0);
            bytes = metric.getKey().equals("bytes") ? score : bytes;
            allocated = metric.getKey().endsWith("gc.alloc.rate.norm") ? score : allocated;
        }
        String name = parts.length < 2 ? "" : parts[parts.length - 2] + "." + parts[parts.length - 1];
        double score = run.path("primaryMetric").path("score").asDouble(0);
        Map<String, Double> percentiles = new LinkedHashMap<>();
        if (run.path("mode").asString("").equals("sample")) {
            run.path("primaryMetric")
                    .path("scorePercentiles")
                    .properties()
                    .forEach(p -> percentiles.put(p.getKey(), p.getValue().asDouble(0)));
        }
        return new Figure(name, params, score, bytes / 1e6, allocated, percentiles);
    }

    /** Returns whether there is a figure of a benchmark. */
    boolean has(String name) {
        return figures.stream().anyMatch(figure -> figure.name().equals(name));
    }

    /** Returns a value of the figure with a name and parameters, given as {@code key=value}. */
    OptionalDouble value(ToDoubleFunction<Figure> value, String name, String... params) {
        return named(name, params).mapToDouble(value).findFirst();
    }

    /** Returns what a part of the operations, {@code 50.0} or {@code 99.0} percent, took at most. */
    OptionalDouble percentile(String percent, String name, String... params) {
        return named(name, params)
                .filter(figure -> figure.percentiles().containsKey(percent))
                .mapToDouble(figure -> figure.percentiles().getOrDefault(percent, 0.0))
                .findFirst();
    }

    private Stream<Figure> named(String name, String... params) {
        return figures.stream().filter(figure -> figure.name().equals(name)).filter(figure -> {
            for (String param : params) {
                int equals = param.indexOf('=');
                String found = figure.params().get(param.substring(0, equals));
                if (found == null || !found.equals(param.substring(equals + 1))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Returns megabytes a second. */
    OptionalDouble megabytes(String name, String... params) {
        return value(Figure::megabytes, name, params);
    }

    /** Returns scores. */
    OptionalDouble score(String name, String... params) {
        return value(Figure::score, name, params);
    }
}
