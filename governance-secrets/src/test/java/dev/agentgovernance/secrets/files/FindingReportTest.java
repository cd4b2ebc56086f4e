/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import static dev.agentgovernance.secrets.files.Scanned.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FindingReportTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final List<FileFinding> FINDINGS = findings();

    private static List<FileFinding> findings() {
        FileScanner scanner = FileScanner.of(SecretScanner.standard()).withArchives();
        Scanned scanned = Scanned.of(
                scanner,
                "a folder/odd \"name\" \u001b[31m #1%.json",
                ("{\"k\": \"" + KEY + "\"}").getBytes(StandardCharsets.UTF_8));
        scanned.findings.addAll(
                Scanned.of(scanner, "/tmp/a:b.zip", Scanned.zip("é.txt", KEY.getBytes(StandardCharsets.UTF_8)))
                        .findings
                        .stream()
                        .map(found -> found.in(COMMIT))
                        .toList());
        return scanned.findings;
    }

    @Test
    void theSarifLogIsValid() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(schema());

        for (String log : List.of(FindingReport.sarif(FINDINGS, false), FindingReport.sarif(List.of(), true))) {
            assertThat(schema.validate(log, InputFormat.JSON)).isEmpty();
        }
        assertThat(schema.validate(
                        FindingReport.sarif(FINDINGS, true).replace("startLine", "beginLine"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void theSarifLogSaysWhereAndWhat() {
        JsonNode run = new JsonMapper()
                .readTree(FindingReport.sarif(FINDINGS, false))
                .path("runs")
                .path(0);

        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean(true)).isFalse();
        assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("a%20folder/odd%20%22name%22%20%1B%5B31m%20%231%25.json");
        assertThat(run.at("/results/1/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("file:///tmp/a%3Ab.zip%21/%C3%A9.txt");
        assertThat(run.at("/results/0/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asString())
                .isEqualTo("/k");
        assertThat(run.at("/results/1/properties/commit").asString()).isEqualTo(COMMIT);
        assertThat(run.at("/results/0/locations/0/physicalLocation/region/startColumn")
                        .asInt())
                .isEqualTo(8);
        assertThat(run.at("/tool/driver/rules/0/id").asString()).isEqualTo("aws-access-key-id");
    }

    @Test
    void aLineOfJsonIsJson() {
        JsonNode line = new JsonMapper().readTree(FindingReport.jsonLine(FINDINGS.get(0)));

        assertThat(line.path("path").asString()).isEqualTo("a folder/odd \"name\" \u001b[31m #1%.json");
        assertThat(line.path("pointer").asString()).isEqualTo("/k");
        assertThat(line.path("start").asInt()).isEqualTo(7);
        assertThat(line.path("endColumn").asInt()).isEqualTo(28);
        assertThat(line.has("commit")).isFalse();
        assertThat(FindingReport.jsonLine(FINDINGS.get(1))).contains("\"commit\":\"" + COMMIT + "\"");
    }

    @Test
    void theTextHasNoControlCharacters() {
        assertThat(FindingReport.text(FINDINGS.get(0)))
                .startsWith("a folder/odd \"name\" ?[31m #1%.json:1:8 at /k aws-access-key-id ")
                .endsWith("{\"k\": \"********");
        assertThat(FindingReport.text(FINDINGS.get(1))).startsWith("0123456789ab /tmp/a:b.zip!/é.txt:1:1 ");
    }

    @Test
    void noFormHoldsTheValue() {
        for (FileFinding found : FINDINGS) {
            assertThat(FindingReport.text(found) + FindingReport.jsonLine(found) + found)
                    .doesNotContain(KEY.substring(0, 8), KEY.substring(12));
        }
        assertThat(FindingReport.sarif(FINDINGS, true)).doesNotContain(KEY);
    }

    private static String schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(FindingReportTest.class.getResourceAsStream("sarif-2.1.0-rtm.5.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
