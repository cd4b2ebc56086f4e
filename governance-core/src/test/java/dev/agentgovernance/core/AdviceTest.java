/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.core.policy.Advice;
import dev.agentgovernance.core.policy.Policy;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a refused agent is told to do instead is itself allowed: no advice leads into the next refusal. */
class AdviceTest {

    static Stream<Advice> commands() {
        return Advice.standard().stream().filter(advice -> advice.command().isPresent());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void canBeFollowed(Advice advice) {
        Governance guard = Governance.builder(Policy.baseline())
                .trust(key -> advice.level())
                .build();
        String command = advice.command().orElseThrow();
        Decision decision = guard.decide(Action.shell(command), TestActions.context());
        assertThat(decision.verdict())
                .as(command + "\n" + decision.explanation())
                .isEqualTo("allow");
    }
}
