/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is timed does the work it claims to do. */
class BenchmarkCorrectnessTest {

    @Test
    void everyCommandGetsTheDecisionItsNamePromises() {
        Map<String, String> expected = Map.of(
                "read", "allow",
                "push", "deny",
                "pipeline", "allow",
                "nested", "ask",
                "script", "allow");
        assertThat(expected.keySet()).isEqualTo(Workloads.COMMANDS.keySet());
        expected.forEach((name, verdict) -> {
            DecideBenchmark benchmark = new DecideBenchmark();
            benchmark.command = name;
            benchmark.prepare();
            assertThat(benchmark.decide().verdict()).as(name).isEqualTo(verdict);
            assertThat(benchmark.classify().effects()).as(name).isNotEmpty();
            assertThat(benchmark.regexDenyList()).as(name).isEqualTo(!verdict.equals("allow"));
        });
    }

    @Test
    void everyTextIsClassifiedAsFarAsItGoes() {
        for (ClassifyBenchmark.Text text : ClassifyBenchmark.Text.values()) {
            ClassifyBenchmark benchmark = new ClassifyBenchmark();
            benchmark.text = text;
            benchmark.prepare();
            Classification found = benchmark.classify();
            switch (text) {
                case FIVE_COMMANDS -> assertThat(found.coverage()).isEqualTo(Coverage.KNOWN);
                // It names more paths than are looked at, and that is said.
                case THOUSAND_LINES -> assertThat(found.coverage()).isEqualTo(Coverage.PARTIAL);
                default -> {
                    assertThat(text.script.length()).as(text.name()).isGreaterThan(65_000);
                    assertThat(found.coverage()).as(text.name()).isEqualTo(Coverage.OPAQUE);
                }
            }
            assertThat(found.effects()).as(text.name()).isNotEmpty();
        }
    }

    @Test
    void everyLoopForTwoThreadsDoesSomething() {
        for (TwoThreadsBenchmark.Work work : TwoThreadsBenchmark.Work.values()) {
            TwoThreadsBenchmark benchmark = new TwoThreadsBenchmark();
            benchmark.work = work;
            benchmark.prepare();
            assertThat(benchmark.one()).as(work.name()).isEqualTo(benchmark.two());
            if (work != TwoThreadsBenchmark.Work.SOURCES) {
                assertThat(benchmark.one()).as(work.name()).isNotZero();
            }
        }
    }

    @Test
    void allScannersFindThePlantedTokensAndNothingInCleanText() {
        ScanBenchmark benchmark = new ScanBenchmark();
        benchmark.chars = 1 << 20;
        benchmark.secrets = ScanBenchmark.Secrets.PLANTED;
        benchmark.prepare();
        assertThat(benchmark.detector()).hasSize(16);
        assertThat(benchmark.tenPatternsRe2j()).isEqualTo(16);
        assertThat(benchmark.tenPatternsJdk()).isEqualTo(16);

        benchmark.secrets = ScanBenchmark.Secrets.NONE;
        benchmark.prepare();
        assertThat(benchmark.detector()).isEmpty();
        assertThat(benchmark.tenPatternsRe2j()).isZero();
        assertThat(benchmark.tenPatternsJdk()).isZero();
    }
}
