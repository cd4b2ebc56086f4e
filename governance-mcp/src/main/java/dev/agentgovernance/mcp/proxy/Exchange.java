/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of a client, or a stream that it asked for, and the way back to it. Safe for use by several threads.
 *
 * @see Talk
 */
final class Exchange {

    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    private final Request request;
    private final Map<String, @Nullable Object> message;
    private final Outlet outlet;
    private final Object id;
    private final boolean modern;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private @Nullable Runnable cancel;
    private boolean cancelled;
    private volatile boolean resumable;
    private volatile String newSession = "";
    /** The id under which the other side knows the request. */
    private volatile Object inner;

    Exchange(Request request, Map<String, @Nullable Object> message, Outlet outlet) {
        this.request = request;
        this.message = message;
        this.outlet = outlet;
        Object given = message.get("id");
        this.id = given == null ? "" : given;
        this.inner = id;
        this.modern = !MirroredFields.revision(message).isEmpty();
    }

    Request request() {
        return request;
    }

    /** Returns the message as the client sent it; empty for a stream of its own. */
    Map<String, @Nullable Object> message() {
        return message;
    }

    boolean isModern() {
        return modern;
    }

    Object inner() {
        return inner;
    }

    void inner(Object other) {
        inner = other;
    }

    /** Tells whether it is a stream that belongs to no request. */
    boolean isListening() {
        return message.isEmpty();
    }

    /** Sets the id of the session that this request begins, if the server agrees. */
    void begins(String session) {
        newSession = session;
    }

    /** The server has agreed. */
    void begun() {
        if (!newSession.isEmpty()) {
            field("Mcp-Session-Id", newSession);
        }
    }

    /** Adds a field to the head of the answer. */
    void field(String name, String value) {
        synchronized (fields) {
            fields.put(name, value);
        }
    }

    private Map<String, String> fields() {
        synchronized (fields) {
            return new LinkedHashMap<>(fields);
        }
    }

    /** Sets what ends the request to the server; it is done at once where the client has gone. */
    void cancel(Runnable work) {
        boolean now;
        synchronized (fields) {
            cancel = work;
            now = cancelled;
        }
        if (now) {
            work.run();
        }
    }

    /** Ends the request to the server. */
    void cancel() {
        Runnable work;
        synchronized (fields) {
            cancelled = true;
            work = cancel;
        }
        if (work != null) {
            work.run();
        }
    }

    /** The client can come back for what it has missed, where it has a way to say so. */
    void resumable() {
        resumable = !(outlet instanceof StreamOutlet);
    }

    boolean isResumable() {
        return resumable;
    }

    boolean isStreaming() {
        return outlet.isStreaming();
    }

    boolean isDone() {
        return outlet.isDone();
    }

    boolean stream() {
        return outlet.stream(fields());
    }

    /** Sends a message that is not the answer, or a place in the stream. */
    void send(Event event) {
        outlet.stream(fields());
        outlet.event(event);
    }

    /** Gives the answer. */
    void answer(Event event, int status) {
        if (outlet.isStreaming()) {
            outlet.event(event);
            outlet.end();
        } else {
            Map<String, String> all = fields();
            all.put("Content-Type", "application/json");
            outlet.document(status, all, event.data().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Ends without an answer: a stream at its end, anything else with a status. */
    void end(int status) {
        if (outlet.isStreaming()) {
            outlet.end();
        } else {
            outlet.document(status, fields(), new byte[0]);
        }
    }

    /** Returns a message as the client knows it: with its own id of the request. */
    Map<String, @Nullable Object> outer(Map<String, @Nullable Object> sent) {
        if (inner.equals(id)) {
            return sent;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(sent);
        if (!copy.containsKey("method") && inner.equals(copy.get("id"))) {
            copy.put("id", id);
        }
        for (String part : new String[] {"params", "result"}) {
            Map<String, @Nullable Object> params = Json.object(copy.get(part));
            Map<String, @Nullable Object> meta = params == null ? null : Json.object(params.get("_meta"));
            if (params != null
                    && meta != null
                    && String.valueOf(inner).equals(String.valueOf(meta.get(SUBSCRIPTION)))) {
                Map<String, @Nullable Object> named = new LinkedHashMap<>(meta);
                named.put(SUBSCRIPTION, meta.get(SUBSCRIPTION) instanceof String ? String.valueOf(id) : id);
                Map<String, @Nullable Object> whole = new LinkedHashMap<>(params);
                whole.put("_meta", named);
                copy.put(part, whole);
            }
        }
        return copy;
    }
}
