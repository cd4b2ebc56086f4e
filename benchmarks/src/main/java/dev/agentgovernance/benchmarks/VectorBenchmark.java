/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.secret.SecretFinding;
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
 * The whole detector over 8 MiB of each corpus on one Java, without and with the module of the Vector API: on a JDK 25, with a
 * jar that holds the loops for it. Elsewhere both are the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class VectorBenchmark {
    @Param
    Corpus corpus = Corpus.SOURCES;

    @Param("8388608")
    int size = 1 << 23;

    private SecretScanner scanner = Workloads.scanner();
    private String text = "";
    private int length;

    /** Reads the text of this run. */
    @Setup
    public void prepare() {
        text = corpus.text(size);
        length = text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Without the module. */
    @Benchmark
    @Fork(1)
    public List<SecretFinding> plain(Bytes counter) {
        counter.bytes += length;
        return scanner.scan(text);
    }

    /** With the module: after some text the scanner chooses for itself. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
    public List<SecretFinding> vectors(Bytes counter) {
        counter.bytes += length;
        return scanner.scan(text);
    }
}
