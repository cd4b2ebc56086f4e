/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.secrets.SecretScanner;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What two threads do together, beside one: the detector, and loops that share nothing. Where two processors are two hardware
 * threads of one core, a loop that uses its registers alone is no faster there than the core is: that is the bound of the
 * machine, and the detector is to be compared with it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TwoThreadsBenchmark {
    private static final int SIZE = 1 << 23;
    private static final int STEPS = 1 << 20;
    private static final int CELLS = 1 << 15;

    /** What is done. */
    public enum Work {
        /** The detector over Java sources. */
        SOURCES("the whole detector, sources"),
        /** The detector over transcripts. */
        TRANSCRIPTS("the whole detector, transcripts"),
        /** Six chains of operations on registers: the units that calculate are busy. */
        SIX_CHAINS("registers alone, six chains"),
        /** One chain of them: each waits for the one before. */
        ONE_CHAIN("registers alone, one chain"),
        /** Four chains of reads of 64 KiB. */
        TABLE("reads of a small table, four chains");

        private final String title;

        Work(String title) {
            this.title = title;
        }

        /** Returns what a table calls it. */
        String title() {
            return title;
        }
    }

    @Param
    Work work = Work.SIX_CHAINS;

    private SecretScanner scanner = Workloads.scanner();
    private String text = "";
    private final char[] table = new char[CELLS];

    /** Reads the text of this run, and fills the table. */
    @Setup
    public void prepare() {
        Random random = new Random(Corpus.SEED);
        // Every number once, in no order: chains never meet.
        for (int i = 0; i < CELLS; i++) {
            int other = random.nextInt(i + 1);
            table[i] = table[other];
            table[other] = (char) i;
        }
        text = switch (work) {
            case SOURCES -> Corpus.SOURCES.text(SIZE);
            case TRANSCRIPTS -> Corpus.TRANSCRIPTS.text(SIZE);
            case SIX_CHAINS, ONE_CHAIN, TABLE -> "";
        };
    }

    /** One thread. */
    @Benchmark
    public long one() {
        return run();
    }

    /** Two threads, which share the scanner, the text and the table. */
    @Benchmark
    @Threads(2)
    public long two() {
        return run();
    }

    private long run() {
        return switch (work) {
            case SOURCES, TRANSCRIPTS -> scanner.scan(text).size();
            case SIX_CHAINS -> sixChains();
            case ONE_CHAIN -> oneChain();
            case TABLE -> reads(table);
        };
    }

    private static long oneChain() {
        long a = STEPS;
        for (int i = 0; i < STEPS; i++) {
            a = next(a);
        }
        return a;
    }

    private static long sixChains() {
        long a = STEPS;
        long b = 2 * a;
        long c = 3 * a;
        long d = 5 * a;
        long e = 7 * a;
        long f = 11 * a;
        for (int i = 0; i < STEPS; i++) {
            a = next(a);
            b = next(b);
            c = next(c);
            d = next(d);
            e = next(e);
            f = next(f);
        }
        return a ^ b ^ c ^ d ^ e ^ f;
    }

    private static long next(long x) {
        long y = x ^ (x << 13);
        return y ^ (y >>> 7);
    }

    private static long reads(char[] table) {
        int mask = table.length - 1;
        int a = 0;
        int b = 1;
        int c = 2;
        int d = 3;
        for (int i = 0; i < STEPS; i++) {
            a = table[(a + i) & mask];
            b = table[(b + i) & mask];
            c = table[(c + i) & mask];
            d = table[(d + i) & mask];
        }
        return a + 3L * b + 5L * c + 7L * d;
    }
}
