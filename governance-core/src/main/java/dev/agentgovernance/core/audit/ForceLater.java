/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Forces the device once a window, after the first record of it. Safe for use by several threads. */
final class ForceLater {

    /** Forces what was written. */
    interface Force {
        void run() throws IOException;
    }

    private final Duration window;
    private final Duration delay;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    /**
     * Makes one.
     *
     * @param window what was promised, for the error
     * @param delay how long after a write the force comes
     */
    ForceLater(Duration window, Duration delay, ScheduledExecutorService executor) {
        this.window = window;
        this.delay = delay;
        this.executor = executor;
    }

    /** Sees to it that a force comes within the window. */
    void schedule(Force force) throws IOException {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            // What it fails with is kept for the next append.
            Future<?> unused = executor.schedule(() -> run(force), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Nobody would force it: then it is done here and now.
            scheduled.set(false);
            force.run();
        }
    }

    private void run(Force force) {
        // Before the force: a record that comes while it goes on may not be in it and needs one of its own.
        scheduled.set(false);
        try {
            force.run();
        } catch (IOException e) {
            fail(e);
        } catch (UncheckedIOException e) {
            fail(new IOException(e.getMessage(), e));
        }
    }

    /** Sees to it that somebody is told. */
    void fail(IOException e) {
        failure.compareAndSet(null, e);
    }

    /** Tells whether somebody has to be told. */
    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Throws what a force behind the calls has failed with, once. */
    void rethrow() throws IOException {
        IOException failed = failure.getAndSet(null);
        if (failed != null) {
            throw new IOException("records of the last " + window.toMillis() + " ms may not be on record", failed);
        }
    }
}
