/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.core.audit.StoredRecord;
import dev.agentgovernance.core.store.JdbcStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that record audit, approvals and trust, killed at any moment. {@code -Dgovernance.store.kills=N} sets how
 * often.
 */
class CrashTest {

    private static final int KILLS = Integer.getInteger("governance.store.kills", 3);

    @TempDir
    Path folder = Path.of("");

    @Test
    void aKilledProcessLosesAndDoublesNothingItAcknowledged() throws Exception {
        Random random = new Random(42);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = RecordingProcess.start(folder, "k" + kill);
            try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
                int first = 1 + random.nextInt(40);
                for (int i = 0; i < first; i++) {
                    String line = out.readLine();
                    assertThat(line).as("the process records").isNotNull();
                    acknowledged.add(line);
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(5_000));
                process.toHandle().destroyForcibly();
                drain(out, acknowledged);
            }
            process.waitFor();
        }
        check(acknowledged);
    }

    private void check(List<String> acknowledged) {
        AuditJournal.open(folder.resolve("audit.jsonl"), Durability.SYNC).close();
        assertThat(AuditJournal.verify(folder.resolve("audit.jsonl")).faults()).isEmpty();
        try (Stream<StoredRecord> records = AuditJournal.read(folder.resolve("audit.jsonl"))) {
            assertThat(records.map(stored -> stored.record().id()))
                    .doesNotHaveDuplicates()
                    .containsAll(of("audit ", acknowledged));
        }
        JdbcConnectionPool database = RecordingProcess.database(folder);
        try {
            JdbcStores stores = JdbcStores.open(database, Clock.systemUTC());
            ApprovalStore approvals = stores.approvalStore();
            Instant now = Instant.now();
            for (String id : of("asked ", acknowledged)) {
                assertThat(approvals.find(id, now)).as(id).isPresent();
            }
            for (String id : of("granted ", acknowledged)) {
                assertThat(approvals.find(id, now).orElseThrow().approvers())
                        .as(id)
                        .containsExactly("ann");
            }
            for (String id : of("used ", acknowledged)) {
                assertThat(approvals.state(id, now)).as(id).isEqualTo(ApprovalState.USED);
            }
            List<String> evidence =
                    stores.trustStore().evidence(new TrustKey("agent-7", "acme/shop", ActionClass.DELIVER)).stream()
                            .map(piece -> piece.id().substring(0, piece.id().indexOf('/')))
                            .toList();
            assertThat(evidence).doesNotHaveDuplicates().containsAll(of("trust ", acknowledged));
        } finally {
            database.dispose();
        }
    }

    private static List<String> of(String kind, List<String> acknowledged) {
        return acknowledged.stream()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length()))
                .toList();
    }

    /** Adds what had been printed before the end; a line that was cut is none. */
    private static void drain(BufferedReader out, List<String> acknowledged) {
        StringBuilder rest = new StringBuilder();
        try {
            for (int c = out.read(); c >= 0; c = out.read()) {
                rest.append((char) c);
            }
        } catch (IOException e) {
            // The process is gone, and its pipe with it.
        }
        int end = rest.lastIndexOf("\n");
        if (end > 0) {
            acknowledged.addAll(rest.substring(0, end).lines().toList());
        }
    }
}
