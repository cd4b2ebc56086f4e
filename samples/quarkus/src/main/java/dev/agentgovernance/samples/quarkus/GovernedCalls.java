/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.mcp.LocalServer;
import dev.agentgovernance.mcp.LocalServer.Step;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.json.Json;
import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.RequestId;
import io.quarkiverse.mcp.server.ToolManager;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this server on their way through its guardrails. Each connection is a conversation of its own for as long as
 * Quarkus knows it. Safe for use by several threads.
 */
@Singleton
final class GovernedCalls {

    /** A call that no result came of within so many others has failed in a way that no guardrail sees. */
    private static final int MAX_RUNNING = 256;

    private final McpGovernance governance;
    private final ActionContext context;
    private final String server;
    private final Instance<ToolManager> tools;
    private final Map<McpConnection, Talk> talks = new WeakHashMap<>();
    private List<ToolManager.ToolInfo> infos = List.of();
    private List<Map<String, @Nullable Object>> definitions = List.of();

    GovernedCalls(
            McpGovernance governance,
            ActionContext context,
            @ConfigProperty(name = "governance.server") String server,
            Instance<ToolManager> tools) {
        this.governance = governance;
        this.context = context;
        this.server = server;
        this.tools = tools;
    }

    /** Tells whether some call of a tool could be allowed. */
    boolean isVisible(ToolManager.ToolInfo tool, McpConnection connection) {
        return talk(connection).server.visibleTools().stream()
                .anyMatch(shown -> tool.name().equals(shown.get("name")));
    }

    /**
     * Judges a call.
     *
     * @return the arguments that the tool gets; nothing where it does not run, and its result is a refusal
     */
    Optional<Map<String, @Nullable Object>> begin(
            McpConnection connection, RequestId id, String tool, Map<String, ?> arguments) {
        Talk talk = talk(connection);
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("name", tool);
        params.put("arguments", arguments);
        LocalServer.Call call = talk.server.request("tools/call", params);
        talk.put(id, call);
        return call.step() instanceof Step.Run run
                ? Optional.of(object(run.params().get("arguments")))
                : Optional.empty();
    }

    /** Returns what the client may see of a result. */
    Map<String, @Nullable Object> end(McpConnection connection, RequestId id, Map<String, ?> result) {
        LocalServer.Call call = talk(connection).remove(id);
        if (call == null) {
            return refusal("The call was not judged.");
        }
        Step step = call.step() instanceof Step.Run ? call.ran(result) : call.step();
        return step instanceof Step.Result shown ? shown.result() : refusal("The call is refused.");
    }

    private static Map<String, @Nullable Object> refusal(String why) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("content", List.of(Map.of("type", "text", "text", why)));
        result.put("isError", true);
        return result;
    }

    private Talk talk(McpConnection connection) {
        synchronized (talks) {
            return talks.computeIfAbsent(
                    connection,
                    any -> new Talk(
                            LocalServer.of(governance.conversation(context).server(server), this::definitions)));
        }
    }

    /** The same list for as long as there are the same tools. */
    private synchronized List<Map<String, @Nullable Object>> definitions() {
        List<ToolManager.ToolInfo> now = new ArrayList<>();
        tools.get().forEach(now::add);
        if (!now.equals(infos)) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            now.forEach(info -> all.add(object(Json.read(info.asJson().encode()))));
            definitions = List.copyOf(all);
            infos = List.copyOf(now);
        }
        return definitions;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object tree) {
        Map<String, @Nullable Object> map = Json.object(tree);
        return map == null ? Map.of() : map;
    }

    /** A connection, with its calls that have no result yet. */
    private static final class Talk {

        private final LocalServer server;
        private final Map<RequestId, LocalServer.Call> running = new LinkedHashMap<>();

        Talk(LocalServer server) {
            this.server = server;
            // A guardrail has no way to ask the client: what needs a person waits for people elsewhere.
            server.connect(Map.of());
        }

        synchronized void put(RequestId id, LocalServer.Call call) {
            LocalServer.Call before = running.put(id, call);
            if (before != null) {
                before.abandon();
            }
            if (running.size() > MAX_RUNNING) {
                LocalServer.Call eldest =
                        running.remove(running.keySet().iterator().next());
                if (eldest != null) {
                    eldest.abandon();
                }
            }
        }

        synchronized LocalServer.@Nullable Call remove(RequestId id) {
            return running.remove(id);
        }
    }
}
