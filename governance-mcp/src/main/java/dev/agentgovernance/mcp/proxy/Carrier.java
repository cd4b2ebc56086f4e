/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends what a session lets through to the server, and brings back what the server says. Safe for use by several threads. */
interface Carrier {

    /**
     * Carries a request, and all that comes before its answer and with it.
     *
     * @param own whether the request is one of the proxy's own, which the exchange only waits for
     */
    void carry(Talk talk, Map<String, @Nullable Object> message, Exchange exchange, boolean own);

    /** Tells the server what wants no answer. Returns the status for the client. */
    int tell(Talk talk, List<Map<String, @Nullable Object>> messages, @Nullable Exchange exchange);

    /** Brings what belongs to no request, until either side ends the stream. */
    void listen(Talk talk, Exchange exchange);

    /** Ends the session at the server. Returns the status for the client. */
    int delete(Talk talk);

    /** Whether a request is taken back by a message of its own: the end of its connection says nothing. */
    boolean tellsOfCancellation();

    /** Lets go of the server: nobody speaks in this session any more. */
    void close();
}
