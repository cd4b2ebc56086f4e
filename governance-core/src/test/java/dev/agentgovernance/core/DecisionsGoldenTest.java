/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Realistic commands with all that is said about each, as a person has read it. */
class DecisionsGoldenTest {

    private static final Guard GUARD = Governance.builder(Policy.baseline())
            .trust(key -> TrustLevel.CONTRIBUTE)
            .homeDirectory("/home/agent")
            .build();

    @Test
    void decisionsAreAsTheyWereRead() throws IOException {
        String golden;
        try (InputStream in = Objects.requireNonNull(DecisionsGoldenTest.class.getResourceAsStream("decisions.txt"))) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> commands = golden.lines()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(30);
        StringBuilder now = new StringBuilder();
        commands.forEach(command -> now.append(render(command)));
        assertThat(now.toString()).isEqualTo(golden);
    }

    static String render(String command) {
        Decision decision = GUARD.decide(Action.shell(command.replace("\\n", "\n")), TestActions.context());
        StringBuilder text = new StringBuilder("$ " + command + "\n");
        text.append("  ").append(decision.verdict()).append(", ");
        text.append(decision.assessment().impact())
                .append(", ")
                .append(decision.assessment().coverage())
                .append('\n');
        for (Effect effect : decision.assessment().effects()) {
            text.append("  * ").append(effect.kind().id());
            text.append(effect.resource().isEmpty() ? "" : " " + effect.resource());
            text.append(" (")
                    .append(effect.reach())
                    .append(", ")
                    .append(effect.reversibility())
                    .append(")\n");
        }
        decision.assessment()
                .gaps()
                .forEach(gap -> text.append("  ? ").append(gap.why()).append('\n'));
        decision.reasons()
                .forEach(reason -> text.append("  > ").append(reason.text()).append('\n'));
        return text.append('\n').toString();
    }
}
