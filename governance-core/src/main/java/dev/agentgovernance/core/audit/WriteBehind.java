/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes and forces records behind the calls that append them. Safe for use by several threads.
 */
final class WriteBehind {

    /*
     *   append ──► queue ──(a moment later, by the executor)──► JSON, hash, one write ──(within the window)──► force
     *
     * Records are chained in the order of the queue, by whoever holds the lock of the journal. A write that fails leaves its
     * records where they were; they are tried again by the next append, which throws where that fails too, and at the latest
     * a window later. So what was accepted is written once the cause is gone, and nothing further is accepted before. Where
     * too much waits, the caller does the writing: it is slowed down to what the file can take.
     */

    private static final Duration LONGEST_DELAY = Duration.ofMillis(2);
    private static final int MOST_WAITING = 4096;
    private static final long MOST_WEIGHT = 8L << 20;
    /** A record over this weight is written by its own call, which then knows whether it fits a line. */
    private static final long HEAVY = JournalLine.MAX_LENGTH / 8;

    private final CommitQueue queue;
    private final ScheduledExecutorService executor;
    private final long delayNanos;
    private final ForceLater force;
    private final Queue<AuditRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean failed;
    private volatile boolean closed;

    WriteBehind(CommitQueue queue, Duration window, ScheduledExecutorService executor) {
        this.queue = queue;
        this.executor = executor;
        Duration half = window.dividedBy(2);
        Duration delay = half.compareTo(LONGEST_DELAY) < 0 ? half : LONGEST_DELAY;
        this.delayNanos = delay.toNanos();
        this.force = new ForceLater(window, window.minus(delay), executor);
    }

    /**
     * Accepts a record.
     *
     * @throws UncheckedIOException if it is not accepted; it will not be in the file then
     */
    void append(AuditRecord record) {
        long own = RecordWriter.weight(record);
        if (failed || closed || force.hasFailed() || count.get() >= MOST_WAITING || weight.get() + own > MOST_WEIGHT) {
            flush();
        }
        if (own > HEAVY) {
            appendNow(record);
            return;
        }
        weight.addAndGet(own);
        count.incrementAndGet();
        waiting.add(record);
        if (closed) {
            // It may have come behind the last write.
            flush();
        } else {
            schedule();
        }
    }

    private void appendNow(AuditRecord record) {
        queue.run(file -> {
            byte[] members = CommitQueue.membersOf(record);
            written(file).append(() -> List.of(members));
            force.schedule(this::force);
            return file;
        });
    }

    private void schedule() {
        if (scheduled.get() || !scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            Future<?> unused = executor.schedule(this::run, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Nobody would write it: then it is done here and now.
            scheduled.set(false);
            flush();
        }
    }

    private void run() {
        // Before the write: a record that comes while it goes on may not be in it and needs one of its own.
        scheduled.set(false);
        try {
            queue.run(this::written);
        } catch (UncheckedIOException e) {
            // The next append tries again, and is told.
            schedule();
        }
    }

    /** Writes all that waits. */
    void flush() {
        queue.run(file -> {
            force.rethrow();
            return written(file);
        });
    }

    /** Writes all that waits; under the lock of the journal. */
    private JournalFile written(JournalFile file) throws IOException {
        try {
            while (!waiting.isEmpty()) {
                List<AuditRecord> batch = new ArrayList<>();
                List<byte[]> members = drain(batch);
                if (!members.isEmpty()) {
                    file.append(() -> members);
                }
                batch.forEach(this::isDone);
                force.schedule(this::force);
            }
            failed = false;
            return file;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    /** Collects the next records, which stay in the queue until they are written. */
    private List<byte[]> drain(List<AuditRecord> batch) throws IOException {
        List<byte[]> members = new ArrayList<>();
        long size = 0;
        for (AuditRecord next : waiting) {
            byte @Nullable [] json;
            try {
                json = CommitQueue.membersOf(next);
            } catch (IOException e) {
                // It will never fit. Whoever appends next is told, once; the others do not wait for it.
                force.fail(e);
                batch.add(next);
                continue;
            }
            if (members.size() == CommitQueue.MOST_IN_BATCH
                    || (!members.isEmpty() && size + json.length > JournalLine.MAX_LENGTH)) {
                break;
            }
            batch.add(next);
            members.add(json);
            size += json.length;
        }
        return members;
    }

    private void isDone(AuditRecord record) {
        waiting.remove();
        count.decrementAndGet();
        weight.addAndGet(-RecordWriter.weight(record));
    }

    private void force() throws IOException {
        queue.run(file -> {
            file.force();
            return file;
        });
    }

    /** Writes and forces what is left; nothing is accepted afterwards. Under the lock of the journal. */
    void close(JournalFile file) throws IOException {
        closed = true;
        force.rethrow();
        written(file).force();
    }

    /** Returns how many records wait to be written. */
    int waiting() {
        return (int) count.get();
    }
}
