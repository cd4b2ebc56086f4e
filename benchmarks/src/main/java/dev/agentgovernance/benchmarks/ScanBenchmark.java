/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import com.google.re2j.Pattern;
import dev.agentgovernance.api.secret.SecretFinding;
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

/** The detector with all its kinds, beside ten token patterns run one by one with two engines of regular expressions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ScanBenchmark {

    /** Whether a text holds secrets. */
    public enum Secrets {
        /** It holds none. */
        NONE,
        /** It holds a token about every 64 KiB. */
        PLANTED
    }

    @Param({"200", "1048576"})
    int chars = 200;

    @Param({"NONE", "PLANTED"})
    Secrets secrets = Secrets.NONE;

    private SecretScanner scanner = Workloads.scanner();
    private List<Pattern> re2j = Workloads.re2jTokens();
    private List<java.util.regex.Pattern> jdk = Workloads.jdkTokens();
    private String text = "";

    /** Makes the text of this run. */
    @Setup
    public void prepare() {
        text = Workloads.transcript(chars, secrets);
    }

    /** All kinds of the detector. */
    @Benchmark
    public List<SecretFinding> detector() {
        return scanner.scan(text);
    }

    /** Ten patterns, one after the other, with RE2/J. */
    @Benchmark
    public int tenPatternsRe2j() {
        int found = 0;
        for (Pattern pattern : re2j) {
            com.google.re2j.Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found++;
            }
        }
        return found;
    }

    /** Ten patterns, one after the other, with the JDK. */
    @Benchmark
    public int tenPatternsJdk() {
        int found = 0;
        for (java.util.regex.Pattern pattern : jdk) {
            java.util.regex.Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found++;
            }
        }
        return found;
    }
}
