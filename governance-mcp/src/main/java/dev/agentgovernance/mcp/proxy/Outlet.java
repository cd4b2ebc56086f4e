/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.util.Map;

/** Where goes what is said to a client: the answer to a request of HTTP, or a stream that many requests share. */
interface Outlet {

    /** Answers with a document. Returns false if there is nobody to read it, or an answer was begun before. */
    boolean document(int status, Map<String, String> fields, byte[] body);

    /** Begins a stream of events, if it has not begun. Returns false if there is nobody to read it. */
    boolean stream(Map<String, String> fields);

    /** Sends an event on the stream. Returns false if there is nobody to read it. */
    boolean event(Event event);

    /** Ends the stream. */
    void end();

    boolean isStreaming();

    boolean isDone();
}
