/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.mcp.json.Json;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects of the SDK into trees and back, always by way of their text: what is judged is what would be on the wire, and what
 * goes on is read from what was judged.
 */
final class Wire {

    private final McpJsonMapper mapper;

    Wire(McpJsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Returns an object as a tree.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    Map<String, @Nullable Object> tree(Object object) {
        Map<String, @Nullable Object> tree;
        try {
            // Inside of something else, as on the wire: alone, the SDK writes a key of some requests twice.
            Map<String, @Nullable Object> whole =
                    Json.object(Json.read(mapper.writeValueAsString(Map.of("params", object))));
            tree = whole == null ? null : Json.object(whole.get("params"));
        } catch (IOException | RuntimeException e) {
            // The message may quote what was to be written.
            throw new IllegalArgumentException("a " + object.getClass().getSimpleName() + " is no strict JSON ("
                    + e.getClass().getSimpleName() + ")");
        }
        if (tree == null) {
            throw new IllegalArgumentException("a " + object.getClass().getSimpleName() + " is no JSON object");
        }
        return tree;
    }

    <T> T object(Map<String, ?> tree, Class<T> type) {
        try {
            return mapper.readValue(Json.write(tree), type);
        } catch (IOException | RuntimeException e) {
            throw unreadable(type.getSimpleName(), e);
        }
    }

    /** Returns the parameters of an {@code elicitation/create} of either mode. */
    McpSchema.ElicitRequest question(Map<String, ?> params) {
        return "url".equals(params.get("mode"))
                ? object(params, McpSchema.ElicitUrlRequest.class)
                : object(params, McpSchema.ElicitFormRequest.class);
    }

    /** Returns a JSON-RPC error as the SDK throws it. */
    McpError error(Map<String, @Nullable Object> error) {
        int code = error.get("code") instanceof Number number ? number.intValue() : -32603;
        return error(code, String.valueOf(error.get("message")), error.get("data"));
    }

    static McpError error(int code, String message, @Nullable Object data) {
        return new McpError(new McpSchema.JSONRPCResponse.JSONRPCError(code, message, data));
    }

    McpSchema.JSONRPCMessage message(Map<String, ?> tree) {
        try {
            return McpSchema.deserializeJsonRpcMessage(mapper, Json.write(tree));
        } catch (IOException | RuntimeException e) {
            throw unreadable("message", e);
        }
    }

    /** The message of the exception may quote the tree. */
    private static IllegalArgumentException unreadable(String what, Exception e) {
        return new IllegalArgumentException(
                "the tree is no " + what + " (" + e.getClass().getSimpleName() + ")");
    }
}
