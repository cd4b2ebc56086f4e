/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.contract.GuardContract;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;

/** Both ends of trust: the least, where most is refused, and the most, where most is let through. */
class GovernanceContractTest {

    @Nested
    class ForAnAgentThatMayOnlyLook implements GuardContract {
        @Override
        public Guard guard() {
            return governance(TrustLevel.OBSERVE);
        }
    }

    @Nested
    class ForAnAgentThatMayOperate implements GuardContract {
        @Override
        public Guard guard() {
            return governance(TrustLevel.OPERATE);
        }
    }

    private static Guard governance(TrustLevel level) {
        return Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> level)
                .homeDirectory("/home/dev")
                .clock(Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC))
                .build();
    }
}
