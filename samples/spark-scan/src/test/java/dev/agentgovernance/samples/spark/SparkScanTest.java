/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.SecretScanner;
import dev.agentgovernance.secrets.files.FileFinding;
import dev.agentgovernance.secrets.files.FileScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The job, run by a real Spark with two threads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkScanTest {
    private static final String GITLAB = "glp" + "at-" + "q8Zk2LmX0vBn4TyRw6Jc";
    private static final String AWS = "AK" + "IA" + "Q3ZKXLMV5BNRTYWP";

    private final SparkSession spark = SparkSession.builder()
            .master("local[2]")
            .appName("test")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    void isQuiet() {
        spark.sparkContext().setLogLevel("ERROR");
    }

    @AfterAll
    void stop() {
        spark.stop();
    }

    private Path input() throws IOException {
        Path input = Files.createDirectories(folder.resolve("input/notes"));
        Files.writeString(input.resolve("deploy.txt"), "export GITLAB_TOKEN=" + GITLAB + "\nnothing else\n");
        Files.writeString(
                input.resolve("session.jsonl"),
                "{\"type\":\"user\",\"content\":\"one\\ntwo\"}\n{\"type\":\"tool\",\"result\":{\"text\":\"key:\\n\\\""
                        + AWS + "\\\"\"}}\n");
        Files.writeString(
                input.resolve("history.patch"),
                "commit 1f2e\ndiff --git a/a b/a\n@@ -1 +1 @@\n-token = \"" + GITLAB + "\"\n+token = read()\n");
        Files.write(input.resolve("picture.bin"), new byte[] {1, 0, 2, 0, 3});
        return folder.resolve("input");
    }

    private List<Row> rows(Path output, String row) {
        return spark.read()
                .parquet(output.toString())
                .where("row = '" + row + "'")
                .collectAsList();
    }

    @Test
    void findsWhatTheDetectorFindsByItself() throws IOException {
        Path input = input();
        Path output = folder.resolve("output");
        assertThat(SparkScan.run(spark, input.toString(), output.toString(), 1L << 30))
                .isEqualTo(4);
        List<String> expected = new ArrayList<>();
        FileScanner.of(SecretScanner.standard()).scan(input, new FileScanner.Listener() {
            @Override
            public void found(FileFinding found) {
                expected.add(Path.of(found.path()).getFileName() + ":" + found.line() + ":" + found.column() + ":"
                        + found.pointer() + ":" + found.finding().kind().id());
            }
        });
        List<Row> findings = rows(output, "finding");
        assertThat(expected).hasSize(3);
        assertThat(findings)
                .extracting(row -> row.<String>getAs("path").replaceAll(".*/", "") + ":" + row.getAs("line") + ":"
                        + row.getAs("column") + ":" + row.getAs("pointer") + ":" + row.getAs("kind"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(findings).extracting(row -> row.<String>getAs("pointer")).contains("/result/text");
        // The same value in two files has the same fingerprint, whichever executor saw it, and is nowhere in the
        // output.
        assertThat(findings).extracting(row -> row.<String>getAs("value")).doesNotContainNull();
        assertThat(findings.stream().map(row -> row.<String>getAs("value")).distinct())
                .hasSize(2);
        assertThat(findings.toString()).doesNotContain(GITLAB).doesNotContain(AWS);
        assertThat(rows(output, "done")).hasSize(3);
        assertThat(rows(output, "left-out")).hasSize(1);
        assertThat(SparkScan.summary(spark, output.toString()).collectAsList().toString())
                .contains("gitlab-personal-access-token")
                .contains("files left-out");
    }

    @Test
    void aSecondRunReadsOnlyWhatIsNew() throws IOException {
        Path input = input();
        Path output = folder.resolve("again");
        // A byte a batch: each file is kept by itself, as if the run before had been stopped after any of them.
        assertThat(SparkScan.run(spark, input.toString(), output.toString(), 1)).isEqualTo(4);
        assertThat(SparkScan.run(spark, input.toString(), output.toString(), 1)).isZero();
        Files.writeString(input.resolve("new.txt"), "token: " + GITLAB + "\n");
        assertThat(SparkScan.run(spark, input.toString(), output.toString(), 1)).isEqualTo(1);
        Files.writeString(input.resolve("new.txt"), "token: " + GITLAB + " and " + AWS + "\n");
        assertThat(SparkScan.run(spark, input.toString(), output.toString(), 1)).isEqualTo(1);
        assertThat(rows(output, "done")).hasSize(5);
        assertThat(rows(output, "finding")).hasSize(6);
        assertThat(rows(output, "finding").stream()
                        .map(row -> row.<String>getAs("value"))
                        .distinct())
                .hasSize(2);
    }
}
