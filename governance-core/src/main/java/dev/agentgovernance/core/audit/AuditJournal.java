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
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of audit records: one line of JSON each, chained by SHA-256 to the line before. Where it is told to,
 * it begins another file when one is full or old; whatever reads or checks a journal takes its files together, as one text.
 *
 * <p>Safe for use by several threads, by several journals of one process and by several processes on one file at once: who
 * appends holds a lock on a file next to it ({@code NAME.lock}), waits up to 10 s for it, and continues the chain from
 * whatever the others have written. The lock relies on the file system; many network file systems have none to rely on.
 *
 * <p>{@link #append} returns when the record is as durable as was asked for ({@link Durability}), and throws
 * {@link UncheckedIOException} when it is not; the record is then not in the file, and the journal can be used again as
 * soon as the cause is gone. Its cost is one write, with {@link Durability#SYNC} one force of the device besides, which
 * threads that append at the same time share; where records are {@linkplain Builder#batched written behind the calls}, it
 * is about a microsecond.
 *
 * <p>A line that a crash left incomplete is moved to a file next to the journal ({@code NAME.torn-1}, …) and named by
 * {@link #setAside}; every record before it stays.
 *
 * <p>Records are stored as they come: redacting them is up to the caller. Strings of any content come back as they were.
 */
public final class AuditJournal implements AuditSink, AutoCloseable {

    /** What the first record is chained to: the SHA-256 of {@code agent-governance/audit/1}, in hexadecimal. */
    public static final String GENESIS = JournalLine.GENESIS;

    private final CommitQueue queue;
    private final @Nullable WriteBehind behind;

    private AuditJournal(Builder builder) {
        this.queue = new CommitQueue(new JournalFile(
                builder.file, builder.durability, new Rotation(builder.mostBytes, builder.age, builder.clock)));
        ScheduledExecutorService executor = builder.executor;
        this.behind = executor == null ? null : new WriteBehind(queue, builder.window, executor);
    }

    /**
     * Opens a journal, making the file and its folder where there are none. Only the owner can read a file made here.
     *
     * @throws UncheckedIOException if the file cannot be read and written, or its end holds no record within 64 MiB
     */
    public static AuditJournal open(Path file, Durability durability) {
        return builder(file).durability(durability).open();
    }

    /**
     * Opens a journal that writes and forces behind the calls, which return at once: see {@link Builder#batched}.
     *
     * @throws UncheckedIOException as {@link #open} does
     */
    public static AuditJournal openBatched(Path file, Duration window, ScheduledExecutorService executor) {
        return builder(file).batched(window, executor).open();
    }

    /** Returns a builder for a journal in a file, which is {@link Durability#SYNC} where nothing else is said. */
    public static Builder builder(Path file) {
        return new Builder(file);
    }

    /**
     * Stores a record.
     *
     * @throws UncheckedIOException if it is not stored as durably as promised, or is longer than 16 MiB as JSON
     */
    @Override
    public void append(AuditRecord record) {
        if (behind == null) {
            queue.append(record);
        } else {
            behind.append(record);
        }
    }

    /**
     * Gives all records that were appended before to the operating system; only needed where they are written behind the
     * calls, and somebody wants to read them now.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    public void flush() {
        if (behind != null) {
            behind.flush();
        }
    }

    /** Returns how often the device was forced. */
    long forces() {
        return queue.run(JournalFile::forces);
    }

    /** Returns how many records wait for their turn. */
    int waiting() {
        return behind == null ? queue.waiting() : behind.waiting();
    }

    /** Returns the files to which this journal has moved incomplete lines since it was opened, oldest first. */
    public List<Path> setAside() {
        return queue.run(JournalFile::setAside);
    }

    /** Closes the file. Closing it again does nothing; appending afterwards is an {@link UncheckedIOException}. */
    @Override
    public void close() {
        queue.run(file -> {
            // First what is left, which may fail; the file is closed in any case.
            try (file) {
                if (behind != null) {
                    behind.close(file);
                }
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
        flush();
        JournalTail tail = queue.run(JournalFile::tail);
        return Checkpoint.sign(tail.sequence(), tail.head(), clock.instant(), key);
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

    /** Says how a journal is kept. Not for use by several threads. */
    public static final class Builder {

        private static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);

        private final Path file;
        private Durability durability = Durability.SYNC;
        private Duration window = Duration.ZERO;
        private @Nullable ScheduledExecutorService executor;
        private long mostBytes = Long.MAX_VALUE;
        private @Nullable Duration age;
        private Clock clock = Clock.systemUTC();

        private Builder(Path file) {
            this.file = Objects.requireNonNull(file, "file");
        }

        /** Sets what is true of a record when {@link #append} returns. */
        public Builder durability(Durability durability) {
            this.durability = Objects.requireNonNull(durability, "durability");
            this.executor = null;
            return this;
        }

        /**
         * Lets {@link #append} return as soon as the record is accepted; it is written some milliseconds later, in the order of
         * the calls, and at most {@code window} later it is on the device. A process or a machine that dies loses at most the
         * last window; {@link #close} loses nothing. Where a write or a force fails the next append throws, as nobody was told
         * yet, and what was accepted is tried again.
         *
         * <p>Some thousand records may wait; who appends more does the writing itself.
         *
         * @param window how long a record may be on its way to the device; over zero, at most a minute
         * @param executor does the work, one task at a time; it has to outlive the journal
         */
        public Builder batched(Duration window, ScheduledExecutorService executor) {
            if (window.isZero() || window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
                throw new IllegalArgumentException("the window is over zero and at most a minute: " + window);
            }
            this.durability = Durability.OS;
            this.window = window;
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Begins another file before one gets longer than this, unless it holds nothing yet. The files that are full are
         * {@code NAME.1}, {@code NAME.2}, … in the order of their records, and the chain goes on through all of them.
         *
         * @param bytes at least 4,096
         */
        public Builder rotateAt(long bytes) {
            if (bytes < Rotation.LEAST_SIZE) {
                throw new IllegalArgumentException("a file has at least " + Rotation.LEAST_SIZE + " bytes: " + bytes);
            }
            this.mostBytes = bytes;
            return this;
        }

        /**
         * Begins another file where the first record of the one in use is this old, at the next record.
         *
         * @param age at least a second
         */
        public Builder rotateAfter(Duration age) {
            if (age.compareTo(Rotation.LEAST_AGE) < 0) {
                throw new IllegalArgumentException("a file is in use for a second at least: " + age);
            }
            this.age = age;
            return this;
        }

        /** Sets the clock for the age of files. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Opens the journal, making the file and its folder where there are none. Only the owner can read a file made here.
         *
         * @throws UncheckedIOException if the file cannot be read and written, or its end holds no record within 64 MiB
         */
        public AuditJournal open() {
            AuditJournal journal = new AuditJournal(this);
            return journal.queue.run(file -> {
                file.open();
                return journal;
            });
        }
    }
}
