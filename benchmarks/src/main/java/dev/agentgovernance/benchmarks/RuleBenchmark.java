/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.benchmarks.RuleFinder.Way;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Secrets by lists of expressions, made from the detector's own kinds. A text is short, since some ways need seconds for a
 * megabyte.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RuleBenchmark {
    @Param
    Corpus corpus = Corpus.SOURCES;

    @Param("65536")
    int size = 1 << 16;

    /** The name of a {@link Way}. */
    @Param({"RE2J_PER_RULE", "JDK_PER_RULE", "RE2J_ON_WINDOWS", "HYPERSCAN_EXPRESSIONS"})
    String way = "RE2J_ON_WINDOWS";

    private RuleFinder finder = text -> Set.of();
    private String text = "";
    private int length;

    /** Reads the text of this run and builds the finder. */
    @Setup
    public void prepare() {
        text = corpus.text(size);
        length = text.getBytes(StandardCharsets.UTF_8).length;
        finder = Way.valueOf(way).of(KindData.kinds());
    }

    /** The kinds that occur. */
    @Benchmark
    public Set<String> kinds(Bytes counter) {
        counter.bytes += length;
        return finder.kinds(text);
    }
}
