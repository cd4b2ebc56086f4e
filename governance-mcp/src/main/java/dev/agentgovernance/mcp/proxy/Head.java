/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the head of a request goes on to the server, and what of the head of its answer comes back.
 *
 * @param passed the fields of the client that the owner has named, in lower case
 */
record Head(Set<String> passed) {

    private static final Set<Integer> MIRRORED = Set.of(400, 404, 405, 406, 409, 413, 415, 429, 503);

    Head {
        passed = Set.copyOf(passed);
    }

    /**
     * Returns the name of a field in lower case.
     *
     * @throws IllegalArgumentException if the field belongs to the protocol
     */
    static String checked(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        boolean taken = name.isEmpty()
                || name.startsWith("mcp-")
                || Set.of(
                                "accept",
                                "content-type",
                                "content-length",
                                "connection",
                                "expect",
                                "host",
                                "upgrade",
                                "transfer-encoding",
                                "last-event-id",
                                "origin")
                        .contains(name);
        if (taken) {
            throw new IllegalArgumentException("the field '" + field + "' belongs to the protocol");
        }
        return name;
    }

    /** Returns the fields of a request that go on, for more to be added. */
    // INVARIANT: no field of the client reaches the server that the owner has not named.
    Map<String, String> fields(@Nullable Exchange exchange) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (exchange != null) {
            for (String name : passed) {
                String value = exchange.request().header(name);
                if (value != null) {
                    fields.put(name, value);
                }
            }
        }
        return fields;
    }

    /** Tells whether a status of the server means the same to the client. */
    static boolean isMirrored(int status) {
        return MIRRORED.contains(status);
    }

    /**
     * Says in the status of the client what the server said in its own. What a client cannot mend is the proxy's failure; that
     * it has to show who it is can only be mended where what it shows goes on.
     */
    int statusFor(Upstream.Answer answer, Exchange exchange) {
        int status = answer.status();
        if ((status == 401 || status == 403) && passed.contains("authorization")) {
            String challenge = answer.field("www-authenticate");
            if (!challenge.isEmpty()) {
                exchange.field("WWW-Authenticate", challenge);
            }
            return status;
        }
        String retry = answer.field("retry-after");
        if (!retry.isEmpty() && retry.length() < 40) {
            exchange.field("Retry-After", retry);
        }
        return isMirrored(status) ? status : 502;
    }
}
