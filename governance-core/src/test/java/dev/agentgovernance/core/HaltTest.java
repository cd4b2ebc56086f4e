/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import org.junit.jupiter.api.Test;

class HaltTest {

    private volatile String halt = "";
    private final Governance guard = Governance.builder(Policy.baseline())
            .trust(key -> TrustLevel.OPERATE)
            .halt(() -> halt.equals("broken") ? failing() : halt)
            .build();

    private static String failing() {
        throw new IllegalStateException("a disk that is gone");
    }

    private Decision decide() {
        return guard.decide(Action.shell("ls"), ActionContext.of("agent-7", "acme/shop"));
    }

    @Test
    void theSwitchIsReadAtEachDecision() {
        assertThat(decide().verdict()).isEqualTo("allow");

        halt = "An incident is open.";
        assertThat(decide().verdict()).isEqualTo("deny");
        assertThat(decide().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.rule()).isEqualTo("oversight.halt");
            assertThat(reason.why()).isEqualTo("An incident is open.");
        });

        halt = "";
        assertThat(decide().verdict()).isEqualTo("allow");
    }

    @Test
    void aSwitchThatCannotBeReadHaltsAndItsFailureIsNotQuoted() {
        halt = "broken";

        assertThat(decide().verdict()).isEqualTo("deny");
        assertThat(decide().reasons().toString()).contains("cannot be read").doesNotContain("disk");
    }
}
