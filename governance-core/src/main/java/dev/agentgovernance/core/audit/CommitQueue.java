/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way of records into the file: who comes while another writes waits for the next write, which carries all that came
 * meanwhile. Safe for use by several threads.
 */
final class CommitQueue {

    static final int MOST_IN_BATCH = 256;
    /** What the frame of a line adds to a record, at most. */
    private static final int FRAME = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final JournalFile file;

    CommitQueue(JournalFile file) {
        this.file = file;
    }

    /** A record that waits for its turn. What became of it is set under the lock. */
    private static final class Pending {
        final byte[] members;
        boolean done;

        @Nullable IOException failure;

        Pending(byte[] members) {
            this.members = members;
        }
    }

    /** What is done with the file by one thread at a time. */
    interface Step<T> {
        T run(JournalFile file) throws IOException;
    }

    /** Does something with the file while nobody else does. */
    <T> T run(Step<T> step) {
        lock.lock();
        try {
            return step.run(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the JSON of a record that fits a line. */
    static byte[] membersOf(AuditRecord record) throws IOException {
        byte[] members;
        try {
            members = RecordWriter.members(record);
        } catch (JsonBytes.TooLongException e) {
            throw new IOException("the record is longer than " + JournalLine.MAX_LENGTH + " bytes", e);
        } catch (RuntimeException e) {
            // Its message may quote the record.
            throw new IOException("the record has no form (" + e.getClass().getSimpleName() + ")");
        }
        if (members.length > JournalLine.MAX_LENGTH - FRAME) {
            throw new IOException("the record is longer than " + JournalLine.MAX_LENGTH + " bytes");
        }
        return members;
    }

    /** Appends a record; returns when it is as durable as the file promises. */
    void append(AuditRecord record) {
        Pending own;
        try {
            // The JSON is made before the lock is taken.
            own = new Pending(membersOf(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waiting.add(own);
        run(to -> {
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
            file.append(() -> drain(batch));
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

    private List<byte[]> drain(List<Pending> batch) {
        List<byte[]> members = new ArrayList<>();
        long size = 0;
        for (Pending next = waiting.peek();
                next != null
                        && members.size() < MOST_IN_BATCH
                        && (members.isEmpty() || size + next.members.length < JournalLine.MAX_LENGTH);
                next = waiting.peek()) {
            waiting.remove();
            batch.add(next);
            members.add(next.members);
            size += next.members.length;
        }
        return members;
    }

    /** Returns how many records wait for their turn. */
    int waiting() {
        return waiting.size();
    }
}
