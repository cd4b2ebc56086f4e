/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and charts show what was measured, and only that. */
class FiguresTest {
    @TempDir
    Path folder = Path.of("");

    private Path results() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results").resolve("abc1234"));
        Files.writeString(results.resolve("jmh-failed.json"), "");
        Files.writeString(results.resolve("jmh-small.json"), """
                [{"benchmark": "dev.agentgovernance.benchmarks.ThroughputBenchmark.string", "params": {"corpus": "LOGS"},
                  "primaryMetric": {"score": 20.5, "scoreUnit": "ops/s"},
                  "secondaryMetrics": {"bytes": {"score": 171966464.0}, "gc.alloc.rate.norm": {"score": 12.0}}},
                 {"benchmark": "dev.agentgovernance.benchmarks.KeywordBenchmark.keywords",
                  "params": {"corpus": "LOGS", "library": "HYPERSCAN"},
                  "primaryMetric": {"score": 1.5}, "secondaryMetrics": {"bytes": {"score": 42500000.0}}},
                 {"benchmark": "dev.agentgovernance.benchmarks.PolicyBenchmark.decide", "params": {"rules": "1000"},
                  "mode": "sample", "primaryMetric": {"score": 9.5, "scorePercentiles": {"50.0": 6.5, "99.0": 31.0}}},
                 {"benchmark": "dev.agentgovernance.benchmarks.PolicyBenchmark.decide", "params": {"rules": "1000"},
                  "mode": "avgt", "primaryMetric": {"score": 8.5, "scorePercentiles": {"50.0": 1.0}}},
                 {"benchmark": "dev.agentgovernance.benchmarks.TwoThreadsBenchmark.one", "params": {"work": "SIX_CHAINS"},
                  "primaryMetric": {"score": 200.0}},
                 {"benchmark": "dev.agentgovernance.benchmarks.TwoThreadsBenchmark.two", "params": {"work": "SIX_CHAINS"},
                  "primaryMetric": {"score": 300.0}},
                 {"benchmark": "dev.agentgovernance.benchmarks.TwoThreadsBenchmark.one", "params": {"work": "TABLE"},
                  "primaryMetric": {"score": 200.0}},
                 {"benchmark": "dev.agentgovernance.benchmarks.SmallInputBenchmark.detector", "params": {"input": "COMMAND"},
                  "primaryMetric": {"score": 1234.4}, "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 640.0}}}]
                """);
        Files.writeString(results.resolve("side-by-side.json"), """
                {"runs": [
                 {"tool": "governance", "tree": "part", "megabytes": 24.0, "wallSeconds": 1.5, "cpuSeconds": 2.0,
                  "findings": 56, "exit": 1, "finished": true},
                 {"tool": "gitleaks", "tree": "part", "megabytes": 24.0, "wallSeconds": 60.0, "cpuSeconds": 80.0,
                  "findings": 0, "exit": 124, "finished": false}],
                 "missing": ["titus: the proxy does not serve it"], "versions": {"gitleaks": "8.30.1"}}
                """);
        return results;
    }

    @Test
    void tablesAreWrittenBetweenTheMarks() throws IOException {
        Path readme = Files.writeString(
                folder.resolve("README.md"), "before\n" + Figures.BEGIN + "\nold\n" + Figures.END + "\nafter\n");
        Figures.write(results(), readme);
        String text = Files.readString(readme);
        assertThat(text).startsWith("before\n" + Figures.BEGIN).endsWith(Figures.END + "\nafter\n");
        assertThat(text).doesNotContain("old");
        assertThat(text).contains("| **the whole detector** |  |  |  |  | 172 |");
        assertThat(text).contains("| registers alone, six chains | 150 |").doesNotContain("reads of a small table");
        assertThat(text).contains("| keywords only: Hyperscan, Java wrapper |  |  |  |  | 43 |");
        assertThat(text).contains("| **the whole detector** | 1,234 | 640 |  |  |  |  |");
        assertThat(text).contains("| a whole decision under the policy, on record |  |  | 8.5 |  |");
        assertThat(text).contains("| such a decision: half of them within |  |  | 6.5 |  |");
        assertThat(text).contains("| such a decision: 99 % of them within |  |  | 31 |  |");
        assertThat(text).contains("| **governance scan** | 12 | 2.0 | 1.5 | 56 |");
        assertThat(text).contains("| gitleaks 8.30.1 |  |  | not done in 60 |  |");
        assertThat(text).contains("Not there: titus: the proxy does not serve it.");
        assertThat(text).doesNotContain("number of keywords").doesNotContain("RE2/J, one by one");
        Figures.write(results(), readme);
        assertThat(Files.readString(readme)).isEqualTo(text);
    }

    @Test
    void chartsAreWellFormedAndShowEveryContender() throws Exception {
        Path readme = Files.writeString(folder.resolve("README.md"), Figures.BEGIN + "\n" + Figures.END);
        Path results = results();
        Figures.write(results, readme);
        String svg = Files.readString(results.resolve("throughput.svg"));
        assertThat(svg).contains(">the whole detector<", ">keywords only: Hyperscan, Java wrapper<", ">172<", ">logs<");
        String processes = Files.readString(results.resolve("processes.svg"));
        assertThat(processes).contains(">governance scan<").doesNotContain("gitleaks");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        for (String chart : new String[] {svg, processes}) {
            assertThat(factory.newDocumentBuilder()
                            .parse(new ByteArrayInputStream(chart.getBytes(StandardCharsets.UTF_8)))
                            .getElementsByTagName("rect")
                            .getLength())
                    .isPositive();
        }
    }

    @Test
    void nothingMeasuredMakesNoTables() throws IOException {
        Path readme = Files.writeString(folder.resolve("README.md"), Figures.BEGIN + "\n" + Figures.END);
        Path empty = Files.createDirectories(folder.resolve("results").resolve("0000000"));
        Figures.write(empty, readme);
        assertThat(Files.readString(readme)).doesNotContain("|");
        assertThatThrownBy(() -> Figures.write(empty, Files.writeString(folder.resolve("other.md"), "text")))
                .isInstanceOf(IOException.class);
    }
}
