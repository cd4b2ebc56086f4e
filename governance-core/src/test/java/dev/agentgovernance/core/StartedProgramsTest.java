/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The examples in the rules for what a build starts come out as they say. */
class StartedProgramsTest {

    private static final Guard GUARD = Governance.builder(Policy.baseline())
            .trust(key -> TrustLevel.CONTRIBUTE)
            .homeDirectory("/home/agent")
            .build();

    private static String rules() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                StartedProgramsTest.class.getResourceAsStream("internal/classify/command/started-programs.rules"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isAllowed(String line) {
        return GUARD.decide(Action.shell(line), TestActions.context())
                .match(allow -> true, ask -> false, deny -> false);
    }

    @Test
    void everyRuleHasBothSortsOfExamplesAndTheyComeOutAsTheySay() throws IOException {
        String[] rules = rules().split("\n(?=[a-z])", -1);
        assertThat(rules.length).isGreaterThan(10);
        for (String rule : rules) {
            if (!rule.startsWith("#")) {
                assertThat(rule.lines().filter(line -> line.startsWith("  + ")))
                        .as(rule)
                        .isNotEmpty()
                        .noneMatch(line -> isAllowed(line.substring(4)));
                assertThat(rule.lines().filter(line -> line.startsWith("  - ")))
                        .as(rule)
                        .isNotEmpty()
                        .allMatch(line -> isAllowed(line.substring(4)));
            }
        }
    }
}
