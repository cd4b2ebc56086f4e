/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.audit.AuditSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
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
 * soon as the cause is gone. Its cost is one write, with {@link Durability#SYNC} one force of the device besides, which
 * threads that append at the same time share.
 *
 * <p>A line that a crash left incomplete is moved to a file next to the journal ({@code NAME.torn-1}, …) and named by
 * {@link #setAside}; every record before it stays.
 *
 * <p>Records are stored as they come: redacting them is up to the caller. Strings of any content come back as they were.
 */
public final class AuditJournal implements AuditSink, AutoCloseable {

    /** What the first record is chained to: the SHA-256 of {@code agent-governance/audit/1}, in hexadecimal. */
    public static final String GENESIS = JournalLine.GENESIS;

    private static final int MOST_IN_BATCH = 256;
    /** What the frame of a line adds to a record, at most. */
    private static final int FRAME = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final JournalFile file;
    private final @Nullable ForceLater forceLater;

    private AuditJournal(JournalFile file, @Nullable ForceLater forceLater) {
        this.file = file;
        this.forceLater = forceLater;
    }

    /** A record that waits for its turn. What became of it is set under the lock. */
    private static final class Pending {
        final String members;
        boolean done;

        @Nullable IOException failure;

        Pending(String members) {
            this.members = members;
        }
    }

    /**
     * Opens a journal, making the file and its folder where there are none. Only the owner can read a file made here.
     *
     * @throws UncheckedIOException if the file cannot be read and written, or its end holds no record within 64 MiB
     */
    public static AuditJournal open(Path file, Durability durability) {
        return opened(new AuditJournal(new JournalFile(file, Objects.requireNonNull(durability)), null));
    }

    /**
     * Opens a journal that forces the device behind the calls: {@link #append} returns when the operating system has the
     * record, and at most {@code window} later it is on the device, together with all others of the window. A process that
     * dies loses nothing; a machine that dies loses at most the last window. Where a force fails, the next append throws, as
     * nobody was told yet; closing the journal forces what is left.
     *
     * @param window how long a record may be in the hands of the operating system alone; over zero, at most a minute
     * @param executor runs the forces, one at a time; it has to outlive the journal
     * @throws UncheckedIOException as {@link #open} does
     */
    public static AuditJournal openBatched(Path file, Duration window, ScheduledExecutorService executor) {
        if (window.isZero() || window.isNegative() || window.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("the window is over zero and at most a minute: " + window);
        }
        return opened(new AuditJournal(
                new JournalFile(file, Durability.OS), new ForceLater(window, Objects.requireNonNull(executor))));
    }

    private static AuditJournal opened(AuditJournal journal) {
        return journal.run(() -> {
            journal.file.open();
            return journal;
        });
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
        if (members.length() > JournalLine.MAX_LENGTH - FRAME) {
            throw new UncheckedIOException(
                    new IOException("the record is longer than " + JournalLine.MAX_LENGTH + " bytes"));
        }
        Pending own = new Pending(members);
        waiting.add(own);
        run(() -> {
            while (!own.done) {
                commit();
            }
            if (own.failure != null) {
                throw own.failure;
            }
            return own;
        });
    }

    /**
     * Writes what waits, for all who wait: whoever has the lock does the work, and the others find theirs done. With a
     * force, its time is shared by all that came while the one before went on.
     */
    private void commit() {
        List<Pending> batch = new ArrayList<>();
        @Nullable IOException failure = new IOException("the record was not stored");
        try {
            if (forceLater != null) {
                forceLater.rethrow();
            }
            file.append(() -> drain(batch));
            if (forceLater != null) {
                forceLater.schedule(this::force);
            }
            failure = null;
        } catch (IOException e) {
            failure = e;
        } finally {
            // Not even asked for their turn: what waits shares the failure, or it would be tried for ever.
            for (Pending pending : batch.isEmpty() ? drained(batch) : batch) {
                pending.done = true;
                pending.failure = failure == null ? null : new IOException(failure.getMessage(), failure);
            }
        }
    }

    private List<Pending> drained(List<Pending> batch) {
        drain(batch);
        return batch;
    }

    private List<String> drain(List<Pending> batch) {
        List<String> members = new ArrayList<>();
        long size = 0;
        for (Pending next = waiting.peek();
                next != null
                        && members.size() < MOST_IN_BATCH
                        && (members.isEmpty() || size + next.members.length() < JournalLine.MAX_LENGTH);
                next = waiting.peek()) {
            waiting.remove();
            batch.add(next);
            members.add(next.members);
            size += next.members.length();
        }
        return members;
    }

    private void force() throws IOException {
        lock.lock();
        try {
            file.force();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how often the device was forced. */
    long forces() {
        return run(file::forces);
    }

    /** Returns how many records wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    /** Returns the files to which this journal has moved incomplete lines since it was opened, oldest first. */
    public List<Path> setAside() {
        return run(file::setAside);
    }

    /** Closes the file. Closing it again does nothing; appending afterwards is an {@link UncheckedIOException}. */
    @Override
    public void close() {
        run(() -> {
            try {
                if (forceLater != null) {
                    forceLater.rethrow();
                    file.force();
                }
            } finally {
                file.close();
            }
            return file;
        });
    }

    /**
     * Signs the end of the chain as it is now.
     *
     * @param key an Ed25519 key that the agent cannot read
     * @param clock says when
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the key is of another kind
     */
    public Checkpoint checkpoint(PrivateKey key, Clock clock) {
        JournalTail tail = run(file::tail);
        return Checkpoint.sign(tail.sequence(), tail.head(), clock.instant(), key);
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
     * Checks a journal against checkpoints: each has to bear a signature of the key, and the record it names has to stand in
     * its place. A checkpoint that is kept where the agent cannot delete it tells of an end that was cut off before it, and
     * nobody without the key can write the chain anew.
     *
     * @param checkpoints in any order; each that does not hold is a fault
     * @param key the public key, Ed25519
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Verification verify(Path file, List<Checkpoint> checkpoints, PublicKey key) {
        return Verifier.verify(file, List.copyOf(checkpoints), key);
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
