/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.PublishAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.EffectKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolHooksTest {

    private static HookAdapter hooks(Host host) {
        return HookAdapter.of(
                host, Sample.GUARD, Sample.DETECTOR, HookSettings.DEFAULT.withFilterCommand(Sample.FILTER));
    }

    private static Map<String, @Nullable Object> answer(Host host, Map<String, ?> message) {
        return StrictJson.object(hooks(host).answer(StrictJson.write(message)));
    }

    private static Map<String, @Nullable Object> call(Host host, String command) {
        return answer(
                host,
                switch (host) {
                    case CODEX, CLAUDE_CODE ->
                        message(
                                "hook_event_name",
                                "PreToolUse",
                                "tool_name",
                                "Bash",
                                "tool_input",
                                Map.of("command", command));
                    case GEMINI_CLI ->
                        message(
                                "hook_event_name",
                                "BeforeTool",
                                "tool_name",
                                "run_shell_command",
                                "tool_input",
                                Map.of("command", command));
                    case CURSOR -> message("hook_event_name", "beforeShellExecution", "command", command);
                    case COPILOT ->
                        message("toolName", "bash", "toolArgs", StrictJson.write(Map.of("command", command)));
                });
    }

    private static Map<String, Object> message(Object... members) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("cwd", "/nowhere");
        for (int i = 0; i < members.length; i += 2) {
            message.put((String) members[i], members[i + 1]);
        }
        return message;
    }

    @Test
    void codexIsToldOnlyWhatItTakes() {
        assertThat(call(Host.CODEX, "git status")).isEmpty();
        assertThat(specific(call(Host.CODEX, "deny")))
                .containsEntry("hookEventName", "PreToolUse")
                .containsEntry("permissionDecision", "deny");
        assertThat(specific(call(Host.CODEX, "ask me"))).containsEntry("permissionDecision", "deny");
        assertThat(specific(call(Host.CODEX, "cat a.txt")))
                .containsEntry("permissionDecision", "allow")
                .containsEntry("updatedInput", Map.of("command", wrapped("cat a.txt")));
    }

    @Test
    void codexAsksItsUserAboutWhatIsNotDenied() {
        assertThat(answer(Host.CODEX, permission("ask me"))).isEmpty();
        assertThat(specific(answer(Host.CODEX, permission("deny"))).get("decision"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("behavior", "deny");
    }

    private static Map<String, Object> permission(String command) {
        return message(
                "hook_event_name", "PermissionRequest", "tool_name", "Bash", "tool_input", Map.of("command", command));
    }

    @Test
    void codexShowsTheReasonOfABlockInPlaceOfAResult() {
        Map<String, @Nullable Object> answer = answer(
                Host.CODEX,
                message(
                        "hook_event_name",
                        "PostToolUse",
                        "tool_name",
                        "Bash",
                        "tool_response",
                        "key " + Sample.KEY + " end"));

        assertThat(answer).containsEntry("decision", "block");
        assertThat((String) answer.get("reason")).startsWith("key [REDACTED:").endsWith(" end");
    }

    @Test
    void aPatchIsTheFilesItChanges() {
        String patch = "*** Begin Patch\n*** Add File: deny.txt\n+x\n*** End Patch";

        assertThat(specific(answer(
                        Host.CODEX,
                        message(
                                "hook_event_name",
                                "PreToolUse",
                                "tool_name",
                                "apply_patch",
                                "tool_input",
                                Map.of("command", patch)))))
                .containsEntry("permissionDecision", "deny");
    }

    @Test
    void geminiAllowsOrDenies() {
        assertThat(call(Host.GEMINI_CLI, "git status")).isEqualTo(Map.of("decision", "allow"));
        assertThat(call(Host.GEMINI_CLI, "ask me")).containsEntry("decision", "deny");
        assertThat(call(Host.GEMINI_CLI, "deny").get("reason")).asString().contains("Say it nicely");
        assertThat(specific(call(Host.GEMINI_CLI, "cat a.txt")))
                .isEqualTo(Map.of("tool_input", Map.of("command", wrapped("cat a.txt"))));
    }

    @Test
    void geminiShowsTheReasonInPlaceOfAResult() {
        Map<String, @Nullable Object> answer = answer(
                Host.GEMINI_CLI,
                message(
                        "hook_event_name",
                        "AfterTool",
                        "tool_name",
                        "read_file",
                        "tool_response",
                        Map.of("llmContent", "key " + Sample.KEY, "returnDisplay", "")));

        assertThat(answer).containsEntry("decision", "deny");
        assertThat((String) answer.get("reason")).startsWith("key [REDACTED:");
    }

    @Test
    void cursorAsksAndCannotFilter() {
        assertThat(call(Host.CURSOR, "git status")).isEqualTo(Map.of("permission", "allow"));
        assertThat(call(Host.CURSOR, "ask me")).containsEntry("permission", "ask");
        assertThat(call(Host.CURSOR, "deny"))
                .containsEntry("permission", "deny")
                .containsKey("agent_message");
        assertThat(call(Host.CURSOR, "cat a.txt")).containsEntry("permission", "ask");
    }

    @Test
    void cursorDoesNotReadAFileWithASecret() {
        assertThat(answer(
                        Host.CURSOR,
                        message("hook_event_name", "beforeReadFile", "file_path", "a.txt", "content", Sample.KEY)))
                .containsEntry("permission", "deny");
        assertThat(answer(
                        Host.CURSOR,
                        message("hook_event_name", "beforeReadFile", "file_path", "a.txt", "content", "hello")))
                .containsEntry("permission", "allow");
    }

    @Test
    void aFileThatIsNotShownIsOnRecordAsASecretThatWouldGetToTheAgent() {
        List<Action> judged = new ArrayList<>();
        Guard guard = telling((action, context) -> judged.add(action));
        HookAdapter cursor = HookAdapter.of(Host.CURSOR, guard, Sample.DETECTOR, HookSettings.DEFAULT);

        cursor.answer(StrictJson.write(
                message("hook_event_name", "beforeReadFile", "file_path", "a.txt", "content", Sample.KEY)));

        assertThat(judged).containsExactly(new PublishAction("agent", "{\"file_path\":\"a.txt\"}\n" + Sample.KEY));
    }

    @ParameterizedTest
    @EnumSource(
            value = Host.class,
            names = {"CODEX", "GEMINI_CLI"})
    void aNoticeIsShownToTheUser(Host host) {
        assertThat(call(host, "notify")).containsEntry("systemMessage", "It happened.");
        assertThat(call(host, "notify, cat a.txt"))
                .containsEntry("systemMessage", "It happened.")
                .containsKey("hookSpecificOutput");
        assertThat(call(host, "deny notify")).doesNotContainKey("systemMessage");
        assertThat(call(host, "ask notify")).doesNotContainKey("systemMessage");
    }

    @Test
    void aNoticeOfCursorIsInItsMessageToTheUser() {
        assertThat(call(Host.CURSOR, "notify"))
                .isEqualTo(Map.of("permission", "allow", "user_message", "It happened."));
        assertThat((String) call(Host.CURSOR, "ask notify").get("user_message"))
                .startsWith("This needs a human's yes.")
                .endsWith("\nIt happened.");
        assertThat(call(Host.CURSOR, "deny notify").toString()).doesNotContain("It happened.");
    }

    @Test
    void aNoticeOfCopilotIsInItsQuestionOrGoesThroughTheAgent() {
        assertThat(call(Host.COPILOT, "notify")).containsEntry("additionalContext", "Tell your user: It happened.");
        assertThat((String) call(Host.COPILOT, "ask notify").get("permissionDecisionReason"))
                .endsWith("\nIt happened.");
        assertThat(call(Host.COPILOT, "deny notify").toString()).doesNotContain("It happened.");
    }

    @Test
    void aCommandInAFolderOfItsOwnIsRewrittenWithoutTheFolder() {
        assertThat(specific(answer(
                        Host.GEMINI_CLI,
                        message(
                                "hook_event_name",
                                "BeforeTool",
                                "tool_name",
                                "run_shell_command",
                                "tool_input",
                                Map.of("command", "cat a.txt", "dir_path", "web app")))))
                .isEqualTo(Map.of("tool_input", Map.of("command", wrapped("cat a.txt"), "dir_path", "web app")));
    }

    @Test
    void aPatchOfCopilotComesAsText() {
        assertThat(patch("*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch\n"))
                .containsEntry("permissionDecision", "allow");
        assertThat(patch("*** Begin Patch\n*** Add File: deny.txt\n+x\n*** End Patch\n"))
                .containsEntry("permissionDecision", "deny");
        assertThat(patch("*** Begin Patch\nrm -r .\n*** End Patch\n")).containsEntry("permissionDecision", "ask");
        assertThat(patch("rm -r .")).containsEntry("permissionDecision", "deny");
    }

    private static Map<String, @Nullable Object> patch(String text) {
        return answer(Host.COPILOT, message("toolName", "apply_patch", "toolArgs", text));
    }

    private static Guard telling(BiConsumer<Action, ActionContext> asked) {
        return (action, context) -> {
            asked.accept(action, context);
            return Sample.GUARD.decide(action, context);
        };
    }

    @Test
    void aToolOfAServerIsJudgedAsThatOfTheServer() {
        List<Action> judged = new ArrayList<>();
        Guard guard = telling((action, context) -> judged.add(action));
        HookAdapter gemini = HookAdapter.of(Host.GEMINI_CLI, guard, Sample.DETECTOR, HookSettings.DEFAULT);
        HookAdapter copilot = HookAdapter.of(Host.COPILOT, guard, Sample.DETECTOR, HookSettings.DEFAULT);

        gemini.answer(StrictJson.write(message(
                "hook_event_name",
                "BeforeTool",
                "tool_name",
                "mcp_notes_get_note",
                "tool_input",
                Map.of("id", "a"),
                "mcp_context",
                Map.of("server_name", "notes", "tool_name", "get_note", "command", "node"))));
        copilot.answer(StrictJson.write(message("toolName", "notes-get_note", "toolArgs", Map.of("id", "a"))));
        copilot.answer(StrictJson.write(message("toolName", "my-notes-get_note", "toolArgs", Map.of("id", "a"))));

        assertThat(judged)
                .containsExactly(
                        Action.tool("notes", "get_note", Map.of("id", "a")),
                        Action.tool("notes", "get_note", Map.of("id", "a")),
                        Action.tool("copilot", "my-notes-get_note", Map.of("id", "a")));
    }

    @Test
    void anAgentOfAnAgentIsNotTheAgentItself() {
        List<String> agents = new ArrayList<>();
        Guard guard = telling((action, context) ->
                agents.add(context.agent() + " of " + context.parentAgent().orElse("nobody")));
        Map<String, Object> call = message("toolName", "bash", "toolArgs", Map.of("command", "ls"));
        HookAdapter copilot = HookAdapter.of(Host.COPILOT, guard, Sample.DETECTOR, HookSettings.DEFAULT);

        copilot.answer(StrictJson.write(call));
        call.putAll(Map.of("agentId", "eba91c6e", "agentType", "explore", "parentAgentId", "49e36429"));
        copilot.answer(StrictJson.write(call));

        assertThat(agents).containsExactly("copilot of nobody", "copilot/explore of copilot");
    }

    @Test
    void copilotIsToldToBlockAPrompt() {
        assertThat(answer(Host.COPILOT, message("prompt", "use " + Sample.KEY))).containsEntry("decision", "block");
        assertThat(answer(Host.COPILOT, message("prompt", "use it"))).isEmpty();
        assertThat(StrictJson.object(hooks(Host.COPILOT).answer("{\"prompt\":\"x\",\"prompt\":\"y\"}")))
                .containsEntry("decision", "block");
    }

    @Test
    void ownToolsOfAHostThatChangeNothingAreDeclared() {
        ToolAction own = (ToolAction) ToolTable.load(Host.GEMINI_CLI)
                .actions("write_todos", StrictJson.copy(Map.of("todos", List.of())))
                .get(0);

        assertThat(HookAdapter.declaredEffects(own)).containsExactly(EffectKind.TOOL_READ);
        assertThat(HookAdapter.declaredEffects(Action.tool("gemini-cli", "write_todos", Map.of())))
                .isEmpty();
        assertThat(HookAdapter.declaredEffects(new ToolAction("notes", "write", Map.of(), own.hints())))
                .isEmpty();
        assertThat(HookAdapter.declaredEffects((ToolAction) ToolTable.load(Host.GEMINI_CLI)
                        .actions("save_memory", StrictJson.copy(Map.of("fact", "x")))
                        .get(0)))
                .isEmpty();
    }

    @Test
    void cursorWritesTheArgumentsOfAServersToolAsText() {
        assertThat(answer(
                        Host.CURSOR,
                        message(
                                "hook_event_name",
                                "beforeMCPExecution",
                                "tool_name",
                                "deny_it",
                                "tool_input",
                                "{\"a\":1}")))
                .containsEntry("permission", "deny");
    }

    @Test
    void copilotTellsByWhatAMessageHolds() {
        assertThat(call(Host.COPILOT, "git status")).containsEntry("permissionDecision", "allow");
        assertThat(call(Host.COPILOT, "ask me")).containsEntry("permissionDecision", "ask");
        assertThat(call(Host.COPILOT, "deny")).containsEntry("permissionDecision", "deny");
        assertThat(call(Host.COPILOT, "cat a.txt"))
                .containsEntry("modifiedArgs", Map.of("command", wrapped("cat a.txt")));
        assertThat(answer(Host.COPILOT, message("source", "new", "initialPrompt", "x")))
                .isEmpty();
    }

    @Test
    void copilotKnowsTheToolsOfClaudeCodeInItsForm() {
        assertThat(answer(
                        Host.COPILOT,
                        message(
                                "hook_event_name",
                                "PreToolUse",
                                "tool_name",
                                "Write",
                                "tool_input",
                                Map.of("file_path", "deny", "content", ""))))
                .containsEntry("permissionDecision", "deny");
    }

    @Test
    void copilotShowsAResultWithoutItsSecrets() {
        assertThat(answer(
                                Host.COPILOT,
                                message(
                                        "toolName",
                                        "bash",
                                        "toolArgs",
                                        "{}",
                                        "toolResult",
                                        Map.of("resultType", "success", "textResultForLlm", Sample.KEY)))
                        .get("modifiedResult"))
                .asString()
                .contains("resultType=success")
                .contains("[REDACTED:");
    }

    @ParameterizedTest
    @CsvSource({
        "CODEX, UserPromptSubmit, decision, block",
        "GEMINI_CLI, BeforeAgent, decision, deny",
        "CURSOR, beforeSubmitPrompt, continue, false"
    })
    void aPromptWithASecretIsNotSent(Host host, String event, String member, String value) {
        Map<String, @Nullable Object> answer =
                answer(host, message("hook_event_name", event, "prompt", "use " + Sample.KEY));

        assertThat(String.valueOf(answer.get(member))).isEqualTo(value);
        assertThat(answer.toString()).doesNotContain(Sample.KEY);
    }

    @ParameterizedTest
    @EnumSource(Host.class)
    void aSettingThatRefusesWhatNeedsAHumanHoldsForAll(Host host) {
        HookAdapter strict = HookAdapter.of(
                host, Sample.GUARD, Sample.DETECTOR, HookSettings.DEFAULT.withAskAs(HookSettings.AskAs.DENY));
        String message = StrictJson.write(
                host == Host.CURSOR
                        ? message("hook_event_name", "beforeShellExecution", "command", "ask me")
                        : host == Host.COPILOT
                                ? message("toolName", "bash", "toolArgs", Map.of("command", "ask me"))
                                : message(
                                        "hook_event_name",
                                        host == Host.GEMINI_CLI ? "BeforeTool" : "PreToolUse",
                                        "tool_name",
                                        host == Host.GEMINI_CLI ? "run_shell_command" : "Bash",
                                        "tool_input",
                                        Map.of("command", "ask me")));

        assertThat(strict.answer(message)).contains("deny").doesNotContain("\"ask\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"hook_event_name\":7}",
                "{\"hook_event_name\":\"Strange\"}",
                "{\"hook_event_name\":\"PreToolUse\"}",
                "{\"hook_event_name\":\"BeforeTool\",\"tool_name\":\"x\"}",
                "{\"hook_event_name\":\"preToolUse\",\"tool_name\":\"x\",\"tool_input\":7}",
                "{\"toolName\":\"bash\",\"toolArgs\":\"no object\"}"
            })
    void whatCannotBeReadIsRefused(String message) {
        for (Host host : Host.values()) {
            assertThat(hooks(host).answer(message)).as("%s", host).containsPattern("deny|block");
        }
    }

    private static String wrapped(String command) {
        return OutputFilter.of(Sample.FILTER).wrap(command).orElseThrow();
    }

    private static Map<String, @Nullable Object> specific(Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (answer.get("hookSpecificOutput") instanceof Map<?, ?> specific) {
            specific.forEach((key, value) -> fields.put(String.valueOf(key), value));
        }
        return fields;
    }

    @Test
    void theFilesOfAMovedFileAreBoth() {
        assertThat(PatchText.actions("*** Begin Patch\n*** Update File: a\n*** Move to: b\n*** End Patch"))
                .hasSize(2);
    }

    @Test
    void listsOfResultsKeepTheirForm() {
        assertThat(answer(
                                Host.CODEX,
                                message(
                                        "hook_event_name",
                                        "PostToolUse",
                                        "tool_name",
                                        "Bash",
                                        "tool_response",
                                        List.of(Map.of("text", Sample.KEY))))
                        .get("reason"))
                .asString()
                .startsWith("{\"output\":[{\"text\":\"[REDACTED:");
    }
}
