/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.core.RecordingProcess.Kept;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.core.audit.Durability;
import dev.agentgovernance.core.audit.StoredRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that record audit, approvals and trust, killed at any moment. {@code -Dgovernance.store.kills=N} sets how
 * often, and {@code -Dgovernance.store.h2.kills=N} with H2.
 */
class CrashTest {

    private static final int KILLS = Integer.getInteger("governance.store.kills", 3);
    private static final int H2_KILLS = Integer.getInteger("governance.store.h2.kills", 3);

    @TempDir
    Path folder = Path.of("");

    @Test
    void aKilledProcessLosesAndDoublesNothingItAcknowledged() throws Exception {
        List<String> acknowledged = kill(KILLS, Kept.IN_A_FILE, 1);
        check(acknowledged, Kept.IN_A_FILE);
    }

    @Test
    void severalProcessesOnOneFileThatAreKilledLoseAndDoubleNothing() throws Exception {
        List<String> acknowledged = kill(Math.max(1, KILLS / 5), Kept.IN_A_FILE, 3);
        check(acknowledged, Kept.IN_A_FILE);
    }

    /** Without {@code WRITE_DELAY 0} this fails at once. */
    @Test
    void killsLoseNothingInH2() throws Exception {
        check(kill(H2_KILLS, Kept.IN_H2, 1), Kept.IN_H2);
    }

    /** Whoever is killed may have served the others: one of them opens the files anew. */
    @Test
    void killsOfProcessesThatShareAFileLoseNothingInH2() throws Exception {
        check(kill(Math.max(1, H2_KILLS / 5), Kept.IN_SHARED_H2, 3), Kept.IN_SHARED_H2);
    }

    /** Starts several processes at a time and kills them, again and again; returns what they had acknowledged. */
    private List<String> kill(int times, Kept kept, int together) throws Exception {
        return new KilledProcesses(42, 1, 41, 5_000)
                .kill(times, kill -> together, prefix -> RecordingProcess.start(folder, prefix, kept));
    }

    private void check(List<String> acknowledged, Kept kept) {
        AuditJournal.open(folder.resolve("audit.jsonl"), Durability.SYNC).close();
        assertThat(AuditJournal.verify(folder.resolve("audit.jsonl")).faults()).isEmpty();
        try (Stream<StoredRecord> records = AuditJournal.read(folder.resolve("audit.jsonl"))) {
            assertThat(records.map(stored -> stored.record().id()))
                    .doesNotHaveDuplicates()
                    .containsAll(KilledProcesses.of("audit ", acknowledged));
        }
        try (RecordingProcess.Stores stores = RecordingProcess.open(folder, kept)) {
            ApprovalStore approvals = stores.approvals();
            Instant now = Instant.now();
            for (String id : KilledProcesses.of("asked ", acknowledged)) {
                assertThat(approvals.find(id, now)).as(id).isPresent();
            }
            for (String id : KilledProcesses.of("granted ", acknowledged)) {
                assertThat(approvals.find(id, now).orElseThrow().approvers())
                        .as(id)
                        .containsExactly("ann");
            }
            for (String id : KilledProcesses.of("used ", acknowledged)) {
                assertThat(approvals.state(id, now)).as(id).isEqualTo(ApprovalState.USED);
            }
            List<String> evidence =
                    stores.trust().evidence(new TrustKey("agent-7", "acme/shop", ActionClass.DELIVER)).stream()
                            .map(piece -> piece.id().substring(0, piece.id().indexOf('/')))
                            .toList();
            assertThat(evidence).doesNotHaveDuplicates().containsAll(KilledProcesses.of("trust ", acknowledged));
        }
    }
}
