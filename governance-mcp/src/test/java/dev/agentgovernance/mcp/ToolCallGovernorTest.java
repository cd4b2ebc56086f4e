/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolCallGovernorTest {

    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final ActionContext CONTEXT = ActionContext.of("agent-7", "acme/shop");

    private final List<Map<String, ?>> handled = new ArrayList<>();
    private final ToolCallGovernor governor = ToolCallGovernor.of(
            "tracker",
            Governance.builder(Policy.baseline())
                    .detector(SCANNER)
                    .trust(key -> TrustLevel.CONTRIBUTE)
                    .build(),
            Redactor.of(SCANNER));

    private Map<String, ?> call(Map<String, ?> params, Map<String, ?> result) {
        return governor.call(params, ToolAction.Hints.NONE, CONTEXT, arguments -> {
            handled.add(arguments);
            return result;
        });
    }

    @Test
    void aReadReachesItsHandlerWithWhatWasJudged() {
        Map<String, Object> arguments = new HashMap<>(Map.of("id", 7));
        Map<String, ?> result = call(
                Map.of("name", "get_issue", "arguments", arguments), Map.of("content", List.of(), "isError", false));
        arguments.put("id", 8);
        assertThat(result.get("isError")).isEqualTo(false);
        assertThat(handled).hasSize(1);
        assertThat(handled.get(0).get("id")).isEqualTo(7);
    }

    @Test
    void aDestructiveCallNeverReachesItsHandler() {
        Map<String, ?> result =
                call(Map.of("name", "delete_repository", "arguments", Map.of("name", "shop")), Map.of());
        assertThat(handled).isEmpty();
        assertThat(result.get("isError")).isEqualTo(true);
        assertThat(result.toString()).containsAnyOf("refused", "approval");
    }

    @Test
    void aSecretInAnArgumentNeverReachesItsHandlerNorTheAnswer() {
        String secret = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
        Map<String, ?> result =
                call(Map.of("name", "add_comment", "arguments", Map.of("text", "my token is " + secret)), Map.of());
        assertThat(handled).isEmpty();
        assertThat(result.toString()).doesNotContain(secret);
    }

    @Test
    void aSecretInAResultIsRedactedWhereverItStands() {
        String secret = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
        Map<String, ?> result = call(
                Map.of("name", "get_issue", "arguments", Map.of()),
                Map.of(
                        "content", List.of(Map.of("type", "text", "text", "see " + secret)),
                        "structuredContent", Map.of("notes", List.of(secret))));
        assertThat(handled).hasSize(1);
        assertThat(result.toString()).doesNotContain(secret).contains("REDACTED");
    }

    @Test
    void aCallThatIsNoCallIsAnErrorResult() {
        assertThat(call(Map.of(), Map.of()).get("isError")).isEqualTo(true);
        assertThat(call(Map.of("name", 7), Map.of()).get("isError")).isEqualTo(true);
        assertThat(call(Map.of("name", "get_issue", "arguments", "x"), Map.of()).get("isError"))
                .isEqualTo(true);
        assertThat(handled).isEmpty();
    }

    @Test
    void aHandlerThatFailsShowsNoMessage() {
        Map<String, ?> result =
                governor.call(Map.of("name", "get_issue"), ToolAction.Hints.NONE, CONTEXT, arguments -> {
                    throw new IllegalStateException("password=hunter2");
                });
        assertThat(result.get("isError")).isEqualTo(true);
        assertThat(result.toString()).doesNotContain("hunter2");
    }
}
