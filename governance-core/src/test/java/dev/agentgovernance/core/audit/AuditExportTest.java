/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditExportTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder = Path.of("");

    private List<StoredRecord> records() {
        Path file = folder.resolve("audit.jsonl");
        Random random = new Random(7);
        try (AuditJournal journal = AuditJournal.open(file, Durability.OS)) {
            for (int i = 0; i < 50; i++) {
                journal.append(Records.random("r" + i, random, () -> "text \u202e \"<&\n" + random.nextInt(9)));
            }
        }
        try (Stream<StoredRecord> records = AuditJournal.read(file)) {
            return records.toList();
        }
    }

    @Test
    void theLinesOfTheJournalComeBackByteForByte() throws IOException {
        List<String> lines = new ArrayList<>();
        for (StoredRecord stored : records()) {
            lines.add(AuditExport.json(stored));
        }
        assertThat(lines).isEqualTo(Files.readAllLines(folder.resolve("audit.jsonl")));
    }

    /** The attributes that version 1.3.0 of the schema requires of the class, and the values that it allows. */
    @Test
    void ocsfEventsHoldWhatTheirClassRequires() {
        for (StoredRecord stored : records()) {
            JsonNode event = JSON.readTree(AuditExport.ocsf(stored));

            for (String required : List.of(
                    "activity_id",
                    "actor",
                    "api",
                    "category_uid",
                    "class_uid",
                    "metadata",
                    "severity_id",
                    "src_endpoint",
                    "time",
                    "type_uid")) {
                assertThat(event.has(required)).as(required).isTrue();
            }
            assertThat(event.get("class_uid").asInt()).isEqualTo(6003);
            assertThat(event.get("activity_id").asInt()).isIn(2, 3, 4, 99);
            assertThat(event.get("type_uid").asInt())
                    .isEqualTo(600300 + event.get("activity_id").asInt());
            assertThat(event.get("severity_id").asInt()).isBetween(1, 5);
            assertThat(event.at("/metadata/version").asString()).isEqualTo("1.3.0");
            assertThat(event.at("/metadata/product/vendor_name").asString()).isNotEmpty();
            assertThat(event.at("/api/operation").asString()).isNotEmpty();
            String verdict = stored.record().decision().verdict();
            assertThat(event.get("action_id").asInt()).isEqualTo(verdict.equals("allow") ? 1 : 2);
            assertThat(event.get("disposition_id").asInt())
                    .isEqualTo(verdict.equals("allow") ? 1 : verdict.equals("ask") ? 99 : 2);
            assertThat(event.get("time").asLong())
                    .isEqualTo(stored.record().at().toEpochMilli());
            assertThat(event.get("message").asString())
                    .isEqualTo(stored.record().summary());
        }
    }

    @Test
    void openTelemetryRequestsHoldEveryRecord() {
        List<StoredRecord> records = records();
        JsonNode logs = JSON.readTree(AuditExport.openTelemetry(records)).at("/resourceLogs/0/scopeLogs/0/logRecords");

        assertThat(logs.size()).isEqualTo(records.size());
        for (int i = 0; i < records.size(); i++) {
            JsonNode log = logs.get(i);
            assertThat(log.get("timeUnixNano").asString()).matches("[0-9]{10,20}");
            assertThat(log.get("severityNumber").asInt()).isIn(9, 13, 17);
            assertThat(log.at("/body/stringValue").asString())
                    .isEqualTo(records.get(i).record().summary());
            for (JsonNode attribute : log.get("attributes")) {
                assertThat(attribute.get("key").asString()).isNotEmpty();
                assertThat(attribute.at("/value/stringValue").isString()).isTrue();
            }
        }
    }
}
