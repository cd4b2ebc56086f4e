/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.mcp.CallJudge.Verdict;
import dev.agentgovernance.mcp.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of what a client sends. Works on the state of a session that the caller has locked. */
final class ClientMessages {

    /** Requests that only look, and hold nothing that has to be judged. */
    private static final Set<String> HARMLESS = Set.of(
            "initialize",
            "ping",
            "server/discover",
            "tools/list",
            "resources/list",
            "resources/templates/list",
            "prompts/list",
            "logging/setLevel",
            "subscriptions/listen",
            "resources/unsubscribe",
            "tasks/list");

    private static final Set<String> NOTIFICATIONS = Set.of(
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "notifications/roots/list_changed",
            "notifications/tasks/status");

    private static final Set<String> TASKS = Set.of("tasks/get", "tasks/result", "tasks/cancel", "tasks/update");
    private static final Set<String> CALL_PARAMS =
            Set.of("name", "arguments", "_meta", "task", "inputResponses", "requestState");

    private static final Set<String> RESOURCES = Set.of("resources/read", "resources/subscribe");
    private static final Set<String> KNOWN =
            Set.of("resources/read", "resources/subscribe", "prompts/get", "completion/complete");
    private static final Set<String> KNOWN_PARAMS =
            Set.of("name", "arguments", "uri", "_meta", "taskId", "cursor", "ref");

    private final SessionState state;
    private final ToolCalls calls;

    ClientMessages(SessionState state) {
        this.state = state;
        this.calls = new ToolCalls(state);
    }

    Outcome request(Message request) {
        if (state.isPendingFromClient(request.id())) {
            // The id belongs to another request: with it, this answer would be taken for that one's.
            throw new RpcException(
                    RpcException.INVALID_REQUEST, null, "The id is that of a request without an answer.");
        }
        if (state.pendingFromClient() >= state.governance.settings.limits().pending()) {
            return Outcome.toClient(Answers.refusedRequest(request, "Too many requests wait for their answers."));
        }
        String method = request.method();
        if (method.equals("tools/call")) {
            Message.checkCase(request.params(), CALL_PARAMS, request.id());
            return calls.call(request);
        }
        if (method.equals("initialize")) {
            state.clientCanBeAsked = canBeAsked(request.params().get("capabilities"));
            state.clientShowsPages = showsPages(request.params().get("capabilities"));
        }
        Message.checkCase(request.params(), KNOWN_PARAMS, request.id());
        if (HARMLESS.contains(method)) {
            return calls.forward(request, request.params(), null, null);
        }
        if (TASKS.contains(method)) {
            return task(request);
        }
        return judged(request);
    }

    static boolean canBeAsked(@Nullable Object capabilities) {
        Map<String, @Nullable Object> map = Json.object(capabilities);
        if (map == null || Json.object(map.get("elicitation")) == null) {
            return false;
        }
        Map<String, @Nullable Object> modes = Json.object(map.get("elicitation"));
        return modes != null && (modes.isEmpty() || modes.containsKey("form"));
    }

    /** Tells whether a client can send its user to an address. */
    static boolean showsPages(@Nullable Object capabilities) {
        Map<String, @Nullable Object> map = Json.object(capabilities);
        Map<String, @Nullable Object> modes = map == null ? null : Json.object(map.get("elicitation"));
        return modes != null && modes.containsKey("url");
    }

    /** What the protocol does not call a tool is judged like one of that name. */
    private Outcome judged(Message request) {
        if (request.isModern() && request.method().equals("resources/subscribe")) {
            return Outcome.toClient(Message.failure(
                    request.id(), RpcException.METHOD_NOT_FOUND, "There is no such method in this revision."));
        }
        if (RESOURCES.contains(request.method()) && !(request.params().get("uri") instanceof String)) {
            return Outcome.toClient(
                    Message.failure(request.id(), RpcException.INVALID_PARAMS, "The address is no text."));
        }
        ToolAction action = action(state.server, request);
        Tool tool = new Tool(action.tool(), Map.of(), action.hints(), "", "", false);
        Verdict verdict = state.judge.judge(tool, action);
        String text = Answers.denied(verdict.decision());
        if (verdict.decision() instanceof Ask) {
            Approvals.Elsewhere elsewhere = state.approvals.elsewhere(tool, verdict);
            if (elsewhere.isGranted()) {
                verdict = new Verdict(
                        state.judge.approved(verdict, "outside of the client"), verdict.action(), verdict.labels());
            } else {
                text = elsewhere.told();
            }
        }
        if (verdict.decision() instanceof Allow) {
            return calls.forward(request, judgedParams(request), null, verdict);
        }
        // A method that is refused for not being known is answered as one that is not there.
        return Outcome.toClient(
                KNOWN.contains(request.method())
                        ? Answers.refusedRequest(request, text)
                        : Message.failure(
                                request.id(), RpcException.METHOD_NOT_FOUND, "There is no such method here. " + text));
    }

    /** Returns of the parameters those that were judged: of a resource its address, of any other request all of them. */
    private static Map<String, @Nullable Object> judgedParams(Message request) {
        if (!RESOURCES.contains(request.method())) {
            return request.params();
        }
        Map<String, @Nullable Object> params = new LinkedHashMap<>(request.params());
        params.keySet().retainAll(Set.of("uri", "_meta"));
        return params;
    }

    /** Returns what a request other than a call of a tool does, as an action. */
    static ToolAction action(String server, Message request) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>(request.params());
        arguments.remove("_meta");
        ToolAction.Hints reads = new ToolAction.Hints(true, false, true, null, true);
        return switch (request.method()) {
            case "resources/read", "resources/subscribe" ->
                resource(server, request.params().get("uri"));
            case "prompts/get" -> new ToolAction(server, "prompts/get", arguments, reads);
            case "completion/complete" -> new ToolAction(server, "completion", arguments, reads);
            default -> new ToolAction(server, request.method(), arguments, ToolAction.Hints.NONE);
        };
    }

    static ToolAction resource(String server, @Nullable Object uri) {
        String text = uri instanceof String string ? string : "";
        String scheme = text.toLowerCase(java.util.Locale.ROOT);
        Map<String, Object> arguments = new LinkedHashMap<>();
        // An address of the web or of a file is judged as one; any other names something inside of the server.
        boolean outside = scheme.startsWith("http:") || scheme.startsWith("https:") || scheme.startsWith("file:");
        arguments.put(outside ? "url" : "resource", text);
        return new ToolAction(server, "resources/read", arguments, new ToolAction.Hints(true, false, true, null, true));
    }

    /** A task belongs to the call that it was made of; what came of that call is what it gives. */
    private Outcome task(Message request) {
        Object id = request.params().get("taskId");
        Pending origin = id instanceof String text ? state.tasks.get(text) : null;
        boolean removed = request.isModern() && request.method().equals("tasks/result");
        if (removed || (origin == null && state.tasks.isEmpty() && !state.serverHasTasks)) {
            return Outcome.toClient(Message.failure(
                    request.id(), RpcException.METHOD_NOT_FOUND, "There are no tasks of this kind here."));
        }
        if (origin == null) {
            return Outcome.toClient(Message.failure(request.id(), RpcException.INVALID_PARAMS, "Unknown task"));
        }
        Object answers = request.params().get("inputResponses");
        if (answers != null && state.conversation.leak(answers).isPresent()) {
            return Outcome.toClient(Answers.refusedRequest(request, "The answer holds a secret."));
        }
        return calls.forward(request, request.params(), origin.tool(), origin.verdict());
    }

    Outcome notification(Message notification) {
        if (!NOTIFICATIONS.contains(notification.method())) {
            state.notice("A notification of the client that is not known was dropped.");
            return Outcome.NOTHING;
        }
        if (notification.method().equals("notifications/cancelled")) {
            return cancelled(notification);
        }
        return Outcome.toServer(notification.tree());
    }

    /** What has not reached the server is taken back here. */
    private Outcome cancelled(Message notification) {
        Object id = notification.params().get("requestId");
        boolean gone =
                state.waiting.removeIf(call -> call.id() != null && call.id().equals(id));
        gone |= state.parked
                .values()
                .removeIf(call -> call.call().id() != null && call.call().id().equals(id));
        return gone || !state.fromClient.containsKey(id) ? Outcome.NOTHING : Outcome.toServer(notification.tree());
    }

    Outcome response(Message response) {
        if (response.id() instanceof String id && state.parked.containsKey(id)) {
            return calls.answered(id, response);
        }
        Message request = response.id() == null ? null : state.fromServer.remove(response.id());
        if (request == null) {
            return Outcome.NOTHING;
        }
        if (response.error() != null) {
            return Outcome.toServer(response.tree());
        }
        Map<String, @Nullable Object> result = Json.object(response.result());
        Optional<Map<String, @Nullable Object>> shown =
                result == null ? Optional.empty() : state.requests.answer(request.method(), result);
        return Outcome.toServer(shown.map(tree -> Message.success(response.id(), tree))
                .orElseGet(() -> ServerRequests.refusal(
                        java.util.Objects.requireNonNull(response.id()),
                        request.method(),
                        "the answer holds a secret")));
    }

    /** Goes on with the calls that waited for the list of tools. */
    Outcome listed() {
        List<Message> waiting = List.copyOf(state.waiting);
        state.waiting.clear();
        Outcome outcome = Outcome.NOTHING;
        for (Message call : waiting) {
            outcome = outcome.and(calls.call(call));
        }
        return outcome;
    }

    Outcome expire() {
        Instant now = state.governance.clock.instant();
        Outcome outcome = Outcome.NOTHING;
        for (Map.Entry<String, Pending.Parked> entry : List.copyOf(state.parked.entrySet())) {
            if (!now.isBefore(entry.getValue().expiry())) {
                state.parked.remove(entry.getKey());
                outcome = outcome.and(Outcome.toClient(Answers.refused(
                        entry.getValue().call(), "Nobody answered in time; the call was not made.", null)));
            }
        }
        return outcome;
    }
}
