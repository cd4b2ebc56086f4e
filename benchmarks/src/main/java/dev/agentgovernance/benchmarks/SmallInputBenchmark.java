/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.secret.Redactor;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a guard is asked about a thousand times in a session: a command of 200 characters, a small JSON, a long transcript. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SmallInputBenchmark {

    /** The inputs. */
    public enum Input {
        /** A command of 200 characters. */
        COMMAND,
        /** The arguments of a tool, as JSON of about 400 characters. */
        JSON,
        /** A transcript of 1 Mi characters with a secret every 64 Ki. */
        TRANSCRIPT;

        String text() {
            return switch (this) {
                case COMMAND -> Workloads.command();
                case JSON -> Workloads.json();
                case TRANSCRIPT ->
                    GeneratedText.transcript(Corpus.SEED, 1 << 20, 1 << 16).text();
            };
        }
    }

    @Param
    Input input = Input.COMMAND;

    private SecretScanner scanner = Workloads.scanner();
    private Redactor redactor = Redactor.of(scanner);
    private KeywordFinder trie = Library.DOUBLE_ARRAY_TRIE.of(KindData.keywords(KindData.kinds()));
    private KeywordFinder hyperscan = (text, hits) -> {};
    private RuleFinder windows = RuleFinder.Way.RE2J_ON_WINDOWS.of(KindData.kinds());
    private String text = "";

    /** Makes the text of this run. */
    @Setup
    public void prepare() {
        text = input.text();
        if (Library.HYPERSCAN.isAvailable()) {
            hyperscan = Library.HYPERSCAN.of(KindData.keywords(KindData.kinds()));
        }
    }

    /** The whole detector. */
    @Benchmark
    public List<SecretFinding> detector() {
        return scanner.scan(text);
    }

    /** The text with its secrets replaced. */
    @Benchmark
    public String redacted() {
        return redactor.redact(text);
    }

    /** The keywords alone, by a double-array trie. */
    @Benchmark
    public long trieKeywords() {
        return trie.count(text);
    }

    /** The keywords alone, by Hyperscan; where it is not available, this counts nothing. */
    @Benchmark
    public long hyperscanKeywords() {
        return hyperscan.count(text);
    }

    /** Keywords by a double-array trie, and RE2/J on a window behind each. */
    @Benchmark
    public int re2jOnWindows() {
        return windows.kinds(text).size();
    }
}
