/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.api.contract.AuditSinkContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class AuditJournalContractTest implements AuditSinkContract {

    @TempDir
    @Nullable Path folder;

    private @Nullable AuditJournal journal;

    @Override
    public AuditSink newAuditSink() {
        journal = AuditJournal.open(file(), Durability.SYNC);
        return journal;
    }

    @Override
    public List<AuditRecord> stored(AuditSink sink) {
        assertThat(AuditJournal.verify(file()).faults()).isEmpty();
        try (Stream<StoredRecord> records = AuditJournal.read(file())) {
            return records.map(StoredRecord::record).toList();
        }
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(journal).close();
    }

    private Path file() {
        return Objects.requireNonNull(folder).resolve("audit.jsonl");
    }
}
