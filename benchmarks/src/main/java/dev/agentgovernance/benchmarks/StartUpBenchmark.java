/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.benchmarks.KeywordFinder.Library;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The first use in a new process: each figure is of one call in each of several processes, nothing warmed up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class StartUpBenchmark {
    private List<String> keywords = List.of();
    private String command = "";

    /** Reads the keywords. */
    @Setup
    public void prepare() {
        keywords = KindData.keywords(KindData.kinds());
        command = Workloads.command();
    }

    /** Building the detector, and its first scan of a command. */
    @Benchmark
    public List<SecretFinding> detector() {
        return SecretScanner.standard().scan(command);
    }

    /** Building a trie of nodes for the keywords, and its first search of a command. */
    @Benchmark
    public long ahocorasick() {
        return Library.AHOCORASICK.of(keywords).count(command);
    }

    /** Building a double-array trie for the keywords, and its first search of a command. */
    @Benchmark
    public long doubleArrayTrie() {
        return Library.DOUBLE_ARRAY_TRIE.of(keywords).count(command);
    }

    /** Compiling Hyperscan's literals for the keywords, and the first search of a command. */
    @Benchmark
    public long hyperscan() {
        return Library.HYPERSCAN.of(keywords).count(command);
    }

    /** Compiling an expression for each kind with RE2/J. */
    @Benchmark
    public Object re2j() {
        return RuleFinder.Way.RE2J_PER_RULE.of(KindData.kinds());
    }
}
