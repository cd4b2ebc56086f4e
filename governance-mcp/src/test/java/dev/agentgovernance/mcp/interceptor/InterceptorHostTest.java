/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.Scene;
import dev.agentgovernance.mcp.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages of the forms that the draft shows, and what is answered. */
class InterceptorHostTest {

    private static final String POLICY = "agent-governance/policy";
    private static final String RESULTS = "agent-governance/results";

    private final InterceptorHost host = host("[]", TrustLevel.CONTRIBUTE);

    private static InterceptorHost host(String requests, TrustLevel level) {
        McpSettings settings = McpSettings.parse("{\"version\":1,\"servers\":{\"notes\":{\"trusted\":true,\"requests\":"
                + requests + ",\"tools\":{\"hidden_*\":{\"hidden\":true}}}}}");
        return InterceptorHost.of(
                Scene.builder(level, settings).build().conversation(ActionContext.of("agent-7", "acme/shop")), "notes");
    }

    private static Map<String, @Nullable Object> tree(String text) {
        return Objects.requireNonNull(Json.object(Json.read(text)));
    }

    private Map<String, @Nullable Object> answer(String message) {
        return tree(host.answerText(message).orElseThrow());
    }

    private static Object at(Map<String, @Nullable Object> message, Object... path) {
        Object at = message;
        for (Object step : path) {
            at = at instanceof Map<?, ?> map ? map.get(step) : at instanceof List<?> list ? list.get((int) step) : null;
        }
        return at == null ? "nothing" : at;
    }

    private static String invocation(String name, String event, String phase, String payload) {
        return "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"interceptor/invoke\",\"params\":{\"name\":\"" + name
                + "\",\"event\":\"" + event + "\",\"phase\":\"" + phase + "\",\"payload\":" + payload + "}}";
    }

    private static String request(String event, String params) {
        return invocation(POLICY, event, "request", "{\"method\":\"" + event + "\",\"params\":" + params + "}");
    }

    private static String call(String tool, String arguments) {
        return request("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    @Test
    void aHostSaysThatItIsOneInEitherEra() {
        Map<String, @Nullable Object> greeting = answer(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                        + "\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}");
        assertThat(at(greeting, "result", "protocolVersion")).isEqualTo("2025-06-18");
        assertThat((List<?>) at(
                        greeting,
                        "result",
                        "capabilities",
                        "extensions",
                        "io.modelcontextprotocol/interceptors",
                        "supportedEvents"))
                .asString()
                .contains("tools/call", "elicitation/create");
        Map<String, @Nullable Object> discovered =
                answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{\"_meta\":{"
                        + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}");
        assertThat(at(discovered, "result", "resultType")).isEqualTo("complete");
        assertThat(at(discovered, "result", "supportedVersions")).asString().contains("2026-07-28");
        assertThat(host.answerText("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"))
                .isEmpty();
    }

    @Test
    void itsInterceptorsAreListedAndThoseOfAnEventAlone() {
        Map<String, @Nullable Object> all = answer("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"interceptors/list\"}");
        assertThat((List<?>) at(all, "result", "interceptors")).hasSize(2);
        assertThat(at(all, "result", "interceptors", 0, "name")).isEqualTo(POLICY);
        assertThat(at(all, "result", "interceptors", 0, "type")).isEqualTo("validation");
        assertThat(at(all, "result", "interceptors", 0, "hooks", 0, "phase")).isEqualTo("request");
        assertThat(at(all, "result", "interceptors", 1, "type")).isEqualTo("mutation");
        assertThat(at(all, "result", "interceptors", 1, "priorityHint", "response"))
                .isEqualTo(-500_000L);
        // Where it fails, nothing goes on: that is the default of the draft, which is not written.
        assertThat(Json.write(all)).doesNotContain("failOpen", "\"mode\"");
        Map<String, @Nullable Object> some = answer(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"interceptors/list\",\"params\":{\"event\":\"roots/list\"}}");
        assertThat((List<?>) at(some, "result", "interceptors")).hasSize(1);
        Map<String, @Nullable Object> none = answer(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"interceptors/list\",\"params\":{\"event\":\"llm/completion\"}}");
        assertThat((List<?>) at(none, "result", "interceptors")).isEmpty();
        for (String event : List.of("\"*\"", "\"tools/*\"", "7")) {
            assertThat(at(
                            answer(
                                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"interceptors/list\",\"params\":{\"event\":"
                                            + event + "}}"),
                            "error",
                            "code"))
                    .isEqualTo(-32602L);
        }
    }

    @Test
    void aCallIsJudgedByThePolicy() {
        Map<String, @Nullable Object> read = answer(call("read_note", "{\"id\":\"7\"}"));
        assertThat(at(read, "result", "valid")).isEqualTo(true);
        assertThat(at(read, "result", "interceptor")).isEqualTo(POLICY);
        assertThat(at(read, "result", "type")).isEqualTo("validation");
        assertThat(at(read, "result", "phase")).isEqualTo("request");
        assertThat(at(read, "result", "severity")).isEqualTo("nothing");

        Map<String, @Nullable Object> dropped = answer(call("drop_database", "{\"name\":\"shop\"}"));
        assertThat(at(dropped, "result", "valid")).isEqualTo(false);
        assertThat(at(dropped, "result", "severity")).isEqualTo("error");
        assertThat(at(dropped, "result", "messages", 0, "severity")).isEqualTo("error");
        assertThat(at(dropped, "result", "messages", 0, "message")).isNotEqualTo("nothing");

        String carried = Json.write(answer(call("read_note", "{\"id\":\"" + Scene.SECRET + "\"}")));
        assertThat(carried).contains("\"valid\":false").doesNotContain(Scene.SECRET);
        assertThat(at(answer(call("hidden_note", "{}")), "result", "valid")).isEqualTo(false);
        assertThat(at(answer(request("resources/read", "{\"uri\":\"file:///root/.ssh/id_rsa\"}")), "result", "valid"))
                .isEqualTo(false);
    }

    @Test
    void whatAServerAsksNeedsTheOwnersWord() {
        String form = "{\"message\":\"Who?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"%s\":{"
                + "\"type\":\"string\"}}}}";
        assertThat(at(answer(request("elicitation/create", form.formatted("name"))), "result", "valid"))
                .isEqualTo(false);
        InterceptorHost open = host("[\"elicitation\",\"roots\"]", TrustLevel.CONTRIBUTE);
        for (Map.Entry<String, Boolean> each :
                Map.of("name", true, "password", false).entrySet()) {
            String answer = open.answerText(request("elicitation/create", form.formatted(each.getKey())))
                    .orElseThrow();
            assertThat(answer).contains("\"valid\":" + each.getValue());
        }
        assertThat(open.answerText(request("roots/list", "{}")))
                .hasValueSatisfying(text -> assertThat(text).contains("\"valid\":true"));
    }

    @Test
    void aResultLosesItsSecretsAndNothingElse() {
        String clean = "{\"content\":[{\"type\":\"text\",\"text\":\"all is well\"}],\"isError\":false}";
        Map<String, @Nullable Object> same = answer(invocation(RESULTS, "tools/call", "response", clean));
        assertThat(at(same, "result", "modified")).isEqualTo(false);
        assertThat(at(same, "result", "payload")).isEqualTo(tree(clean));
        Map<String, @Nullable Object> changed = answer(
                invocation(RESULTS, "tools/call", "response", clean.replace("all is well", "key " + Scene.SECRET)));
        assertThat(at(changed, "result", "modified")).isEqualTo(true);
        assertThat(at(changed, "result", "type")).isEqualTo("mutation");
        assertThat(Json.write(changed)).contains("[REDACTED:").doesNotContain(Scene.SECRET);
        // What came in is known when it is to go out.
        assertThat(at(answer(call("read_note", "{\"id\":\"" + Scene.SECRET + "\"}")), "result", "valid"))
                .isEqualTo(false);
    }

    @Test
    void ofAListThoseToolsStayThatCanBeCalledOnWhateverPageTheyAre() {
        String page = "{\"tools\":[%s],\"nextCursor\":\"2\",\"cacheScope\":\"public\"}";
        String tool = "{\"name\":\"%s\",\"description\":\"Works on notes.\",\"inputSchema\":{\"type\":\"object\"}}";
        Map<String, @Nullable Object> first = answer(invocation(
                RESULTS,
                "tools/list",
                "response",
                page.formatted(tool.formatted("read_note") + "," + tool.formatted("hidden_note"))));
        assertThat(at(first, "result", "modified")).isEqualTo(true);
        assertThat(Json.write(first)).contains("read_note", "private").doesNotContain("hidden_note");
        Map<String, @Nullable Object> second =
                answer(invocation(RESULTS, "tools/list", "response", page.formatted(tool.formatted("list_notes"))));
        assertThat(Json.write(second)).contains("list_notes").doesNotContain("read_note");
        assertThat(at(answer(call("read_note", "{}")), "result", "valid")).isEqualTo(true);
        assertThat(at(answer(call("list_notes", "{}")), "result", "valid")).isEqualTo(true);
    }

    @Test
    void whatIsNotAsTheDraftSaysIsAnErrorAndNoVerdict() {
        Map<String, @Nullable Object> unknown =
                answer(invocation("other", "tools/call", "request", "{\"method\":\"tools/call\"}"));
        assertThat(at(unknown, "error", "code")).isEqualTo(-32602L);
        assertThat(at(unknown, "error", "data", "name")).isEqualTo("other");
        Map<String, @Nullable Object> elsewhere =
                answer(invocation(POLICY, "tools/list", "request", "{\"method\":\"tools/list\"}"));
        assertThat(at(elsewhere, "error", "code")).isEqualTo(-32602L);
        assertThat(at(elsewhere, "error", "data", "advertisedHooks", 0, "phase"))
                .isEqualTo("request");
        for (String message : List.of(
                invocation(POLICY, "tools/call", "response", "{}"),
                invocation(POLICY, "tools/call", "request", "[]"),
                invocation(POLICY, "tools/call", "request", "{\"method\":\"prompts/get\",\"params\":{}}"),
                invocation(POLICY, "tools/call", "request", "{\"method\":\"tools/call\",\"params\":[]}"),
                invocation(POLICY, "tools/call", "request", "{\"name\":\"echo\",\"arguments\":{}}"))) {
            assertThat(at(answer(message), "error", "code")).as(message).isEqualTo(-32602L);
        }
        for (String message : List.of(call("a", "{}").replace("\"id\":3", "\"id\":3,\"id\":4"), "not json")) {
            assertThat(at(answer(message), "error", "code")).as(message).isEqualTo(-32700L);
        }
        for (String message :
                List.of("[" + call("a", "{}") + "]", "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", "{}")) {
            assertThat(at(answer(message), "error", "code")).as(message).isEqualTo(-32600L);
        }
        assertThat(at(answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"), "error", "code"))
                .isEqualTo(-32601L);
        Map<String, @Nullable Object> late = answer(
                call("read_note", "{}").replace("\"phase\":\"request\"", "\"timeoutMs\":-1,\"phase\":\"request\""));
        assertThat(at(late, "error", "code")).isEqualTo(-32603L);
        assertThat(at(late, "error", "data", "reason")).isEqualTo("timeout");
    }

    @Test
    void manyInvocationsLeaveNothingBehindThatStopsTheNext() {
        for (int i = 0; i < 1_200; i++) {
            host.answerText(call("read_note", "{}"));
            host.answerText(request("roots/list", "{}"));
        }
        String last = host.answerText(call("list_notes", "{}")).orElseThrow();
        assertThat(last).doesNotContain("wait for their answers");
    }
}
