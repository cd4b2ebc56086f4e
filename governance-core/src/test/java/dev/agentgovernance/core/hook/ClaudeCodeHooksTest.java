/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaudeCodeHooksTest {

    private final ClaudeCodeHooks hooks = Sample.hooks();

    @Test
    void anAllowedCallGoesAhead() {
        assertThat(hooks.answer(Sample.toolCall("PreToolUse", "Bash", Map.of("command", "git status"))))
                .isEqualTo(
                        "{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"allow\","
                                + "\"permissionDecisionReason\":\"Allowed.\\nIt says git status. Say it nicely. [test.rule]\"}}");
    }

    @Test
    void aDeniedCallComesBackWithTheReasonAndWhatToDoInstead() {
        Map<String, ?> answer =
                specific(Sample.toolCall("PreToolUse", "Write", Map.of("file_path", "deny", "content", "")));

        assertThat(answer.get("permissionDecision")).isEqualTo("deny");
        assertThat((String) answer.get("permissionDecisionReason"))
                .contains("It says deny")
                .contains("Say it nicely");
        assertThat(answer).doesNotContainKey("updatedInput");
    }

    @ParameterizedTest
    @CsvSource({"ASK, ask", "DEFER, defer", "DENY, deny"})
    void anAskTakesTheFormThatTheSettingsSay(HookSettings.AskAs form, String permission) {
        ClaudeCodeHooks asking =
                ClaudeCodeHooks.of(Sample.GUARD, Sample.DETECTOR, HookSettings.DEFAULT.withAskAs(form));

        assertThat(specific(asking, Sample.toolCall("PreToolUse", "Bash", Map.of("command", "ask me"))))
                .containsEntry("permissionDecision", permission);
    }

    @Test
    void aToolThatNobodyKnowsIsAsked() {
        assertThat(specific(Sample.toolCall("PreToolUse", "TimeMachine", Map.of())))
                .containsEntry("permissionDecision", "ask");
    }

    @Test
    void aCommandWhoseOutputCouldHoldASecretIsRewrittenAndTheRestOfItsInputKept() {
        Map<String, Object> answer = specific(Sample.toolCall(
                "PreToolUse", "Bash", Map.of("command", "cat a.txt", "run_in_background", true, "timeout", 5000)));

        assertThat(answer.get("permissionDecision")).isEqualTo("allow");
        assertThat(answer.get("updatedInput"))
                .isEqualTo(Map.of(
                        "command",
                        OutputFilter.of(Sample.FILTER).wrap("cat a.txt").orElseThrow(),
                        "run_in_background",
                        true,
                        "timeout",
                        5000));
    }

    @Test
    void aRewrittenCommandIsNotRewrittenAgain() {
        String rewritten = OutputFilter.of(Sample.FILTER).wrap("cat a.txt").orElseThrow();

        assertThat(specific(Sample.toolCall("PreToolUse", "Bash", Map.of("command", rewritten)))
                        .get("updatedInput"))
                .isEqualTo(Map.of("command", rewritten));
    }

    @Test
    void theRewrittenCommandIsJudgedToo() {
        ClaudeCodeHooks strict = ClaudeCodeHooks.of(
                Sample.GUARD, Sample.DETECTOR, HookSettings.DEFAULT.withFilterCommand(List.of("deny")));

        assertThat(specific(strict, Sample.toolCall("PreToolUse", "Bash", Map.of("command", "cat a.txt"))))
                .containsEntry("permissionDecision", "deny")
                .doesNotContainKey("updatedInput");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat a \\", "cat a\0"})
    void aCommandThatCannotBeFilteredIsAsked(String command) {
        assertThat(specific(Sample.toolCall("PreToolUse", "Bash", Map.of("command", command))))
                .containsEntry("permissionDecision", "ask")
                .doesNotContainKey("updatedInput");
    }

    @Test
    void withoutAFilterOrInAnotherShellSuchACommandIsAsked() {
        ClaudeCodeHooks without = ClaudeCodeHooks.of(Sample.GUARD, Sample.DETECTOR, HookSettings.DEFAULT);

        assertThat(specific(without, Sample.toolCall("PreToolUse", "Bash", Map.of("command", "cat a"))))
                .containsEntry("permissionDecision", "ask");
        assertThat(specific(Sample.toolCall("PreToolUse", "PowerShell", Map.of("command", "cat a"))))
                .containsEntry("permissionDecision", "ask");
    }

    @Test
    void somebodyIsToldWhereTheGuardWantsIt() {
        assertThat(StrictJson.object(hooks.answer(Sample.toolCall("PreToolUse", "Bash", Map.of("command", "notify")))))
                .containsEntry("systemMessage", "It happened.");
    }

    @Test
    void aReasonHoldsNoSecretNoControlCharacterAndNoMoreThanTheClientTakes() {
        String command = "deny " + Sample.KEY + " \u001b[31m \u202e" + "x".repeat(20_000);
        String reason = (String) specific(Sample.toolCall("PreToolUse", "Bash", Map.of("command", command)))
                .get("permissionDecisionReason");

        assertThat(reason)
                .contains("[REDACTED:aws-access-key-id:01234567]")
                .doesNotContain(Sample.KEY)
                .doesNotContain("\u001b")
                .doesNotContain("\u202e")
                .hasSizeLessThanOrEqualTo(10_000);
    }

    @Test
    void aSecretInWhatACommandPrintedIsReplacedAndTheShapeKept() {
        Map<String, Object> answer = specific(Sample.result(
                "Bash", Map.of("stdout", "key=" + Sample.KEY, "stderr", "", "interrupted", false, "isImage", false)));

        assertThat(answer.get("updatedToolOutput"))
                .isEqualTo(Map.of(
                        "stdout",
                        "key=[REDACTED:aws-access-key-id:01234567]",
                        "stderr",
                        "",
                        "interrupted",
                        false,
                        "isImage",
                        false));
        assertThat(answer).doesNotContainKey("updatedMCPToolOutput");
    }

    @Test
    void aSecretInAFileThatWasReadIsReplaced() {
        Map<String, Object> answer = specific(Sample.result(
                "Read",
                Map.of("type", "text", "file", Map.of("filePath", "/a", "content", Sample.KEY, "numLines", 1))));

        assertThat(answer.get("updatedToolOutput"))
                .isEqualTo(Map.of(
                        "type",
                        "text",
                        "file",
                        Map.of("filePath", "/a", "content", "[REDACTED:aws-access-key-id:01234567]", "numLines", 1)));
    }

    @Test
    void aSecretInTheResultOfAServerIsReplacedInTheFieldsOfOldAndNewClients() {
        Map<String, ?> answer =
                specific(Sample.result("mcp__vault__read", List.of(Map.of("type", "text", "text", Sample.KEY))));

        List<?> redacted = List.of(Map.of("type", "text", "text", "[REDACTED:aws-access-key-id:01234567]"));
        assertThat(answer.get("updatedToolOutput")).isEqualTo(redacted);
        assertThat(answer.get("updatedMCPToolOutput")).isEqualTo(redacted);
    }

    @Test
    void aCleanResultStaysAsItIs() {
        assertThat(hooks.answer(Sample.result("Bash", Map.of("stdout", "fine", "stderr", ""))))
                .isEqualTo("{}");
        assertThat(hooks.answer(Sample.result("Glob", List.of("a", "b")))).isEqualTo("{}");
    }

    @Test
    void aResultThatCannotBeCheckedIsWithheldInItsShape() {
        ClaudeCodeHooks limited = ClaudeCodeHooks.of(
                Sample.GUARD,
                text -> {
                    throw new IllegalArgumentException("over the limit");
                },
                HookSettings.DEFAULT);
        Map<String, ?> answer =
                specific(limited, Sample.result("Read", Map.of("type", "text", "n", 1, "lines", List.of("a", "b"))));

        String withheld = "[withheld: this output could not be checked for secrets]";
        assertThat(answer.get("updatedToolOutput"))
                .isEqualTo(Map.of("type", "text", "n", 1, "lines", List.of(withheld, withheld)));
    }

    @Test
    void aFailedCallThatShowedASecretIsWarnedAbout() {
        String answer = hooks.answer(StrictJson.write(Map.of(
                "hook_event_name", "PostToolUseFailure", "tool_name", "Bash", "error", "Exit code 3\n" + Sample.KEY)));

        assertThat(answer)
                .contains("additionalContext")
                .contains("aws-access-key-id")
                .doesNotContain(Sample.KEY);
        assertThat(hooks.answer(StrictJson.write(
                        Map.of("hook_event_name", "PostToolUseFailure", "tool_name", "Bash", "error", "Exit code 3"))))
                .isEqualTo("{}");
    }

    @Test
    void aPermissionThatIsDeniedIsDeniedAndOneThatIsAskedIsLeftToTheUser() {
        assertThat(hooks.answer(Sample.toolCall("PermissionRequest", "Bash", Map.of("command", "deny"))))
                .contains("\"decision\":{\"behavior\":\"deny\",\"message\":");
        assertThat(hooks.answer(Sample.toolCall("PermissionRequest", "Bash", Map.of("command", "ask"))))
                .isEqualTo("{}");
        assertThat(hooks.answer(Sample.toolCall("PermissionRequest", "Bash", Map.of("command", "ls"))))
                .isEqualTo("{}");
    }

    @Test
    void wherePromptsAreApprovedWhatIsAllowedIsApprovedAsItWasJudged() {
        ClaudeCodeHooks approving = ClaudeCodeHooks.of(
                Sample.GUARD, Sample.DETECTOR, new HookSettings(Sample.FILTER, HookSettings.AskAs.ASK, true, false));

        assertThat(approving.answer(Sample.toolCall("PermissionRequest", "Bash", Map.of("command", "ls"))))
                .contains("\"decision\":{\"behavior\":\"allow\"}");
        assertThat(approving.answer(Sample.toolCall("PermissionRequest", "Bash", Map.of("command", "cat a"))))
                .contains("\"behavior\":\"allow\",\"updatedInput\":{\"command\":\"{ cat a\\n} 2>&1 | ");
    }

    @Test
    void aPromptWithASecretIsBlockedAndNotKept() {
        String answer = hooks.answer(
                StrictJson.write(Map.of("hook_event_name", "UserPromptSubmit", "prompt", "use " + Sample.KEY)));

        assertThat(StrictJson.object(answer))
                .containsEntry("decision", "block")
                .containsEntry("suppressOriginalPrompt", true);
        assertThat(answer).doesNotContain(Sample.KEY).contains("aws-access-key-id");
        assertThat(hooks.answer("{\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"fix the bug\"}"))
                .isEqualTo("{}");
    }

    @Test
    void aSessionStartsWithTheRules() {
        assertThat(specific("{\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"}"))
                .containsEntry("hookEventName", "SessionStart")
                .hasEntrySatisfying(
                        "additionalContext", text -> assertThat((String) text).contains("governed"));
    }

    @Test
    void settingsDoNotChangeUnlessAnAdministratorOrTheSetUpSaysSo() {
        String change = "{\"hook_event_name\":\"ConfigChange\",\"source\":\"%s\",\"file_path\":\"/x\"}";

        assertThat(hooks.answer(change.formatted("project_settings"))).startsWith("{\"decision\":\"block\"");
        assertThat(hooks.answer(change.formatted("policy_settings"))).isEqualTo("{}");
        ClaudeCodeHooks open = ClaudeCodeHooks.of(
                Sample.GUARD, Sample.DETECTOR, new HookSettings(List.of(), HookSettings.AskAs.ASK, false, true));
        assertThat(open.answer(change.formatted("project_settings"))).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stop", "SubagentStop", "SessionEnd", "Notification", "PreCompact"})
    void whatNeedsNoAnswerPasses(String event) {
        assertThat(hooks.answer("{\"hook_event_name\":\"" + event + "\",\"stop_hook_active\":true}"))
                .isEqualTo("{}");
    }

    @Test
    void anEventThatNobodyKnowsIsBlocked() {
        assertThat(hooks.answer("{\"hook_event_name\":\"Teleport\"}")).startsWith("{\"decision\":\"block\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"hook_event_name\":7}",
                "{\"hook_event_name\":\"PreToolUse\"} x",
                "{\"hook_event_name\":\"PreToolUse\",\"hook_event_name\":\"Stop\"}",
                "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\"}",
                "{\"hook_event_name\":\"PreToolUse\",\"tool_input\":{}}",
                "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"a\",\"command\":\"b\"}}",
                "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"timeout\":NaN}}"
            })
    void aMessageThatCannotBeReadIsRefused(String message) {
        String answer = hooks.answer(message);

        assertThat(answer)
                .satisfiesAnyOf(
                        a -> assertThat(a).contains("\"permissionDecision\":\"deny\""),
                        a -> assertThat(a).startsWith("{\"decision\":\"block\""));
    }

    @Test
    void aMessageThatNestsTooDeepOrIsTooLongIsRefusedInTheFormOfItsEvent() {
        String deep =
                "{\"hook_event_name\":\"PreToolUse\",\"tool_input\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        String huge = "{\"hook_event_name\":\"PostToolUse\",\"x\":\"" + "x".repeat(17 << 20) + "\"}";

        assertThat(hooks.answer(deep)).contains("\"permissionDecision\":\"deny\"");
        assertThat(hooks.answer(huge)).startsWith("{\"continue\":false");
    }

    @Test
    void aGuardThatFailsIsARefusal() {
        ClaudeCodeHooks broken = ClaudeCodeHooks.of(
                (action, context) -> {
                    throw new IllegalStateException(Sample.KEY);
                },
                Sample.DETECTOR,
                HookSettings.DEFAULT);
        String answer = broken.answer(Sample.toolCall("PreToolUse", "Bash", Map.of("command", "ls")));

        assertThat(answer).contains("\"permissionDecision\":\"deny\"").doesNotContain(Sample.KEY);
    }

    @Test
    void aMessageCanBeReadWithoutAnsweringIt() {
        HookCall call = ClaudeCodeHooks.read(
                "{\"hook_event_name\":\"PreToolUse\",\"session_id\":\"s\",\"agent_id\":\"a7\","
                        + "\"agent_type\":\"Explore it\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"},\"cwd\":\"/nowhere\"}");

        assertThat(call.actions()).containsExactly(Action.shell("ls"));
        assertThat(call.context().agent()).isEqualTo("claude-code/Explore_it");
        assertThat(call.context().parentAgent()).contains("claude-code");
        assertThat(call.context().session()).contains("s");
        assertThat(call.context().workingDirectory()).contains("/nowhere");
        assertThatThrownBy(() -> ClaudeCodeHooks.read("{\"hook_event_name\":\"Stop\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Map<String, Object> specific(String message) {
        return specific(hooks, message);
    }

    private static Map<String, Object> specific(ClaudeCodeHooks hooks, String message) {
        Map<String, Object> fields = new java.util.LinkedHashMap<>();
        Map<?, ?> answer = (Map<?, ?>) StrictJson.object(hooks.answer(message)).get("hookSpecificOutput");
        java.util.Objects.requireNonNull(answer).forEach((key, value) -> fields.put((String) key, value));
        return fields;
    }
}
