/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import org.junit.jupiter.api.Test;

/** The examples of the documentation, compiled and run. */
class Snippets {

    @Test
    void firstDecision() {
        // @start region="first-decision"
        Guard guard = Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .build();

        Decision decision =
                guard.decide(Action.shell("git push --force origin main"), ActionContext.of("agent-7", "acme/shop"));

        String answer = decision.match(allow -> "run it", ask -> "a human decides", deny -> deny.explanation());
        // @end
        assertThat(decision.verdict()).isEqualTo("deny");
        assertThat(answer).contains("main");
    }
}
