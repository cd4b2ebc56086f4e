/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.interceptor;

import dev.agentgovernance.mcp.McpConversation;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host of interceptors: answers {@code interceptors/list} and {@code interceptor/invoke}, so that clients, servers and gateways
 * that know nothing of this library are governed by it. One interceptor judges requests, one takes out of results what the agent
 * must not see.
 *
 * <p>It follows a draft (SEP-2624, as of 2026-07-17), and changes with it. The draft says of an invocation neither which session it
 * belongs to nor which request a result answers: so all invocations count as one conversation, a request that may go on counts as
 * made, and of a result no output schema is known. It has no way to ask a person, who is asked elsewhere.
 *
 * <p>Safe for use by several threads. An invocation takes as long as a judgement.
 */
public final class InterceptorHost {

    private static final String EXTENSION = "io.modelcontextprotocol/interceptors";
    private static final String META_REVISION = "io.modelcontextprotocol/protocolVersion";
    private static final List<String> REVISIONS =
            List.of("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
    private static final int INVALID_PARAMS = -32602;
    private static final int INTERNAL = -32603;

    private final Judgement judgement;

    private InterceptorHost(Judgement judgement) {
        this.judgement = judgement;
    }

    /**
     * Returns a host for what one agent says to one server.
     *
     * @param server the name under which the owner knows the server
     */
    public static InterceptorHost of(McpConversation conversation, String server) {
        return new InterceptorHost(new Judgement(
                Objects.requireNonNull(conversation, "conversation"), Objects.requireNonNull(server, "server")));
    }

    /** Answers a message as its text, for example a line of standard input; empty where it wants no answer. */
    public Optional<String> answerText(String text) {
        Map<String, @Nullable Object> message;
        try {
            message = Json.object(Json.read(text));
        } catch (JsonException e) {
            return Optional.of(Json.write(failure(null, -32700, "The message is no strict JSON: " + e.getMessage())));
        }
        return message == null
                ? Optional.of(Json.write(failure(null, -32600, "A message is one JSON object; there are no batches.")))
                : answer(message).map(Json::write);
    }

    /** Answers a message as a JSON tree; empty where it wants no answer. Nothing that is sent here makes it throw. */
    public Optional<Map<String, @Nullable Object>> answer(Map<String, ?> message) {
        Object id = message.get("id");
        boolean isId = id instanceof String || id instanceof Long || id instanceof Integer;
        if (!"2.0".equals(message.get("jsonrpc")) || !(message.get("method") instanceof String method)) {
            return Optional.of(failure(isId ? id : null, -32600, "The message is no request of JSON-RPC 2.0."));
        }
        if (!message.containsKey("id")) {
            return Optional.empty();
        }
        if (id == null || !isId) {
            return Optional.of(failure(null, -32600, "The id of a request is a string or an integer."));
        }
        Map<String, @Nullable Object> params = Json.object(message.get("params"));
        try {
            return Optional.of(answered(id, method, params == null ? Map.of() : params));
        } catch (Malformed e) {
            return Optional.of(failure(id, INVALID_PARAMS, String.valueOf(e.getMessage()), e.data));
        } catch (RuntimeException | StackOverflowError e) {
            // The message of the exception may quote anything.
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("interceptor", String.valueOf(params == null ? null : params.get("name")));
            data.put("reason", e.getClass().getSimpleName());
            return Optional.of(failure(id, INTERNAL, "Interceptor execution failed", data));
        }
    }

    /** What was sent is not what the draft says it is. */
    private static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Map<String, ?> data;

        Malformed(String message, Map<String, ?> data) {
            super(message, null, false, false);
            this.data = data;
        }
    }

    private Map<String, @Nullable Object> answered(Object id, String method, Map<String, @Nullable Object> params) {
        Map<String, @Nullable Object> meta = Json.object(params.get("_meta"));
        boolean modern = meta != null && meta.get(META_REVISION) instanceof String;
        Map<String, @Nullable Object> result;
        switch (method) {
            case "initialize" -> result = greeting(params);
            case "server/discover" -> result = discovered();
            case "ping" -> result = new LinkedHashMap<>();
            case "interceptors/list" -> result = listed(params);
            case "interceptor/invoke" -> {
                long begun = System.nanoTime();
                result = invoked(params);
                long millis = (System.nanoTime() - begun) / 1_000_000;
                result.put("durationMs", millis);
                if (params.get("timeoutMs") instanceof Number most && millis > most.longValue()) {
                    return late(id, params);
                }
            }
            default -> {
                return failure(id, -32601, "There is no such method here.");
            }
        }
        if (modern) {
            result.put("resultType", "complete");
        }
        Map<String, @Nullable Object> answer = envelope(id);
        answer.put("result", result);
        return answer;
    }

    private static Map<String, @Nullable Object> late(Object id, Map<String, @Nullable Object> params) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("interceptor", String.valueOf(params.get("name")));
        data.put("reason", "timeout");
        data.put("timeoutMs", Objects.requireNonNull(params.get("timeoutMs")));
        data.put("phase", String.valueOf(params.get("phase")));
        return failure(id, INTERNAL, "Interceptor execution timeout", data);
    }

    // ------------------------------------------------------------------------------------------------ what there is

    private static Map<String, @Nullable Object> greeting(Map<String, @Nullable Object> params) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        Object asked = params.get("protocolVersion");
        result.put("protocolVersion", asked != null && REVISIONS.contains(asked) ? asked : "2025-11-25");
        result.put("capabilities", capabilities());
        result.put("serverInfo", Map.of("name", "agent-governance", "version", "1"));
        return result;
    }

    private static Map<String, @Nullable Object> discovered() {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("supportedVersions", REVISIONS);
        result.put("capabilities", capabilities());
        result.put("serverInfo", Map.of("name", "agent-governance", "version", "1"));
        return result;
    }

    private static Map<String, Object> capabilities() {
        return Map.of("extensions", Map.of(EXTENSION, Map.of("supportedEvents", Interceptor.allEvents())));
    }

    private static Map<String, @Nullable Object> listed(Map<String, @Nullable Object> params) {
        Object event = params.get("event");
        if (event != null && (!(event instanceof String name) || name.indexOf('*') >= 0)) {
            throw new Malformed("The event is the name of one.", Map.of());
        }
        List<Map<String, Object>> all = new ArrayList<>();
        for (Interceptor each : Interceptor.ALL) {
            if (event == null || each.isHookedOn(event)) {
                all.add(each.descriptor());
            }
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("interceptors", all);
        return result;
    }

    // ------------------------------------------------------------------------------------------------ what it does

    private Map<String, @Nullable Object> invoked(Map<String, @Nullable Object> params) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("name", String.valueOf(params.get("name")));
        Interceptor interceptor =
                Interceptor.named(params.get("name")).orElseThrow(() -> new Malformed("Unknown interceptor", said));
        if (!(params.get("event") instanceof String event) || !(params.get("phase") instanceof String phase)) {
            throw new Malformed("An invocation names its event and its phase.", said);
        }
        if (!interceptor.isHookedOn(event) || !interceptor.isIn(phase)) {
            said.put("event", event);
            said.put("phase", phase);
            said.put("advertisedHooks", interceptor.hooks());
            throw new Malformed("Hook not advertised by interceptor", said);
        }
        Map<String, @Nullable Object> payload = Json.object(params.get("payload"));
        if (payload == null) {
            throw new Malformed("The payload is no object.", said);
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("interceptor", interceptor.name());
        result.put("type", interceptor.type());
        result.put("phase", phase);
        if (interceptor.equals(Interceptor.POLICY)) {
            validate(event, payload, said, result);
        } else {
            Map<String, @Nullable Object> shown = judgement.shown(event, payload);
            boolean modified = !shown.equals(payload);
            result.put("modified", modified);
            result.put("payload", modified ? shown : payload);
        }
        return result;
    }

    private void validate(
            String event,
            Map<String, @Nullable Object> payload,
            Map<String, ?> said,
            Map<String, @Nullable Object> result) {
        Map<String, @Nullable Object> request =
                payload.get("params") == null ? Map.of() : Json.object(payload.get("params"));
        if (request == null
                || !event.equals(payload.get("method"))
                || !Set.of("method", "params").containsAll(payload.keySet())) {
            throw new Malformed("The payload of a request is its method and its parameters.", said);
        }
        Optional<String> why = judgement.whyNot(event, request);
        result.put("valid", why.isEmpty());
        if (why.isPresent()) {
            result.put("severity", "error");
            result.put("messages", List.of(Map.of("message", why.get(), "severity", "error")));
        }
    }

    // ------------------------------------------------------------------------------------------------ JSON-RPC

    private static Map<String, @Nullable Object> envelope(@Nullable Object id) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        return message;
    }

    private static Map<String, @Nullable Object> failure(@Nullable Object id, int code, String text) {
        return failure(id, code, text, Map.of());
    }

    private static Map<String, @Nullable Object> failure(
            @Nullable Object id, int code, String text, Map<String, ?> data) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", (long) code);
        error.put("message", text);
        if (!data.isEmpty()) {
            error.put("data", data);
        }
        Map<String, @Nullable Object> message = envelope(id);
        message.put("error", error);
        return message;
    }
}
