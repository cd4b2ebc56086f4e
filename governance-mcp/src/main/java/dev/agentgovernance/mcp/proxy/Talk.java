/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.Outcome;
import dev.agentgovernance.mcp.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One session as it is carried: of an older revision that of its session id, of the current one that of an identity. Brings each
 * message that a session lets through to where it belongs. Safe for use by several threads.
 */
final class Talk {

    private static final int KEPT = 32;
    private static final int KEPT_CHARS = 1 << 16;
    private static final long TO_BEGIN_NANOS = 60_000_000_000L;

    private final McpSession session;
    private final Carrier carrier;
    private final MirroredFields mirrored;
    private final Executor threads;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Object, Exchange> waiting = new ConcurrentHashMap<>();
    private final Map<String, String> answered = new LinkedHashMap<>();
    private volatile String upstreamSession = "";
    private volatile String revision = "";
    private volatile long lastUsed = System.nanoTime();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile boolean lost;
    private volatile boolean begun;

    Talk(McpSession session, Carrier carrier, MirroredFields mirrored, Executor threads) {
        this.session = session;
        this.carrier = carrier;
        this.mirrored = mirrored;
        this.threads = threads;
    }

    // ------------------------------------------------------------------------------------------------ from the client

    /** Takes a request of the client; the answer comes on its own, now or later. */
    void request(Exchange exchange, Object id) {
        touch();
        if (!register(exchange, id)) {
            exchange.answer(
                    Event.of(Json.write(
                            Rpc.failure(null, Rpc.INVALID_REQUEST, "The id is that of a request without an answer."))),
                    400);
            return;
        }
        Map<String, @Nullable Object> message = exchange.message();
        if (!exchange.inner().equals(id)) {
            message = new LinkedHashMap<>(message);
            message.put("id", exchange.inner());
        }
        dispatch(session.fromClient(message), exchange, Source.HERE);
    }

    /** Two clients of one identity may use the same id; the server is told another one then. */
    private boolean register(Exchange exchange, Object id) {
        if (waiting.putIfAbsent(id, exchange) == null) {
            return true;
        }
        if (!exchange.isModern()) {
            return false;
        }
        do {
            exchange.inner("r-" + ids.incrementAndGet());
        } while (waiting.putIfAbsent(exchange.inner(), exchange) != null);
        return true;
    }

    /** Takes an answer or a notification of the client; the server's status comes back. */
    void tell(Exchange exchange) {
        touch();
        Outcome outcome = session.fromClient(exchange.message());
        boolean refused = !outcome.toClient().isEmpty()
                && outcome.toClient().stream().anyMatch(message -> message.get("id") == null);
        if (refused) {
            exchange.answer(Event.of(Json.write(outcome.toClient().get(0))), 400);
            return;
        }
        List<Map<String, @Nullable Object>> told = new ArrayList<>();
        List<Map<String, @Nullable Object>> rest = new ArrayList<>();
        for (Map<String, @Nullable Object> message : outcome.toServer()) {
            if (Rpc.isRequest(message)) {
                rest.add(message);
            } else {
                told.add(message);
            }
        }
        if (told.isEmpty()) {
            exchange.end(202);
        } else {
            threads.execute(() -> exchange.end(carrier.tell(this, told, exchange)));
        }
        dispatch(new Outcome(rest, outcome.toClient()), null, Source.HERE);
    }

    /** Opens a stream for what belongs to no request. */
    void listen(Exchange exchange) {
        touch();
        threads.execute(() -> {
            streams.incrementAndGet();
            try {
                carrier.listen(this, exchange);
            } finally {
                streams.decrementAndGet();
                touch();
            }
        });
    }

    /** Ends the session at the server. Returns the status for the client. */
    int end() {
        return carrier.delete(this);
    }

    /**
     * The client has gone away. In the revision without sessions that takes the request back; in the older ones it can come back
     * where the stream has places, and otherwise nobody waits for the answer any more.
     */
    void gone(Exchange exchange) {
        exchange.cancel();
        waiting.remove(exchange.inner(), exchange);
        if (exchange.isModern() || !exchange.isResumable()) {
            Map<String, @Nullable Object> params = new LinkedHashMap<>();
            params.put("requestId", exchange.inner());
            Outcome outcome = session.fromClient(Rpc.notification("notifications/cancelled", params));
            if (carrier.tellsOfCancellation()) {
                for (Map<String, @Nullable Object> message : outcome.toServer()) {
                    forward(message, null);
                }
            }
            session.fromServer(Rpc.failure(exchange.inner(), Rpc.INTERNAL, "The client has gone away."));
        }
    }

    /** The client has gone away for good, and its session with it. */
    void leave() {
        lost = true;
        List.copyOf(waiting.values()).forEach(this::gone);
        try {
            threads.execute(() -> {
                carrier.delete(this);
                close();
            });
        } catch (RejectedExecutionException e) {
            // The proxy is at its end, too.
            close();
        }
    }

    /** Lets go of the server. */
    void close() {
        carrier.close();
    }

    /** Answers the calls whose time to be approved has run out. */
    void expire() {
        if (!waiting.isEmpty()) {
            dispatch(session.expire(), null, Source.HERE);
        }
    }

    // ------------------------------------------------------------------------------------------------ from the server

    /**
     * Where a message of the server came from.
     *
     * @param place its place in a stream; empty where it has none
     * @param status the status of the head above it; none (0) for what was answered here
     */
    record Source(String place, int status) {
        static final Source HERE = new Source("", 0);
    }

    /** Takes a message of the server to a request of the client, or to nobody's. */
    void fromServer(Map<String, @Nullable Object> message, @Nullable Exchange exchange, Source source) {
        touch();
        Map<String, @Nullable Object> result = Json.object(message.get("result"));
        if (result != null) {
            mirrored.learn(result);
            if (result.get("protocolVersion") instanceof String agreed && revision.isEmpty()) {
                revision = agreed;
            }
        }
        dispatch(session.fromServer(message), exchange, source);
    }

    /** The list that was asked for here did not come: who waits for it is told so, and the next call asks for it again. */
    void noList(Object list, Exchange exchange, String why, int status) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("requestId", exchange.inner());
        session.fromClient(Rpc.notification("notifications/cancelled", params));
        if (waiting.remove(exchange.inner(), exchange)) {
            String text = Json.write(exchange.outer(Rpc.failure(exchange.inner(), Rpc.INTERNAL, why)));
            exchange.answer(Event.of(text), status);
        }
        fromServer(Rpc.failure(list, Rpc.INTERNAL, why), null, new Source("", status));
        session.fromServer(Rpc.notification("notifications/tools/list_changed", Map.of()));
    }

    /** The stream has ended before the answer, which the client comes back for. */
    void left(Exchange exchange) {
        waiting.remove(exchange.inner(), exchange);
        exchange.end(502);
    }

    /** Says what the session says of a text that is no message: nothing goes on. */
    void noMessage(String text) {
        session.fromServerText(text);
    }

    // ------------------------------------------------------------------------------------------------ both ways

    private void dispatch(Outcome outcome, @Nullable Exchange origin, Source source) {
        List<Map<String, @Nullable Object>> answers = new ArrayList<>();
        for (Map<String, @Nullable Object> message : outcome.toClient()) {
            if (message.containsKey("method")) {
                ask(message, origin, source, outcome.toClient().size() == 1);
            } else {
                answers.add(message);
            }
        }
        // What asks goes before what answers: with its answer, a stream ends.
        for (Map<String, @Nullable Object> message : answers) {
            answer(message, origin, source);
        }
        for (Map<String, @Nullable Object> message : outcome.toServer()) {
            forward(message, origin);
        }
    }

    private void ask(Map<String, @Nullable Object> message, @Nullable Exchange origin, Source source, boolean alone) {
        if (origin != null) {
            origin.send(new Event(alone ? source.place() : "", -1, Json.write(origin.outer(message))));
        }
    }

    private void answer(Map<String, @Nullable Object> message, @Nullable Exchange origin, Source source) {
        Object id = message.get("id");
        Exchange exchange = id == null ? null : waiting.remove(id);
        if (exchange == null) {
            if (id == null && origin != null && !origin.isListening()) {
                // What came was no message: that is all the answer there is.
                waiting.remove(origin.inner(), origin);
                origin.answer(Event.of(Json.write(message)), 400);
            } else if (origin != null && origin.isListening()) {
                String text = Json.write(message);
                keep(source.place(), text);
                origin.send(new Event(source.place(), -1, text));
            }
            return;
        }
        String text = Json.write(exchange.outer(message));
        boolean own = exchange == origin;
        if (own) {
            keep(source.place(), text);
        }
        exchange.answer(
                new Event(own ? source.place() : "", -1, text), own ? statusOf(message, source, exchange) : 200);
    }

    /** An answer that is given here says by its status what kind it is, as that of the server would. */
    private static int statusOf(Map<String, @Nullable Object> message, Source source, Exchange exchange) {
        if (source.status() != 0 && source.status() != 200) {
            return source.status();
        }
        Map<String, @Nullable Object> error = Json.object(message.get("error"));
        int code = error != null && error.get("code") instanceof Number number ? number.intValue() : 0;
        if (code == Rpc.INVALID_REQUEST || code == Rpc.PARSE_ERROR) {
            return 400;
        }
        return code == Rpc.METHOD_NOT_FOUND && exchange.isModern() && source.status() == 0 ? 404 : 200;
    }

    private void forward(Map<String, @Nullable Object> message, @Nullable Exchange origin) {
        if (!Rpc.isRequest(message)) {
            threads.execute(() -> carrier.tell(this, List.of(message), origin));
            return;
        }
        Object id = message.get("id");
        Exchange target = id == null ? null : waiting.get(id);
        boolean own = target == null && origin != null && "tools/list".equals(message.get("method"));
        Exchange exchange = own ? origin : target;
        if (exchange == null || id == null) {
            // Whoever asked has gone away.
            session.fromServer(Rpc.failure(id, Rpc.INTERNAL, "The client has gone away."));
            return;
        }
        Optional<String> mismatch = own || !exchange.isModern()
                ? Optional.empty()
                : mirrored.mismatch(exchange.request(), exchange.message());
        if (mismatch.isPresent()) {
            fromServer(
                    Rpc.failure(id, Rpc.HEADER_MISMATCH, "Header mismatch: " + mismatch.get()),
                    exchange,
                    new Source("", 400));
            return;
        }
        threads.execute(() -> carrier.carry(this, message, exchange, own));
    }

    // ------------------------------------------------------------------------------------------------ coming back

    /** An answer was written to a client that may not have got it: it can be had once more, at its place. */
    private void keep(String place, String text) {
        if (!place.isEmpty() && text.length() <= KEPT_CHARS) {
            synchronized (answered) {
                answered.put(place, text);
                if (answered.size() > KEPT) {
                    answered.remove(answered.keySet().iterator().next());
                }
            }
        }
    }

    @Nullable String kept(String place) {
        synchronized (answered) {
            return place.isEmpty() ? null : answered.get(place);
        }
    }

    // ------------------------------------------------------------------------------------------------ what it knows

    String upstreamSession() {
        return upstreamSession;
    }

    void upstreamSession(String id) {
        upstreamSession = id;
    }

    /** Returns the revision that both sides agreed on; empty where they did not yet, or do with each request. */
    String revision() {
        return revision;
    }

    /** The server does not know the session any more. */
    void lost() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    MirroredFields mirrored() {
        return mirrored;
    }

    private void touch() {
        lastUsed = System.nanoTime();
    }

    /** The server has agreed to begin. */
    void begun() {
        begun = true;
    }

    /** Tells whether nothing was heard for so long; of a session that never began, for a minute. */
    boolean isIdle(long nanos) {
        long most = begun ? nanos : Math.min(nanos, TO_BEGIN_NANOS);
        return waiting.isEmpty() && streams.get() == 0 && System.nanoTime() - lastUsed > most;
    }

    int pending() {
        return waiting.size();
    }
}
