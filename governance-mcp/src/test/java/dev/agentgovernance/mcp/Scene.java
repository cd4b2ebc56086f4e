/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.secrets.SecretScanner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An agent, a client and servers around a session, with a clock that stands still until it is moved. */
public final class Scene {

    public static final SecretScanner SCANNER = SecretScanner.standard();
    public static final String SECRET = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";

    final List<String> notices = new ArrayList<>();
    final McpGovernance governance;
    final McpConversation conversation;
    private Instant now = Instant.parse("2026-07-28T12:00:00Z");

    Scene(McpGovernance.Builder builder) {
        RandomGenerator random = new Random(7);
        governance = builder.clock(new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                })
                .random(random)
                .notices(notices::add)
                .build();
        conversation = governance.conversation(ActionContext.builder("agent-7")
                .repository("acme/shop")
                .principal("alice")
                .workingDirectory("/srv/shop")
                .repositoryRoot("/srv/shop")
                .build());
    }

    public static McpGovernance.Builder builder(TrustLevel level, McpSettings settings) {
        return McpGovernance.builder(guard(level, settings), SCANNER).settings(settings);
    }

    public static Governance guard(TrustLevel level, McpSettings settings) {
        return Governance.builder(Policy.baseline())
                .detector(SCANNER)
                .trust(key -> level)
                .declaredTools(settings::effectsOf)
                .build();
    }

    static Scene of(TrustLevel level) {
        return new Scene(builder(level, McpSettings.defaults()));
    }

    static Scene of(TrustLevel level, String settings) {
        return new Scene(builder(level, McpSettings.parse(settings)));
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    /** Returns a session whose client has read the list of tools. */
    McpSession session(String server, String... tools) {
        McpSession session = conversation.server(server);
        session.fromClient(tree("{\"jsonrpc\":\"2.0\",\"id\":\"list\",\"method\":\"tools/list\"}"));
        session.fromServer(
                tree("{\"jsonrpc\":\"2.0\",\"id\":\"list\",\"result\":{\"tools\":[" + String.join(",", tools) + "]}}"));
        return session;
    }

    static String tool(String name) {
        return "{\"name\":\"" + name + "\",\"description\":\"Works on notes.\",\"inputSchema\":{\"type\":\"object\"}}";
    }

    static Map<String, @Nullable Object> call(Object id, String tool, String arguments) {
        return tree("{\"jsonrpc\":\"2.0\",\"id\":" + Json.write(id)
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}}");
    }

    /** Returns a call of the revision without sessions, whose client can show a form. */
    static Map<String, @Nullable Object> modern(Object id, String tool, String arguments, String more) {
        return tree("{\"jsonrpc\":\"2.0\",\"id\":" + Json.write(id)
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments
                + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"form\":{}}}}" + more + "}}");
    }

    static Map<String, @Nullable Object> text(Object id, String text) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("content", List.of(Map.of("type", "text", "text", text)));
        return Message.success(id, result);
    }

    static Map<String, @Nullable Object> tree(String json) {
        return Objects.requireNonNull(Json.object(Json.read(json)));
    }

    /** Returns the only message that an outcome sends to the client. */
    static Map<String, @Nullable Object> answer(Outcome outcome) {
        if (!outcome.toServer().isEmpty() || outcome.toClient().size() != 1) {
            throw new AssertionError(outcome + ": " + outcome.toServer() + outcome.toClient());
        }
        return outcome.toClient().get(0);
    }

    /** Returns the only message that an outcome sends to the server. */
    static Map<String, @Nullable Object> forwarded(Outcome outcome) {
        if (!outcome.toClient().isEmpty() || outcome.toServer().size() != 1) {
            throw new AssertionError(outcome + ": " + outcome.toServer() + outcome.toClient());
        }
        return outcome.toServer().get(0);
    }

    /** Returns what stands at a path of keys and places. */
    static @Nullable Object at(@Nullable Object tree, Object... path) {
        Object at = tree;
        for (Object step : path) {
            at = at instanceof Map<?, ?> map
                    ? map.get(step)
                    : at instanceof List<?> list ? list.get((Integer) step) : null;
        }
        return at;
    }

    static boolean isRefused(Outcome outcome) {
        return outcome.toServer().isEmpty()
                && outcome.toClient().size() == 1
                && Boolean.TRUE.equals(at(outcome.toClient().get(0), "result", "isError"));
    }

    static boolean isUnknown(Outcome outcome) {
        return outcome.toServer().isEmpty()
                && outcome.toClient().size() == 1
                && Long.valueOf(-32602).equals(at(outcome.toClient().get(0), "error", "code"));
    }
}
