/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import org.jspecify.annotations.Nullable;

/** A message that is answered by a JSON-RPC error. The message of this exception is that of the error. */
final class RpcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    /** Within the range that JSON-RPC leaves to implementations; MCP gives this number no meaning. */
    static final int REFUSED = -32010;

    private final int code;

    @SuppressWarnings("serial") // Never serialised: it does not leave the package.
    private final @Nullable Object id;

    RpcException(int code, @Nullable Object id, String message) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    int code() {
        return code;
    }

    @Nullable Object id() {
        return id;
    }
}
