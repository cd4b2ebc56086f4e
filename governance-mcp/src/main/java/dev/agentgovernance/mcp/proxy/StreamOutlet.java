/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The part that one request has in the stream of a client of 2024-11-05, which has one for all answers. It has no places to come
 * back to, and no fields.
 */
final class StreamOutlet implements Outlet {

    private final Reply stream;
    private volatile boolean done;

    StreamOutlet(Reply stream) {
        this.stream = stream;
    }

    @Override
    public boolean document(int status, Map<String, String> fields, byte[] body) {
        boolean written = body.length > 0 && event(Event.of(new String(body, StandardCharsets.UTF_8)));
        done = true;
        return written;
    }

    @Override
    public boolean stream(Map<String, String> fields) {
        return !isDone();
    }

    @Override
    public boolean event(Event event) {
        return !done && !event.data().isEmpty() && stream.event(Event.of(event.data()));
    }

    /** The stream goes on. */
    @Override
    public void end() {
        done = true;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public boolean isDone() {
        return done || stream.isDone();
    }
}
