/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.core.hook.HookSettings;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways past the guard itself instead of past the reading of a command: its messages, its approvals, the names of tools. */
class GuardLayerBypassTest {

    private static final String APPROVED = "gh pr merge 7 --squash";

    private final ApprovalDesk desk = ApprovalDesk.builder(
                    InMemoryStores.approvalStore(),
                    ApprovalRules.builder()
                            .person("ann")
                            .person("bob")
                            .mostOpen(100)
                            .mostInAnHour(100)
                            .build())
            .build();

    private static Governance.Builder builder() {
        return Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .homeDirectory("/home/agent");
    }

    private static final List<String> FILTER = List.of("/opt/filter", "--clean");

    private final Guard guard = builder().trustedProgram(FILTER).build();
    private final ClaudeCodeHooks hooks =
            ClaudeCodeHooks.of(guard, text -> List.of(), new HookSettings(FILTER, HookSettings.AskAs.ASK, true, false));

    private static String message(String tool, String input) {
        return "{\"session_id\":\"s\",\"hook_event_name\":\"PreToolUse\",\"cwd\":\"/home/agent/shop\",\"tool_name\":\""
                + tool + "\",\"tool_input\":" + input + "}";
    }

    // Messages that another reader takes for something else.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"ls\",\"command\":\"rm -rf /\"}",
                "{\"command\":\"rm -rf /\",\"command\":\"ls\"}",
                "{\"command\":\"ls\"},\"tool_input\":{\"command\":\"rm -rf /\"}",
                "{\"comm\\u0061nd\":\"rm -rf /\",\"command\":\"ls\"}",
                "{\"command\":\"ls\",\"timeout\":NaN}",
                "{\"command\":[\"npm publish\"]}",
                "{\"command\":\"ls\\u0000; rm -rf /\"}"
            })
    void aMessageThatCanBeReadInTwoWaysIsNotAllowed(String input) {
        assertThat(answered(message("Bash", input))).doesNotContain("\"allow\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"ls -la src\"}",
                "{\"command\":\"l\\u0073\"}",
                "{\"command\":\"ls\",\"timeout\":1000}",
                "{\"description\":\"command\",\"command\":\"pwd\"}",
                "{\"command\":\"echo '{}'\"}"
            })
    void aPlainMessageIsAllowed(String input) {
        assertThat(answered(message("Bash", input))).contains("\"allow\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"toString", "constructor", "__proto__", "hasOwnProperty", "valueOf", "bash ", "BASH2", ""})
    void aToolThatIsNotKnownIsNotAllowed(String tool) {
        assertThat(answered(message(tool, "{\"command\":\"npm publish\"}"))).doesNotContain("\"allow\"");
    }

    private String answered(String message) {
        try {
            return hooks.answer(message);
        } catch (RuntimeException refused) {
            // The caller of the hook ends with an error, which the client takes for a no.
            return "refused";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/opt/filter --clean x",
                "/opt/filter --clean; npm publish",
                "/opt/filter --clean && rm -rf src",
                "X=1 /opt/filter --clean",
                "/opt/filter $X",
                "/opt/filter --clean $(npm publish)"
            })
    void whatIsTrustedWordForWordIsTrustedNoFurther(String command) {
        Guard trusting = builder().trustedProgram(FILTER).build();
        assertThat(trusting.decide(Action.shell(command), TestActions.context()))
                .isNotInstanceOf(Allow.class);
        assertThat(trusting.decide(Action.shell("ls | /opt/filter --clean"), TestActions.context()))
                .isInstanceOf(Allow.class);
    }

    // An answer that is used for something else.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gh pr merge 8 --squash",
                "gh pr merge 7 --squash ",
                "gh  pr merge 7 --squash",
                "gh pr merge 7 --squash # yes",
                "gh pr merge 7 --squash --admin",
                "gh pr merge 7 --\u017Fquash",
                "gh pr merge 7 --squash; gh pr merge 8"
            })
    void aYesIsForTheVeryCommandThatWasShown(String mutated) {
        Guard asking = builder().approvals(desk).build();
        asking.decide(Action.shell(APPROVED), TestActions.context());
        approveAll();
        assertThat(asking.decide(Action.shell(mutated), TestActions.context())).isNotInstanceOf(Allow.class);
        assertThat(asking.decide(Action.shell(APPROVED), TestActions.context())).isInstanceOf(Allow.class);
        // The second time is a replay.
        assertThat(asking.decide(Action.shell(APPROVED), TestActions.context())).isNotInstanceOf(Allow.class);
    }

    @Test
    void aYesIsForTheAgentAndThePlaceThatAsked() {
        Guard asking = builder().approvals(desk).build();
        ActionContext context = TestActions.context();
        asking.decide(Action.shell(APPROVED), context);
        approveAll();
        for (ActionContext other : List.of(
                ActionContext.builder("agent-8")
                        .repository("acme/shop")
                        .branch("feature/cart")
                        .workingDirectory("/home/agent/shop")
                        .build(),
                ActionContext.builder("agent-7")
                        .repository("acme/bank")
                        .branch("feature/cart")
                        .workingDirectory("/home/agent/shop")
                        .build())) {
            assertThat(asking.decide(Action.shell(APPROVED), other)).isNotInstanceOf(Allow.class);
        }
        assertThat(asking.decide(Action.shell(APPROVED), context)).isInstanceOf(Allow.class);
    }

    private void approveAll() {
        for (ApprovalCase waiting : desk.pending()) {
            desk.approve(waiting.request().id(), "ann", "");
            desk.approve(waiting.request().id(), "bob", "");
        }
    }

    // Tools under another name.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete_repository",
                "deleteRepository",
                "DELETE-REPOSITORY",
                "repo.delete",
                "get_and_delete_repository",
                "\uFF44elete_repository",
                "list_\u200Bdelete_repository",
                "d\u0435lete_repository"
            })
    void aNewNameForATool(String name) {
        assertThat(tool(name, ToolAction.Hints.NONE)).isNotInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list_issues", "listIssues", "get-repository", "search_code", "describe_table"})
    void aToolThatReadsNeedsNoQuestion(String name) {
        assertThat(tool(name, ToolAction.Hints.NONE)).isInstanceOf(Allow.class);
    }

    private dev.agentgovernance.api.Decision tool(String name, ToolAction.Hints hints) {
        return guard.decide(new ToolAction("forge", name, Map.of("owner", "acme"), hints), TestActions.context());
    }
}
