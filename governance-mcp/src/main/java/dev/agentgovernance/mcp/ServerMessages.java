/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.mcp.ResultFilter.Filtered;
import dev.agentgovernance.mcp.internal.text.HiddenText;
import dev.agentgovernance.mcp.internal.text.Injection;
import dev.agentgovernance.mcp.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of what a server sends. Works on the state of a session that the caller has locked. */
final class ServerMessages {

    private static final int MAX_PAGES = 100;
    private static final int MAX_TASKS = 1_000;

    private static final Set<String> NOTIFICATIONS = Set.of(
            "notifications/message",
            "notifications/progress",
            "notifications/cancelled",
            "notifications/resources/updated",
            "notifications/resources/list_changed",
            "notifications/tools/list_changed",
            "notifications/prompts/list_changed",
            "notifications/elicitation/complete",
            "notifications/tasks/status",
            "notifications/subscriptions/acknowledged");

    private final SessionState state;
    private final ClientMessages client;
    private final ToolCalls calls;

    ServerMessages(SessionState state, ClientMessages client) {
        this.state = state;
        this.client = client;
        this.calls = new ToolCalls(state);
    }

    Outcome request(Message request) {
        Object id = request.id();
        if (id == null || state.fromServer.containsKey(id) || state.parked.containsKey(String.valueOf(id))) {
            return Outcome.toServer(Message.failure(
                    null, RpcException.INVALID_REQUEST, "The id is that of a request without an answer."));
        }
        if (request.method().equals("ping")) {
            state.fromServer.put(id, request);
            return Outcome.toClient(request.tree());
        }
        Optional<String> why = state.requests.whyNot(request.method(), request.params());
        if (why.isPresent()
                || state.fromServer.size() >= state.governance.settings.limits().pending()) {
            state.notice("A request of the server " + state.server + " was refused: "
                    + HiddenText.reveal(request.method()) + ".");
            return Outcome.toServer(
                    ServerRequests.refusal(id, request.method(), why.orElse("too many wait for their answers")));
        }
        Map<String, @Nullable Object> params =
                Json.object(filtered(request.params()).tree());
        if (params == null) {
            return Outcome.toServer(ServerRequests.refusal(id, request.method(), "it is over the limit"));
        }
        state.fromServer.put(id, request);
        return Outcome.toClient(request.withParams(params));
    }

    Outcome notification(Message notification) {
        String method = notification.method();
        if (!NOTIFICATIONS.contains(method)) {
            return Outcome.NOTHING;
        }
        if (method.equals("notifications/tools/list_changed")) {
            state.catalogue.changed();
        }
        if (method.equals("notifications/cancelled")) {
            Object id = notification.params().get("requestId");
            if (id == null || (!state.fromServer.containsKey(id) && !state.fromClient.containsKey(id))) {
                return Outcome.NOTHING;
            }
        }
        Map<String, @Nullable Object> params =
                Json.object(filtered(notification.params()).tree());
        return params == null ? Outcome.NOTHING : Outcome.toClient(notification.withParams(params));
    }

    private Filtered filtered(@Nullable Object tree) {
        Filtered filtered = state.governance.filter.tree(tree, state.conversation.shown(state.server, ""));
        state.conversation.remember(filtered.secrets(), state.server);
        if (filtered.suspicious()) {
            state.conversation.saw(List.of(), state.server, true);
        }
        return filtered;
    }

    Outcome response(Message response) {
        if (state.ownList.equals(response.id())) {
            return ownList(response);
        }
        Pending pending = response.id() == null ? null : state.fromClient.remove(response.id());
        if (pending == null) {
            // An answer that nobody asked for.
            return Outcome.NOTHING;
        }
        Map<String, @Nullable Object> result = Json.object(response.result());
        if (response.error() != null) {
            Map<String, @Nullable Object> error =
                    Json.object(filtered(response.error()).tree());
            saw(pending, false);
            return Outcome.toClient(Message.failure(
                    response.id(),
                    error == null ? Map.of("code", -32603L, "message", "The error is over the limit.") : error));
        }
        if (result == null) {
            return Outcome.toClient(
                    Message.failure(response.id(), RpcException.INTERNAL_ERROR, "The server's answer is no object."));
        }
        return Outcome.toClient(Message.success(response.id(), judged(pending, result)));
    }

    private Map<String, @Nullable Object> judged(Pending pending, Map<String, @Nullable Object> result) {
        return "input_required".equals(result.get("resultType"))
                ? inputRequired(pending, result)
                : shown(pending, result);
    }

    /** A result of which nobody knows the request. */
    Map<String, @Nullable Object> alone(String method, Map<String, @Nullable Object> result) {
        Message request = new Message(Message.Kind.REQUEST, "alone", method, Map.of(), false, null, null);
        return judged(new Pending(request, null, null), result);
    }

    private Map<String, @Nullable Object> shown(Pending pending, Map<String, @Nullable Object> result) {
        return switch (pending.method()) {
            case "initialize", "server/discover" -> greeting(result);
            case "tools/list" -> tools(pending, result);
            case "resources/list" -> listed(result, "resources");
            case "resources/templates/list" -> listed(result, "resourceTemplates");
            case "prompts/list" -> listed(result, "prompts");
            case "tools/call", "tasks/result" -> called(pending, result);
            default -> other(pending, result);
        };
    }

    private Map<String, @Nullable Object> other(Pending pending, Map<String, @Nullable Object> result) {
        Filtered filtered = filtered(result);
        saw(pending, filtered.suspicious());
        Map<String, @Nullable Object> tree = Json.object(filtered.tree());
        return tree == null ? Map.of() : tree;
    }

    /** What a server tells every agent that comes: without what is hidden, and without instructions that read like an attack. */
    private Map<String, @Nullable Object> greeting(Map<String, @Nullable Object> result) {
        Map<String, @Nullable Object> shown = Json.object(Texts.map(result, HiddenText::reveal));
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(shown == null ? Map.of() : shown);
        state.serverHasTasks |= announcesTasks(copy.get("capabilities"));
        if (copy.get("instructions") instanceof String text) {
            boolean suspicious = Injection.isSuspicious(List.of(text))
                    || (!state.word.trusted() && HiddenText.isIn(String.valueOf(result.get("instructions"))));
            if (suspicious) {
                state.notice("The instructions of the server " + state.server + " were withheld.");
                copy.remove("instructions");
            }
        }
        return copy;
    }

    /** As part of the revision in which they were tried out, or as the extension that they became. */
    private static boolean announcesTasks(@Nullable Object capabilities) {
        Map<String, @Nullable Object> map = Json.object(capabilities);
        Map<String, @Nullable Object> extensions = map == null ? null : Json.object(map.get("extensions"));
        return (map != null && map.get("tasks") != null)
                || (extensions != null && extensions.get("io.modelcontextprotocol/tasks") != null);
    }

    // ------------------------------------------------------------------------------------------------ lists

    private Map<String, @Nullable Object> tools(Pending pending, Map<String, @Nullable Object> result) {
        List<@Nullable Object> shown = new ArrayList<>();
        boolean firstPage = pending.message().params().get("cursor") == null;
        for (Tool tool : examined(result, firstPage)) {
            if (!tool.isHidden()) {
                shown.add(tool.definition());
            }
        }
        return withList(result, "tools", shown);
    }

    /** Examines a page of the list. A name that stands there twice could mean either, so it means none. */
    private List<Tool> examined(Map<String, @Nullable Object> result, boolean firstPage) {
        if (firstPage) {
            state.catalogue.begin();
        }
        List<?> definitions = result.get("tools") instanceof List<?> list ? list : List.of();
        Map<String, Tool> page = new LinkedHashMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (Object element : definitions) {
            Map<String, @Nullable Object> definition = Json.object(element);
            if (definition == null || !(definition.get("name") instanceof String name)) {
                continue;
            }
            boolean again = count.merge(name, 1, Integer::sum) > 1;
            Tool tool = state.examiner.examine(definition);
            page.put(name, again ? tool.hidden("Its name stands twice in the list.") : tool);
        }
        for (Tool tool : List.copyOf(page.values())) {
            if (state.catalogue.size() < state.governance.settings.limits().tools()
                    || state.catalogue.find(tool.name()).isPresent()) {
                state.catalogue.put(tool);
                if (tool.isHidden()) {
                    state.notice("The tool " + state.server + "/" + HiddenText.reveal(tool.name()) + " is hidden. "
                            + tool.hiddenBecause());
                }
            } else {
                page.put(tool.name(), tool.hidden("There are more tools than the limit."));
            }
        }
        if (result.get("nextCursor") == null) {
            state.catalogue.end();
        }
        return List.copyOf(page.values());
    }

    /** Puts a list in the place of another; who shows different lists to different people must not have them shared. */
    private static Map<String, @Nullable Object> withList(
            Map<String, @Nullable Object> result, String key, List<@Nullable Object> list) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (String kept : List.of("resultType", "nextCursor", "ttlMs", "_meta")) {
            if (result.get(kept) != null) {
                copy.put(kept, result.get(kept));
            }
        }
        if (result.containsKey("cacheScope")) {
            copy.put("cacheScope", "private");
        }
        copy.put(key, list);
        return copy;
    }

    /** Shows of resources and prompts those that the policy does not deny, without anything hidden. */
    private Map<String, @Nullable Object> listed(Map<String, @Nullable Object> result, String key) {
        List<@Nullable Object> shown = new ArrayList<>();
        for (Object element : result.get(key) instanceof List<?> list ? list : List.of()) {
            Map<String, @Nullable Object> entry = Json.object(filtered(element).tree());
            if (entry != null && !isDenied(key, entry)) {
                shown.add(entry);
            }
        }
        return withList(result, key, shown);
    }

    private boolean isDenied(String key, Map<String, @Nullable Object> entry) {
        ToolAction action;
        if (key.equals("resources")) {
            action = ClientMessages.resource(state.server, entry.get("uri"));
        } else if (key.equals("prompts")) {
            Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
            arguments.put("name", entry.get("name"));
            action = new ToolAction(
                    state.server, "prompts/get", arguments, new ToolAction.Hints(true, false, true, null, true));
        } else {
            return false;
        }
        return state.governance.preview.judge(action, state.conversation.context()) instanceof Deny;
    }

    private Outcome ownList(Message response) {
        state.ownList = "";
        Map<String, @Nullable Object> result = Json.object(response.result());
        if (result == null) {
            // The server has no tools, or does not say: then there is none.
            state.catalogue.begin();
            state.catalogue.end();
            return client.listed();
        }
        examined(result, state.ownPages == 1);
        if (result.get("nextCursor") instanceof String cursor
                && state.ownPages < MAX_PAGES
                && !state.waiting.isEmpty()) {
            return Outcome.toServer(calls.nextPage(state.waiting.get(0), cursor));
        }
        state.catalogue.end();
        return client.listed();
    }

    // ------------------------------------------------------------------------------------------------ results

    private Map<String, @Nullable Object> called(Pending pending, Map<String, @Nullable Object> result) {
        Map<String, @Nullable Object> task = Json.object(result.get("task"));
        if (pending.method().equals("tools/call") && task != null && task.get("taskId") instanceof String id) {
            if (state.tasks.size() < MAX_TASKS) {
                state.tasks.put(id, pending);
            }
            return other(pending, result);
        }
        Tool tool = pending.tool();
        Filtered filtered = state.governance.filter.toolResult(
                result,
                tool == null ? null : tool.outputSchema(),
                state.conversation.shown(state.server, tool == null ? "" : tool.name()));
        state.conversation.remember(filtered.secrets(), origin(pending));
        saw(pending, filtered.suspicious());
        Map<String, @Nullable Object> shown = Json.object(filtered.tree());
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(shown == null ? Map.of() : shown);
        if (pending.message().isModern()) {
            copy.putIfAbsent("resultType", "complete");
        }
        return copy;
    }

    /** What a server asks of the user inside of a result is judged like a request of its own. */
    private Map<String, @Nullable Object> inputRequired(Pending pending, Map<String, @Nullable Object> result) {
        Map<String, @Nullable Object> requests =
                result.get("inputRequests") == null ? Map.of() : Json.object(result.get("inputRequests"));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        Optional<String> why = requests == null ? Optional.of("its questions are no object") : Optional.empty();
        for (Map.Entry<String, @Nullable Object> entry :
                (requests == null ? Map.<String, Object>of() : requests).entrySet()) {
            Map<String, @Nullable Object> request = Json.object(entry.getValue());
            Map<String, @Nullable Object> params =
                    request == null || request.get("params") == null ? Map.of() : Json.object(request.get("params"));
            if (request == null || params == null || !(request.get("method") instanceof String method)) {
                why = Optional.of("one of its questions is none");
            } else if (why.isEmpty()) {
                why = state.requests.whyNot(method, params);
            }
            shown.put(
                    HiddenText.reveal(entry.getKey()),
                    filtered(entry.getValue()).tree());
        }
        boolean pretends = result.get("requestState") instanceof String text && text.startsWith(ApprovalTokens.PREFIX);
        if (why.isPresent() || pretends) {
            Map<String, @Nullable Object> refusal = new LinkedHashMap<>();
            refusal.put("resultType", "complete");
            refusal.putAll(ResultFilter.error("The server asked for something that it may not ask for: "
                    + why.orElse("its state looks like one of ours") + "."));
            return refusal;
        }
        saw(pending, false);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        copy.put("resultType", "input_required");
        if (!shown.isEmpty()) {
            copy.put("inputRequests", shown);
        }
        if (result.get("requestState") != null) {
            copy.put("requestState", result.get("requestState"));
        }
        if (result.get("_meta") != null) {
            copy.put("_meta", filtered(result.get("_meta")).tree());
        }
        return copy;
    }

    private void saw(Pending pending, boolean suspicious) {
        Set<Label> labels = EnumSet.noneOf(Label.class);
        if (pending.verdict() != null) {
            labels.addAll(pending.verdict().labels());
            labels.remove(Label.SINK);
        }
        state.conversation.saw(labels, origin(pending), suspicious);
    }

    private String origin(Pending pending) {
        Tool tool = pending.tool();
        return state.server + "/" + HiddenText.reveal(tool == null ? pending.method() : tool.name());
    }
}
