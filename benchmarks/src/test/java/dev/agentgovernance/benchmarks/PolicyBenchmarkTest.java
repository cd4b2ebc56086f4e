/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines that are timed give the same answers. */
class PolicyBenchmarkTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void allEnginesGiveTheSameAnswers(int rules) throws Exception {
        PolicyBenchmark benchmark = new PolicyBenchmark();
        benchmark.rules = rules;
        benchmark.prepare();
        int denied = 0;
        for (PolicyBenchmark.Asked asked : benchmark.asked()) {
            Decision decision = Objects.requireNonNull(benchmark.decide(asked));
            boolean goesAhead = decision.verdict().equals("allow");
            assertThat(Objects.requireNonNull(benchmark.policy(asked))
                            .oversight()
                            .allows())
                    .as("policy %s", asked)
                    .isEqualTo(goesAhead);
            assertThat(benchmark.casbin(asked)).as("jCasbin %s", asked).isEqualTo(goesAhead);
            assertThat(benchmark.cel(asked)).as("CEL %s", asked).isEqualTo(goesAhead);
            denied += goesAhead ? 0 : 1;
        }
        assertThat(denied).isEqualTo(16);
        benchmark.end();
    }
}
