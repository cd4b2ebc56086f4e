/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.LocalServer.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session around handlers of this process. */
class LocalServerTest {

    private static final Map<String, ?> YES = Map.of("action", "accept", "content", Map.of("approve", true));

    private final Scene scene = Scene.of(
            TrustLevel.PROPOSE,
            "{\"version\":1,\"servers\":{\"notes\":{\"tools\":{\"read_note\":{\"effects\":[\"tool.read\"],"
                    + "\"labels\":[]},\"secret_note\":{\"hidden\":true}}}}}");
    private final AtomicReference<List<Map<String, @Nullable Object>>> tools =
            new AtomicReference<>(definitions("read_note", "add_note", "secret_note"));
    private final McpSession session = scene.conversation.server("notes");
    private final LocalServer server = LocalServer.of(session, tools::get);
    private final List<Map<String, ?>> ran = new ArrayList<>();

    private static List<Map<String, @Nullable Object>> definitions(String... names) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (String name : names) {
            all.add(Scene.tree(Scene.tool(name)));
        }
        return all;
    }

    private LocalServer.Call call(String tool) {
        return server.request("tools/call", Map.of("name", tool, "arguments", Map.of("text", "a")));
    }

    private Map<String, ?> handle(Map<String, ?> params) {
        ran.add(params);
        return Map.of("content", List.of(Map.of("type", "text", "text", "token=" + Scene.SECRET)));
    }

    @Test
    void aReadRunsAtOnceAndItsResultLosesItsSecret() {
        Step end = call("read_note").complete(this::handle, question -> Map.of());
        assertThat(end).isInstanceOf(Step.Result.class);
        assertThat(end.toString()).contains("REDACTED").doesNotContain(Scene.SECRET);
        assertThat(ran)
                .singleElement()
                .satisfies(params -> assertThat(params.get("arguments")).isEqualTo(Map.of("text", "a")));
    }

    @Test
    void aWriteRunsAfterAYesAndNotWithoutOne() {
        server.connect(Map.of("elicitation", Map.of()));
        assertThat(call("add_note").step()).isInstanceOf(Step.Ask.class);
        call("add_note").complete(this::handle, question -> YES);
        assertThat(ran).hasSize(1);
        call("add_note").complete(this::handle, question -> Map.of("action", "decline"));
        call("add_note").complete(this::handle, question -> {
            throw new IllegalStateException("nobody there");
        });
        assertThat(ran).hasSize(1);
    }

    @Test
    void aStepThatIsNotDueChangesNothing() {
        server.connect(Map.of("elicitation", Map.of()));
        LocalServer.Call asked = call("add_note");
        assertThat(asked.ran(Map.of())).isInstanceOf(Step.Ask.class);
        assertThat(asked.failed(Map.of())).isInstanceOf(Step.Ask.class);
        LocalServer.Call running = call("read_note");
        assertThat(running.answered(YES)).isInstanceOf(Step.Run.class);
        assertThat(running.notAnswered()).isInstanceOf(Step.Run.class);
        assertThat(running.step().toString()).isEqualTo("Run[]");
    }

    @Test
    void whatAHandlerThrowsOfWhateverKindBecomesAnErrorWithoutSecrets() {
        for (Throwable failure : List.of(
                new IllegalStateException("with " + Scene.SECRET), new AssertionError("with " + Scene.SECRET))) {
            Step end = call("read_note")
                    .complete(
                            params -> {
                                throw LocalServerTest.<RuntimeException>thrown(failure);
                            },
                            question -> Map.of());
            assertThat(end.toString()).contains("isError", "REDACTED").doesNotContain(Scene.SECRET);
        }
    }

    @SuppressWarnings("unchecked") // Nothing checks it: that is the point.
    private static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void aCallThatIsGivenUpIsNotWaitedFor() {
        server.connect(Map.of("elicitation", Map.of()));
        LocalServer.Call asked = call("add_note");
        LocalServer.Call running = call("read_note");
        assertThat(session.pending()).isEqualTo(2);
        asked.abandon();
        running.abandon();
        running.abandon();
        assertThat(session.pending()).isZero();
        assertThat(running.ran(Map.of())).isInstanceOf(Step.Result.class);
    }

    @Test
    void theListIsReadAgainWhenItIsAnotherOne() {
        assertThat(server.visibleTools()).extracting(tool -> tool.get("name")).containsExactly("read_note", "add_note");
        assertThat(call("list_notes").step()).isInstanceOf(Step.Failure.class);
        tools.set(definitions("read_note", "list_notes"));
        assertThat(call("list_notes").step()).isNotInstanceOf(Step.Failure.class);
        assertThat(call("add_note").step()).isInstanceOf(Step.Failure.class);
        assertThat(server.visibleTools())
                .extracting(tool -> tool.get("name"))
                .containsExactly("read_note", "list_notes");
    }
}
