/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.benchmarks.KeywordFinder.Library;
import dev.agentgovernance.benchmarks.KindData.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * Only the occurrences of the keywords of the detector's kinds, by the libraries that find them: the first step of a detector
 * that is built on one of them, over the texts of {@link ThroughputBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeywordBenchmark {
    @Param
    Corpus corpus = Corpus.SOURCES;

    @Param("8388608")
    int size = 1 << 23;

    /** The name of a {@link Library}. */
    @Param({"AHOCORASICK", "DOUBLE_ARRAY_TRIE", "HYPERSCAN"})
    String library = "AHOCORASICK";

    private KeywordFinder finder = (text, hits) -> {};
    private String text = "";
    private int length;

    /** Reads the text of this run and builds the finder. */
    @Setup
    public void prepare() {
        text = corpus.text(size);
        length = text.getBytes(StandardCharsets.UTF_8).length;
        List<Kind> kinds = KindData.kinds();
        finder = Library.valueOf(library).of(KindData.keywords(kinds));
    }

    /** How many occurrences there are. */
    @Benchmark
    public long keywords(Bytes counter) {
        counter.bytes += length;
        return finder.count(text);
    }
}
