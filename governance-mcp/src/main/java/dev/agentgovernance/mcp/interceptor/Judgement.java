/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.interceptor;

import dev.agentgovernance.mcp.LocalServer;
import dev.agentgovernance.mcp.LocalServer.Step;
import dev.agentgovernance.mcp.McpConversation;
import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session says of requests and results that come one by one. Safe for use by several threads. */
final class Judgement {

    /** How many tools are known; what is beyond is not called. */
    private static final int MAX_TOOLS = 10_000;

    private static final Set<String> OF_THE_SERVER =
            Set.of("sampling/createMessage", "elicitation/create", "roots/list");

    private final McpSession session;
    private final LocalServer server;
    private final Map<String, Map<String, @Nullable Object>> known = new LinkedHashMap<>();
    private List<Map<String, @Nullable Object>> definitions = List.of();

    Judgement(McpConversation conversation, String name) {
        this.session = conversation.server(name);
        this.server = LocalServer.of(session, this::definitions);
        // An interceptor has no way to ask the client.
        server.connect(Map.of());
    }

    private synchronized List<Map<String, @Nullable Object>> definitions() {
        return definitions;
    }

    /** Takes note of a tool; one that was in no list is known by its name alone. */
    private synchronized boolean knows(String tool, @Nullable Map<String, @Nullable Object> definition) {
        Map<String, @Nullable Object> before = known.get(tool);
        if (before == null && known.size() >= MAX_TOOLS) {
            return false;
        }
        Map<String, @Nullable Object> now = definition;
        if (now == null) {
            now = before == null ? new LinkedHashMap<>(Map.of("name", tool)) : before;
        }
        if (!now.equals(before)) {
            known.put(tool, now);
            definitions = List.copyOf(known.values());
        }
        return true;
    }

    /** Returns why a request does not go on; empty where it may, and then it counts as made. */
    Optional<String> whyNot(String method, Map<String, @Nullable Object> params) {
        if (OF_THE_SERVER.contains(method)) {
            LocalServer.Inquiry inquiry = server.ask(method, params);
            boolean may = inquiry.step() instanceof Step.Ask;
            inquiry.notAnswered();
            return may ? Optional.empty() : Optional.of("This server may not ask for that.");
        }
        if (method.equals("tools/call") && !(params.get("name") instanceof String tool && knows(tool, null))) {
            return Optional.of("The call names no tool that can be known.");
        }
        LocalServer.Call call = server.request(method, params);
        Step step = call.step();
        if (step instanceof Step.Run) {
            call.abandon();
            return Optional.empty();
        }
        return Optional.of(step instanceof Step.Result refused ? textOf(refused.result()) : messageOf(step));
    }

    private static String textOf(Map<String, @Nullable Object> result) {
        StringBuilder text = new StringBuilder();
        for (Object part : result.get("content") instanceof List<?> list ? list : List.of()) {
            Map<String, @Nullable Object> map = Json.object(part);
            if (map != null && map.get("text") instanceof String more) {
                text.append(text.isEmpty() ? "" : "\n").append(more);
            }
        }
        return text.isEmpty() ? "The request is refused." : text.toString();
    }

    private static String messageOf(Step step) {
        return step instanceof Step.Failure failure && failure.error().get("message") instanceof String text
                ? text
                : "The request is refused.";
    }

    /** Returns what the agent may see of a result. */
    Map<String, @Nullable Object> shown(String method, Map<String, @Nullable Object> result) {
        return method.equals("tools/list") && result.get("tools") instanceof List<?> list
                ? tools(result, list)
                : session.resultAlone(method, result);
    }

    /** Any page of the list: what is visible is judged with the tools of all pages that have come by. */
    private Map<String, @Nullable Object> tools(Map<String, @Nullable Object> result, List<?> page) {
        List<String> names = new ArrayList<>();
        for (Object tool : page) {
            Map<String, @Nullable Object> definition = Json.object(tool);
            if (definition != null
                    && definition.get("name") instanceof String name
                    && !names.contains(name)
                    && knows(name, definition)) {
                names.add(name);
            }
        }
        Map<String, Map<String, @Nullable Object>> visible = new LinkedHashMap<>();
        server.visibleTools().forEach(tool -> visible.put(String.valueOf(tool.get("name")), tool));
        visible.keySet().retainAll(names);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(result);
        if (copy.containsKey("cacheScope")) {
            copy.put("cacheScope", "private");
        }
        copy.put(
                "tools",
                names.stream().filter(visible::containsKey).map(visible::get).toList());
        return copy;
    }
}
