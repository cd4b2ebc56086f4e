/**
 * Evidence that can be checked: {@link dev.agentgovernance.core.audit.AuditJournal} appends one line of JSON for each
 * decision to a file, each line chained by SHA-256 to the one before, and can tell afterwards whether a line was edited,
 * removed, moved or added.
 *
 * <p>A record is made into members of a JSON object ({@code RecordWriter}, read back by {@code RecordReader}) and put into
 * the frame that carries the chain ({@code JournalLine}). {@code JournalFile} knows the file: the lock between processes,
 * the last line, what a crash leaves behind. {@code Verifier} walks the chain.
 *
 * <p>Records arrive redacted: nothing here looks for secrets, and nothing here adds a text that was not in the record.
 */
@NullMarked
package dev.agentgovernance.core.audit;

import org.jspecify.annotations.NullMarked;
