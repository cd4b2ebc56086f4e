/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.loops;

import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the forms of the loops, by the clock: what is found does not depend on it. Safe for use by several threads.
 *
 * <p>Vectors are slow, by a factor of up to a thousand, until the optimizing compiler has understood them, and on some
 * processors after that. So a scanner begins without them. When it has read more than short processes do, it tries them now
 * and then on a piece of the text beside the plain form, and once they were faster for some time it takes them from there on.
 */
public final class LoopChoice {
    /** So many characters are read before the first trial. */
    static final long BEFORE_TRIALS = 1L << 25;
    /** How many characters are tried at once. */
    static final int PIECE = 1024;
    /** After so many trials their times are compared. */
    static final int TRIALS = 32;

    private static final String VECTORS = "dev.agentgovernance.secrets.internal.loops.VectorLoops";
    private static final String MODULE = "jdk.incubator.vector";
    private static final int LEAST_JAVA = 25;
    /** Shorter blocks are a command or a line: what a vector saves there it costs. */
    private static final int LEAST_BLOCK = 4 * PIECE;
    /** What seems to take longer waited for something else. */
    private static final long LONGEST_TRIAL = 1_000_000;
    /** What took so many nanoseconds will not become fast. */
    private static final long MOST_SPENT = 3_000_000_000L;

    /** A constant: the first lambda of a process that starts costs it milliseconds. */
    private enum Clock implements LongSupplier {
        SYSTEM;

        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }

    private final LongSupplier clock;
    private final int leastBlock;
    private final AtomicLong read = new AtomicLong();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean settled;
    private volatile ScanLoops chosen = ScanLoops.PLAIN;

    // What is guarded by busy.
    private @Nullable ScanLoops other;
    private int trials;
    private long plainNanos;
    private long vectorNanos;
    private long spent;

    private LoopChoice(@Nullable ScanLoops other, boolean settled, LongSupplier clock, int leastBlock) {
        this.other = other;
        this.settled = settled;
        this.clock = clock;
        this.leastBlock = leastBlock;
    }

    /** Returns the choice for this Java. Whether it has the Vector API is asked with the first trial: that takes classes, too. */
    public static LoopChoice ofThisJava() {
        return new LoopChoice(null, Runtime.version().feature() < LEAST_JAVA, Clock.SYSTEM, LEAST_BLOCK);
    }

    /** Returns a choice between the plain form and another one. */
    static LoopChoice between(ScanLoops other, LongSupplier clock) {
        return new LoopChoice(other, false, clock, LEAST_BLOCK);
    }

    /** Returns the choice of one form from the beginning, for blocks of any length: a test compares. */
    public static LoopChoice always(ScanLoops loops) {
        LoopChoice choice = new LoopChoice(null, true, Clock.SYSTEM, 0);
        choice.chosen = loops;
        return choice;
    }

    /** Returns the form that needs the Vector API, if this Java is 25 or later and was started with its module. */
    public static Optional<ScanLoops> vectors() {
        if (Runtime.version().feature() < LEAST_JAVA
                || ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(VECTORS)
                    .asSubclass(ScanLoops.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            // The jar was built without it, or this Java has another Vector API.
            return Optional.empty();
        }
    }

    /** Returns the form for a block of characters that is about to be read. */
    public ScanLoops forBlock(char[] chars, int from, int to) {
        if (to - from < leastBlock) {
            return ScanLoops.PLAIN;
        }
        if (!settled) {
            long before = read.addAndGet(to - from) - BEFORE_TRIALS;
            if (before > 0 && busy.compareAndSet(false, true)) {
                // A nanosecond for each character that is read: a quarter of the time, for less than a second.
                if (!settled && spent <= before) {
                    tryBoth(chars, from);
                }
                busy.set(false);
            }
        }
        return chosen;
    }

    private void tryBoth(char[] chars, int from) {
        ScanLoops tried = other;
        if (tried == null) {
            // It takes some classes to load.
            tried = vectors().orElse(null);
            other = tried;
            settled = tried == null;
        }
        if (tried == null) {
            return;
        }
        long begin = clock.getAsLong();
        search(ScanLoops.PLAIN, chars, from);
        long between = clock.getAsLong();
        search(tried, chars, from);
        long end = clock.getAsLong();
        plainNanos += Math.min(between - begin, LONGEST_TRIAL);
        vectorNanos += Math.min(end - between, LONGEST_TRIAL);
        spent += Math.min(end - begin, LONGEST_TRIAL);
        trials++;
        if (trials % TRIALS == 0) {
            if (4 * vectorNanos < 3 * plainNanos) {
                chosen = tried;
                settled = true;
            }
            settled |= spent > MOST_SPENT;
            plainNanos = 0;
            vectorNanos = 0;
        }
    }

    private static void search(ScanLoops loops, char[] chars, int from) {
        int to = from + PIECE;
        int i = from + EncodedRuns.BEHIND;
        while (i < to - EncodedRuns.BEHIND) {
            i = loops.runCandidate(chars, i, to) + EncodedRuns.STRIDE;
        }
    }
}
