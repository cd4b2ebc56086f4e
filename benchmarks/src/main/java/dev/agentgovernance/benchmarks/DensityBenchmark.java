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

/** A transcript of 4 Mi characters with more and more secrets in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DensityBenchmark {
    /** How many characters are between secrets; 0 for none. */
    @Param({"0", "1048576", "65536", "4096", "1024"})
    int distance;

    @Param("4194304")
    int size = 1 << 22;

    private SecretScanner scanner = Workloads.scanner();
    private String text = "";
    private int length;

    /** Makes the text of this run. */
    @Setup
    public void prepare() {
        text = GeneratedText.transcript(Corpus.SEED, size, distance).text();
        length = text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The whole detector. */
    @Benchmark
    public List<SecretFinding> detector(Bytes counter) {
        counter.bytes += length;
        return scanner.scan(text);
    }
}
