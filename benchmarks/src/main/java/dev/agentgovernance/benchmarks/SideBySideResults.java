/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code side-by-side.sh} wrote.
 *
 * @param runs the runs
 * @param missing what could not be installed, and why
 * @param versions of the tools
 */
record SideBySideResults(List<Run> runs, List<String> missing, Map<String, String> versions) {

    /**
     * One tool over one tree.
     *
     * @param tool its name
     * @param tree {@code part} or {@code whole}
     * @param megabytes the size of the tree
     * @param wallSeconds how long it took
     * @param cpuSeconds of all its threads, user and system
     * @param findings how many lines or objects it reported
     * @param finished whether it was done in time
     */
    record Run(
            String tool,
            String tree,
            double megabytes,
            double wallSeconds,
            double cpuSeconds,
            long findings,
            boolean finished) {

        /** Returns megabytes for a second of one core. */
        double pace() {
            return cpuSeconds <= 0 ? 0 : megabytes / cpuSeconds;
        }
    }

    /** Reads a file; one that is not there holds nothing. */
    static SideBySideResults read(Path file) throws IOException {
        List<Run> runs = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Map<String, String> versions = new LinkedHashMap<>();
        if (Files.exists(file)) {
            JsonNode all = JsonMapper.builder().build().readTree(Files.readString(file));
            for (JsonNode run : all.path("runs")) {
                runs.add(new Run(
                        run.path("tool").asString(""),
                        run.path("tree").asString(""),
                        run.path("megabytes").asDouble(0),
                        run.path("wallSeconds").asDouble(0),
                        run.path("cpuSeconds").asDouble(0),
                        run.path("findings").asLong(0),
                        run.path("finished").asBoolean(false)));
            }
            all.path("missing").forEach(name -> missing.add(name.asString("")));
            all.path("versions")
                    .properties()
                    .forEach(version ->
                            versions.put(version.getKey(), version.getValue().asString("")));
        }
        return new SideBySideResults(runs, missing, versions);
    }
}
