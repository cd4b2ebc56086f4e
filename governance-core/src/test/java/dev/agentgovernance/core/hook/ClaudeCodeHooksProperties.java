/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClaudeCodeHooksProperties {

    private final ClaudeCodeHooks hooks = Sample.hooks();

    @Property
    void everyTextGetsAnAnswerThatIsAnObject(@ForAll String message) {
        assertThat(StrictJson.object(hooks.answer(message))).isNotNull();
    }

    @Property
    void everyMessageGetsAnAnswerWithoutSecrets(
            @ForAll("events") String event, @ForAll("tools") String tool, @ForAll("texts") String text) {
        String message = StrictJson.write(Map.of(
                "hook_event_name",
                event,
                "tool_name",
                tool,
                "tool_input",
                Map.of("url", text, "file_path", "a", "content", text, "new_string", text),
                "tool_response",
                Map.of("stdout", text, "lines", List.of(text, text), text, 1),
                "error",
                text,
                "prompt",
                text,
                "cwd",
                text));

        assertThat(hooks.answer(message)).doesNotContain(Sample.KEY);
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(HookEvent.values()).map(HookEvent::id);
    }

    @Provide
    Arbitrary<String> tools() {
        return Arbitraries.of("Read", "Write", "Edit", "WebFetch", "mcp__a__b", "Grep", "Strange", "Agent");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab \n\"{}'deny ask")
                .ofMaxLength(12)
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join(Sample.KEY, parts));
    }
}
