/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.benchmarks.FigureTables.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the charts of a directory of results, and writes its tables into a README between two marks:
 *
 * <pre>java -cp benchmarks/target/benchmarks.jar dev.agentgovernance.benchmarks.Figures RESULTS README</pre>
 *
 * The results are {@code jmh-….json} and {@code side-by-side.json}; any may be missing.
 */
public final class Figures {
    static final String BEGIN = "<!-- figures: written by run-all.sh -->";
    static final String END = "<!-- end of figures -->";

    private Figures() {}

    /** Writes the charts and the tables. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("name the directory of the results, and the README");
        }
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void write(Path results, Path readme) throws IOException {
        SideBySideResults processes = SideBySideResults.read(results.resolve("side-by-side.json"));
        FigureTables tables = new FigureTables(JmhResults.read(results), processes);
        String commit = String.valueOf(results.getFileName());
        StringBuilder text = new StringBuilder();
        text.append("Of one run: [how](results/")
                .append(commit)
                .append("/README.md), [raw](results/")
                .append(commit)
                .append(").\n\n");
        Map<String, List<Bar>> inProcess = new LinkedHashMap<>();
        for (Corpus corpus : Corpus.values()) {
            List<Bar> bars = tables.bars(corpus);
            if (bars.size() > 1) {
                inProcess.put(corpus.fileName(), bars);
            }
        }
        chart(text, results, "throughput", "MB a second on one thread, logarithmic", inProcess);
        chart(
                text,
                results,
                "processes",
                "MB for a second of CPU time, whole processes, logarithmic",
                processes(processes));
        text.append(tables.markdown());
        String old = Files.readString(readme);
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("the README has no place for figures: " + BEGIN + " … " + END);
        }
        Files.writeString(readme, old.substring(0, begin) + BEGIN + "\n" + text + old.substring(end));
    }

    private static Map<String, List<Bar>> processes(SideBySideResults processes) {
        Map<String, List<Bar>> groups = new LinkedHashMap<>();
        for (SideBySideResults.Run run : processes.runs()) {
            if (run.finished() && !run.tool().equals("read")) {
                String tree = run.tree().equals("part") ? "every 64th file" : "all files";
                String group = tree + ", " + FigureTables.number(run.megabytes()) + " MB";
                groups.computeIfAbsent(group, key -> new ArrayList<>())
                        .add(new Bar(run.tool().equals("governance") ? "governance scan" : run.tool(), run.pace()));
            }
        }
        return groups;
    }

    private static void chart(
            StringBuilder text, Path results, String name, String title, Map<String, List<Bar>> groups)
            throws IOException {
        if (!groups.isEmpty()) {
            Files.writeString(results.resolve(name + ".svg"), ThroughputChart.svg(title, groups));
            text.append("![")
                    .append(title)
                    .append("](results/")
                    .append(results.getFileName())
                    .append('/')
                    .append(name)
                    .append(".svg)\n\n");
        }
    }
}
