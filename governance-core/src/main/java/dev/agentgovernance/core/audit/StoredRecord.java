/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import java.util.Objects;

/**
 * A record as a journal holds it.
 *
 * @param sequence the place of the record in the chain; the first is 1
 * @param previous the hash of the record before it, 64 lower-case hexadecimal digits; {@link AuditJournal#GENESIS} for the
 *     first
 * @param hash the hash of this record, 64 lower-case hexadecimal digits
 * @param record the record; the evidence clauses of its findings are not stored and are empty
 */
public record StoredRecord(long sequence, String previous, String hash, AuditRecord record) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the sequence is under 1
     */
    public StoredRecord {
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(record, "record");
        if (sequence < 1) {
            throw new IllegalArgumentException("the first record is number 1: " + sequence);
        }
    }
}
