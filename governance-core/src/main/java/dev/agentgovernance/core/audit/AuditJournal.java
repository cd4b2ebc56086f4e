/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.audit.AuditSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of audit records: one line of JSON each, chained by SHA-256 to the line before.
 *
 * <p>Safe for use by several threads, by several journals of one process and by several processes on one file at once: who
 * appends holds a lock on a file next to it ({@code NAME.lock}), waits up to 10 s for it, and continues the chain from
 * whatever the others have written. The lock relies on the file system; many network file systems have none to rely on.
 *
 * <p>{@link #append} returns when the record is as durable as was asked for ({@link Durability}), and throws
 * {@link UncheckedIOException} when it is not; the record is then not in the file, and the journal can be used again as
 * soon as the cause is gone. Its cost is one write, with {@link Durability#SYNC} one force of the device besides.
 *
 * <p>A line that a crash left incomplete is moved to a file next to the journal ({@code NAME.torn-1}, …) and named by
 * {@link #setAside}; every record before it stays.
 *
 * <p>Records are stored as they come: redacting them is up to the caller. Strings of any content come back as they were.
 */
public final class AuditJournal implements AuditSink, AutoCloseable {

    /** What the first record is chained to: the SHA-256 of {@code agent-governance/audit/1}, in hexadecimal. */
    public static final String GENESIS = JournalLine.GENESIS;

    private final ReentrantLock lock = new ReentrantLock();
    private final JournalFile file;

    private AuditJournal(JournalFile file) {
        this.file = file;
    }

    /**
     * Opens a journal, making the file and its folder where there are none. Only the owner can read a file made here.
     *
     * @throws UncheckedIOException if the file cannot be read and written, or its end holds no record within 64 MiB
     */
    public static AuditJournal open(Path file, Durability durability) {
        AuditJournal journal = new AuditJournal(new JournalFile(file, Objects.requireNonNull(durability)));
        journal.run(() -> {
            journal.file.open();
            return journal;
        });
        return journal;
    }

    /**
     * Stores a record.
     *
     * @throws UncheckedIOException if it is not stored as durably as promised, or is longer than 16 MiB as JSON
     */
    @Override
    public void append(AuditRecord record) {
        // The JSON is made before the lock is taken.
        String members = RecordWriter.members(record);
        run(() -> file.append(members));
    }

    /** Returns the files to which this journal has moved incomplete lines since it was opened, oldest first. */
    public List<Path> setAside() {
        return run(file::setAside);
    }

    /** Closes the file. Closing it again does nothing; appending afterwards is an {@link UncheckedIOException}. */
    @Override
    public void close() {
        run(() -> {
            file.close();
            return file;
        });
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T run(Step<T> step) {
        lock.lock();
        try {
            return step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks every line of a journal and how it is chained to the one before. Reads the file once, in memory for one line;
     * the file may grow meanwhile.
     *
     * <p>A chain tells of every change within it, apart from two: records cut off at its end, and a chain that somebody
     * wrote anew from some record to the end, as whoever can write the file can. For both, keep the
     * {@linkplain Verification#head() head} and the number of records where the agent cannot write, and use
     * {@link #verify(Path, String)}.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Verification verify(Path file) {
        return Verifier.verify(file, null);
    }

    /**
     * Checks a journal, and that a record that was its head at some time is still in it. A journal that has grown since is
     * fine.
     *
     * @param expectedHead the hash of that record, or {@link #GENESIS}
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Verification verify(Path file, String expectedHead) {
        return Verifier.verify(file, Objects.requireNonNull(expectedHead, "expectedHead"));
    }

    /**
     * Returns the records of a journal in the order of the file, without checking the chain. They are read as the stream is
     * consumed; close the stream. An incomplete last line is left out.
     *
     * @throws UncheckedIOException if the file cannot be read, also later by the stream, which also throws it at a line
     *     that is no record
     */
    public static Stream<StoredRecord> read(Path file) {
        LineReader lines;
        try {
            lines = LineReader.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Spliterator<StoredRecord> records =
                new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(java.util.function.Consumer<? super StoredRecord> action) {
                        StoredRecord next = next(lines);
                        if (next != null) {
                            action.accept(next);
                        }
                        return next != null;
                    }
                };
        return StreamSupport.stream(records, false).onClose(() -> {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Returns the last records of a journal, youngest first, without checking the chain: for showing what was decided lately.
     * Reads the file from its end, 16 MiB of it at most; lines that are no record are left out. A file that is not there is an
     * empty journal.
     *
     * @param limit how many at most, at least 1
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<StoredRecord> recent(Path file, int limit) {
        try {
            return RecentRecords.read(file, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable StoredRecord next(LineReader lines) {
        try {
            byte[] line = lines.next();
            if (line == null || lines.torn()) {
                return null;
            }
            JournalLine frame = JournalLine.parse(line);
            AuditRecord record = frame == null ? null : recordOf(line);
            if (frame == null || record == null) {
                throw new IOException("line " + lines.line() + " of the journal is no record");
            }
            return new StoredRecord(frame.sequence(), frame.previous(), frame.hash(), record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the record of a line; null where it holds none. What a parser says of it would quote the line. */
    static @Nullable AuditRecord recordOf(byte[] line) {
        try {
            return RecordReader.read(line);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
