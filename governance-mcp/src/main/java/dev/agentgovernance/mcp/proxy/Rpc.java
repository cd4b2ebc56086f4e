/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that whoever carries messages makes. */
final class Rpc {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    static final int HEADER_MISMATCH = -32020;
    static final int UNSUPPORTED_VERSION = -32022;

    private Rpc() {}

    static boolean isRequest(Map<String, @Nullable Object> message) {
        return message.containsKey("method") && message.get("id") != null;
    }

    static Map<String, @Nullable Object> failure(@Nullable Object id, int code, String text) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", (long) code);
        error.put("message", text);
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put("error", error);
        return message;
    }

    static Map<String, @Nullable Object> notification(String method, Map<String, @Nullable Object> params) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        message.put("params", params);
        return message;
    }
}
