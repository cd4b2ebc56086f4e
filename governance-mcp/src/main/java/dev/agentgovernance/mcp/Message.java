/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.mcp.json.Json;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC message, taken apart. What the protocol has no place for in the envelope is gone: a message is put together
 * anew from its parts before it goes on.
 *
 * @param kind what it is
 * @param id the id, a {@code String}, {@code Long} or {@code BigInteger}; null for a notification, and for an answer to a
 *     message that had none
 * @param method the method of a request or notification; empty for an answer
 * @param params the parameters; empty where there are none
 * @param hasParams whether there are parameters
 * @param result what was answered, null for an error
 * @param error the error that was answered
 */
record Message(
        Kind kind,
        @Nullable Object id,
        String method,
        Map<String, @Nullable Object> params,
        boolean hasParams,
        @Nullable Object result,
        @Nullable Map<String, @Nullable Object> error) {

    enum Kind {
        REQUEST,
        NOTIFICATION,
        RESPONSE
    }

    private static final Set<String> ENVELOPE = Set.of("jsonrpc", "id", "method", "params", "result", "error");
    private static final int MAX_METHOD = 200;
    private static final int MAX_ID = 1_000;

    /**
     * Returns the message that a tree is.
     *
     * @throws RpcException if it is none
     */
    static Message of(@Nullable Object tree) {
        Map<String, @Nullable Object> map = Json.object(tree);
        if (map == null) {
            throw invalid(null, "A message is one JSON object; there are no batches.");
        }
        Object id = map.containsKey("id") ? id(map.get("id")) : null;
        checkCase(map, ENVELOPE, id);
        if (!"2.0".equals(map.get("jsonrpc"))) {
            throw invalid(id, "The message is not of JSON-RPC 2.0.");
        }
        return map.containsKey("method") ? call(map, id) : response(map, id);
    }

    private static Message call(Map<String, @Nullable Object> map, @Nullable Object id) {
        if (map.containsKey("result") || map.containsKey("error")) {
            throw invalid(id, "A message is a call or an answer, not both.");
        }
        if (!(map.get("method") instanceof String method) || method.isEmpty() || method.length() > MAX_METHOD) {
            throw invalid(id, "The method is no name.");
        }
        if (map.containsKey("id") && id == null) {
            throw invalid(null, "The id of a request is a string or an integer.");
        }
        Map<String, @Nullable Object> params = map.containsKey("params") ? Json.object(map.get("params")) : Map.of();
        if (params == null) {
            throw invalid(id, "The parameters are no object.");
        }
        Kind kind = id == null ? Kind.NOTIFICATION : Kind.REQUEST;
        return new Message(kind, id, method, params, map.containsKey("params"), null, null);
    }

    private static Message response(Map<String, @Nullable Object> map, @Nullable Object id) {
        if (map.containsKey("result") == map.containsKey("error")) {
            throw invalid(id, "An answer is a result or an error.");
        }
        if (map.containsKey("result")) {
            return new Message(Kind.RESPONSE, id, "", Map.of(), false, map.get("result"), null);
        }
        Map<String, @Nullable Object> error = Json.object(map.get("error"));
        if (error == null) {
            throw invalid(id, "The error is no object.");
        }
        return new Message(Kind.RESPONSE, id, "", Map.of(), false, null, error);
    }

    /** Returns a usable id, or null. The integer 1 and the text "1" are different ids. */
    private static @Nullable Object id(@Nullable Object id) {
        if (id instanceof Integer small) {
            return small.longValue();
        }
        return id instanceof Long || id instanceof BigInteger || (id instanceof String text && text.length() <= MAX_ID)
                ? id
                : null;
    }

    /**
     * Refuses keys that are a known one in other letters, and keys that differ in nothing else: there are readers that do not
     * tell them apart.
     *
     * @throws RpcException if there is one
     */
    static void checkCase(Map<String, ?> map, Set<String> known, @Nullable Object id) {
        Set<String> seen = new HashSet<>();
        for (String key : map.keySet()) {
            String folded = folded(key);
            if (!seen.add(folded)) {
                throw invalid(id, "Two keys differ only in the case of their letters.");
            }
            if (!known.contains(key) && known.stream().anyMatch(k -> folded(k).equals(folded))) {
                throw invalid(id, "A key is a known one in other letters.");
            }
        }
    }

    private static String folded(String key) {
        return key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static RpcException invalid(@Nullable Object id, String message) {
        return new RpcException(RpcException.INVALID_REQUEST, id, message);
    }

    /** Returns the revision of the protocol that a request names for itself; empty where it names none. */
    String revision() {
        Map<String, @Nullable Object> meta = Json.object(params.get("_meta"));
        return meta != null && meta.get(META_REVISION) instanceof String revision ? revision : "";
    }

    static final String META_REVISION = "io.modelcontextprotocol/protocolVersion";

    /** Tells whether a request is of a revision without sessions, in which each request says who asks. */
    boolean isModern() {
        return !revision().isEmpty();
    }

    /** Returns the message that this was, from its parts. */
    Map<String, @Nullable Object> tree() {
        return switch (kind) {
            case REQUEST, NOTIFICATION -> withParams(params);
            case RESPONSE -> error != null ? failure(id, error) : success(id, result);
        };
    }

    /** Returns this request or notification with other parameters. */
    Map<String, @Nullable Object> withParams(Map<String, @Nullable Object> others) {
        Map<String, @Nullable Object> tree = envelope();
        if (id != null) {
            tree.put("id", id);
        }
        tree.put("method", method);
        if (hasParams || !others.isEmpty()) {
            tree.put("params", others);
        }
        return tree;
    }

    static Map<String, @Nullable Object> request(Object id, String method, Map<String, @Nullable Object> params) {
        return new Message(Kind.REQUEST, id, method, params, true, null, null).tree();
    }

    static Map<String, @Nullable Object> success(@Nullable Object id, @Nullable Object result) {
        Map<String, @Nullable Object> tree = envelope();
        tree.put("id", id);
        tree.put("result", result);
        return tree;
    }

    static Map<String, @Nullable Object> failure(@Nullable Object id, Map<String, @Nullable Object> error) {
        Map<String, @Nullable Object> tree = envelope();
        tree.put("id", id);
        tree.put("error", error);
        return tree;
    }

    static Map<String, @Nullable Object> failure(@Nullable Object id, int code, String message) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", (long) code);
        error.put("message", message);
        return failure(id, error);
    }

    static Map<String, @Nullable Object> failure(RpcException e) {
        return failure(e.id(), e.code(), String.valueOf(e.getMessage()));
    }

    private static Map<String, @Nullable Object> envelope() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("jsonrpc", "2.0");
        return tree;
    }
}
