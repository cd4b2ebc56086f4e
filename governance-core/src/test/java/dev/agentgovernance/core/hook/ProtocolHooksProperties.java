/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class ProtocolHooksProperties {

    private static HookAdapter hooks(Host host) {
        return HookAdapter.of(
                host, Sample.GUARD, Sample.DETECTOR, HookSettings.DEFAULT.withFilterCommand(Sample.FILTER));
    }

    @Property
    void everyTextGetsAnAnswerThatIsAnObject(@ForAll Host host, @ForAll String message) {
        assertThat(StrictJson.object(hooks(host).answer(message))).isNotNull();
    }

    @Property
    void everyMessageGetsAnAnswerWithoutSecrets(
            @ForAll Host host,
            @ForAll("events") String event,
            @ForAll("tools") String tool,
            @ForAll("texts") String text) {
        Map<String, Object> message = new LinkedHashMap<>();
        if (!event.isEmpty()) {
            message.put("hook_event_name", event);
        }
        Map<String, Object> input = Map.of("command", text, "file_path", "a", "content", text, "path", text);
        message.put("tool_name", tool);
        message.put("tool_input", input);
        message.put("toolName", tool);
        message.put("toolArgs", input);
        message.put("tool_response", Map.of("llmContent", text, "stdout", text));
        message.put("command", "deny " + text);
        message.put("content", text);
        message.put("prompt", text);

        // A command that goes ahead rewritten, or a part of it, is the agent's own.
        Map<String, @Nullable Object> answer = StrictJson.object(hooks(host).answer(StrictJson.write(message)));
        answer.remove("modifiedArgs");
        if (answer.get("hookSpecificOutput") instanceof Map<?, ?> specific) {
            specific.remove("updatedInput");
            specific.remove("tool_input");
        }
        assertThat(answer.toString()).doesNotContain(Sample.KEY);
    }

    @Property
    void aPatchNeverFailsAndNamesOnlyFiles(@ForAll("patches") String patch) {
        assertThat(PatchText.actions(patch))
                .allSatisfy(action -> assertThat(action.kind()).isEqualTo("file"));
    }

    @Provide
    Arbitrary<String> patches() {
        return Arbitraries.of(
                        "*** Begin Patch",
                        "*** End Patch",
                        "*** Add File: a",
                        "*** Update File: b",
                        "*** Delete File: c",
                        "*** Move to: d",
                        "*** End of File",
                        "@@",
                        "+x",
                        "-y",
                        " z",
                        "",
                        "***")
                .list()
                .ofMaxSize(12)
                .map(lines -> "*** Begin Patch\n" + String.join("\n", lines) + "\n*** End Patch");
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(
                "",
                "PreToolUse",
                "PostToolUse",
                "PermissionRequest",
                "UserPromptSubmit",
                "BeforeTool",
                "AfterTool",
                "BeforeAgent",
                "preToolUse",
                "beforeShellExecution",
                "beforeReadFile",
                "beforeSubmitPrompt",
                "SessionStart",
                "strange");
    }

    @Provide
    Arbitrary<String> tools() {
        return Arbitraries.of(
                "Bash", "bash", "run_shell_command", "Shell", "Read", "view", "create", "mcp__a__b", "odd");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab \n\"{}'deny ask cat")
                .ofMaxLength(12)
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join(Sample.KEY, parts));
    }
}
