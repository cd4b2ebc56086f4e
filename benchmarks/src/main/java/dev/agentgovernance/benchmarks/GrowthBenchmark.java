/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.benchmarks.KeywordFinder.Library;
import dev.agentgovernance.secrets.SecretScanner;
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
 * How speed falls as keywords are added: the detector, and Hyperscan's literals for the same ones. The names that every program
 * uses are always among them; what is added are the names and tokens of providers, made ones beyond the detector's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class GrowthBenchmark {
    @Param({"300", "600", "1200", "3000", "6000"})
    int keywords = 300;

    @Param("4194304")
    int size = 1 << 22;

    private SecretScanner scanner = Workloads.scanner();
    private KeywordFinder hyperscan = (text, hits) -> {};
    private String text = "";
    private int length;

    /** Reads the text of this run and builds the scanners. */
    @Setup
    public void prepare() {
        text = Corpus.SOURCES.text(size);
        length = text.getBytes(StandardCharsets.UTF_8).length;
        int kinds = Workloads.kindsWith(keywords);
        scanner = Workloads.scanner(kinds);
        if (Library.HYPERSCAN.isAvailable()) {
            hyperscan = Library.HYPERSCAN.of(Workloads.keywords(kinds));
        }
    }

    /** The whole detector with that many keywords. */
    @Benchmark
    public List<SecretFinding> detector(Bytes counter) {
        counter.bytes += length;
        return scanner.scan(text);
    }

    /** Hyperscan's literals for their keywords; where it is not available, this counts nothing. */
    @Benchmark
    public long hyperscanKeywords(Bytes counter) {
        counter.bytes += length;
        return hyperscan.count(text);
    }
}
