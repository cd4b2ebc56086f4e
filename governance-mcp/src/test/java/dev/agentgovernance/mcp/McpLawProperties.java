/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The laws of a session. */
class McpLawProperties {

    private final List<ToolAction> judged = new ArrayList<>();

    /** A guard whose answer hangs on the name of the tool alone, and that remembers what it judged. */
    private final Guard guard = (action, context) -> {
        ToolAction tool = (ToolAction) action;
        judged.add(tool);
        return decide(tool, context);
    };

    private static Decision decide(ToolAction tool, ActionContext context) {
        ActionDigest digest = ActionDigest.of(tool, context);
        List<Reason> reasons = List.of(Reason.of("test", "x", ""));
        Assessment assessment = Assessment.unknown("p");
        if (tool.tool().startsWith("deny")) {
            return new Deny(reasons, List.of(), digest, assessment);
        }
        return tool.tool().startsWith("ask")
                ? new Ask(reasons, List.of(), digest, assessment)
                : new Allow(List.of(), List.of(), digest, assessment);
    }

    @Provide
    Arbitrary<Object> trees() {
        return trees(3);
    }

    private static Arbitrary<Object> trees(int depth) {
        Arbitrary<String> words = Arbitraries.of(
                "jsonrpc",
                "2.0",
                "id",
                "method",
                "params",
                "result",
                "error",
                "name",
                "arguments",
                "tools/call",
                "tools/list",
                "allow_a",
                "ask_b",
                "deny_c",
                "_meta",
                "requestState",
                "inputResponses",
                "approve",
                "content",
                "text",
                "gov1.x",
                "notifications/cancelled",
                "requestId",
                "elicitation/create",
                "uri",
                "resources/read",
                "tools",
                "nextCursor");
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                words.asGeneric(),
                Arbitraries.longs().between(0, 3).asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        return depth == 0
                ? leaves
                : Arbitraries.oneOf(
                        leaves,
                        trees(depth - 1).list().ofMaxSize(3).asGeneric(),
                        Arbitraries.maps(words, trees(depth - 1)).ofMaxSize(6).asGeneric());
    }

    @Provide
    Arbitrary<Map<String, Object>> messages() {
        Arbitrary<String> methods = Arbitraries.of(
                "tools/call",
                "tools/list",
                "initialize",
                "resources/read",
                "prompts/get",
                "notifications/cancelled",
                "elicitation/create",
                "sampling/createMessage",
                "x",
                "tasks/get");
        return net.jqwik.api.Combinators.combine(
                        methods, trees(2), trees(2), Arbitraries.integers().between(0, 5))
                .as((method, a, b, form) -> {
                    Map<String, Object> message = new LinkedHashMap<>();
                    message.put("jsonrpc", "2.0");
                    if (form != 1) {
                        message.put("id", (long) (form % 3));
                    }
                    if (form < 4) {
                        message.put("method", method);
                        Map<String, Object> params = new LinkedHashMap<>();
                        params.put("name", a instanceof String ? a : "allow_a");
                        params.put("arguments", b);
                        params.put("uri", a);
                        message.put("params", params);
                    } else {
                        message.put("result", b instanceof Map ? b : Map.of("tools", List.of(a)));
                    }
                    return message;
                });
    }

    private McpSession session(List<String> names) {
        Scene scene = new Scene(McpGovernance.builder(guard, text -> List.of()));
        return scene.session("s", names.stream().map(Scene::tool).toArray(String[]::new));
    }

    @Property(tries = 300)
    void nothingThatEitherSideSendsIsThrownBack(@ForAll("trees") Object a, @ForAll("messages") Map<String, Object> b) {
        McpSession session = session(List.of("allow_a", "ask_b", "deny_c"));
        for (Object tree : List.of(a, b)) {
            String text = Json.write(tree);
            assertThat(session.fromClientText(text)).isNotNull();
            assertThat(session.fromServerText(text)).isNotNull();
        }
        assertThat(session.expire()).isNotNull();
    }

    @Property(tries = 300)
    void whatIsForwardedIsWhatWasJudgedAndAllowed(
            @ForAll("messages") Map<String, Object> first, @ForAll("messages") Map<String, Object> second) {
        McpSession session = session(List.of("allow_a", "ask_b", "deny_c"));
        for (Map<String, Object> message : List.of(first, second)) {
            judged.clear();
            for (Map<String, @Nullable Object> sent :
                    session.fromClient(message).toServer()) {
                if (!"tools/call".equals(sent.get("method"))) {
                    continue;
                }
                Map<String, @Nullable Object> params =
                        java.util.Objects.requireNonNull(Json.object(sent.get("params")));
                Object arguments = params.getOrDefault("arguments", Map.of());
                assertThat(judged)
                        .anyMatch(action -> action.tool().equals(params.get("name"))
                                && action.arguments().equals(arguments)
                                && decide(action, ActionContext.of("a", "r")) instanceof Allow);
            }
        }
    }

    @Property(tries = 200)
    void whatIsShownCanBeCalledAndWhatIsHiddenCannot(@ForAll("names") List<String> names) {
        McpSession session = session(List.of());
        session.fromClient(Scene.tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
        Map<String, @Nullable Object> answer =
                Scene.answer(session.fromServer(Scene.tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":["
                        + String.join(",", names.stream().map(Scene::tool).toList()) + "]}}")));
        List<?> shown = (List<?>) java.util.Objects.requireNonNull(Scene.at(answer, "result", "tools"));
        List<Object> visible = new ArrayList<>();
        shown.forEach(tool -> visible.add(String.valueOf(Scene.at(tool, "name"))));
        int id = 2;
        for (String name : names) {
            Outcome outcome = session.fromClient(Scene.call(id++, name, "{\"x\":1}"));
            assertThat(Scene.isUnknown(outcome)).isEqualTo(!visible.contains(name));
            boolean callable = !outcome.toServer().isEmpty() || (Scene.isRefused(outcome) && !name.startsWith("deny"));
            assertThat(callable).isEqualTo(visible.contains(name));
        }
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of(
                        "allow_a",
                        "allow_b",
                        "ask_a",
                        "ask_b",
                        "deny_a",
                        "deny_b",
                        "allow-c",
                        "ask me",
                        "allow\u200b_a",
                        "")
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 30)
    void moreTrustShowsNoLess(@ForAll("names") List<String> names) {
        List<Integer> shown = new ArrayList<>();
        for (TrustLevel level : TrustLevel.values()) {
            McpSession session =
                    Scene.of(level).session("s", names.stream().map(Scene::tool).toArray(String[]::new));
            int count = 0;
            for (String name : session.catalogue().names()) {
                count += Scene.isUnknown(session.fromClient(Scene.call(name, name, "{}"))) ? 0 : 1;
            }
            shown.add(count);
        }
        assertThat(shown).isSorted();
    }
}
