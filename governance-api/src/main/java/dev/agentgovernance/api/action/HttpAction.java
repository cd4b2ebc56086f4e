/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that would be sent.
 *
 * @param method the method, as it would stand in the request line
 * @param url the address as text, since a malformed one has to be judged too
 * @param headers the header fields, in order; copied
 * @param body the body as text, or null where there is none or it is not known
 */
public record HttpAction(
        String method,
        String url,
        Map<String, List<String>> headers,
        @Nullable String body) implements Action {

    /** Checks and copies. */
    public HttpAction {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = java.util.Collections.unmodifiableMap(copy);
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public String toString() {
        return "HttpAction[url of " + url.length() + " chars]";
    }
}
