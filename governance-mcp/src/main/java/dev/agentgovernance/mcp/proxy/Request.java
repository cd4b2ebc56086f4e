/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request of a client, read to its end. */
final class Request {

    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final boolean keepsAlive;

    /** Makes one, with its fields by names in lower case. */
    Request(String method, String path, Map<String, List<String>> headers, byte[] body, boolean keepsAlive) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.keepsAlive = keepsAlive;
    }

    /** Returns the method, in the letters it came in. */
    String method() {
        return method;
    }

    /** Returns the path of its target, without the query. */
    String path() {
        return path;
    }

    /** Returns its fields, by names in lower case. */
    Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns its body, which nobody changes; empty where there is none. */
    byte[] body() {
        return body;
    }

    /** Tells whether the connection may be used again. */
    boolean keepsAlive() {
        return keepsAlive;
    }

    /** Returns the value of a field, the values of one that stands there more than once joined as the protocol says. */
    @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : String.join(", ", values);
    }

    /** Tells how much there is of it; what it says may be secret. */
    @Override
    public String toString() {
        return "Request[" + headers.size() + " fields, " + body.length + " bytes]";
    }
}
