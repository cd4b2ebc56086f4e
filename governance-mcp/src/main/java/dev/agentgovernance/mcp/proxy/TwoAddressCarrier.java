/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with a server as 2024-11-05 has it: a stream at one address for everything that the server says, which begins with the
 * other address, where messages are posted. Serves one session, whose stream begins with {@code initialize}.
 */
final class TwoAddressCarrier implements Carrier {

    private final Upstream upstream;
    private final Head head;
    private final int maxBytes;
    private final Executor threads;
    /** Who waits for the answer to a request, by its id at the server. */
    private final Map<Object, Exchange> sent = new ConcurrentHashMap<>();

    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private volatile Runnable hangUp = () -> {};
    private volatile @Nullable Listener listening;
    private volatile @Nullable Object initializing;
    private boolean opened;
    private volatile boolean closed;

    /** A stream of the client for what belongs to no request, until it is over. */
    private record Listener(Exchange exchange, CountDownLatch over) {}

    TwoAddressCarrier(Upstream upstream, Head head, int maxBytes, Executor threads) {
        this.upstream = upstream;
        this.head = head;
        this.maxBytes = maxBytes;
        this.threads = threads;
    }

    // ------------------------------------------------------------------------------------------------ to the server

    @Override
    public void carry(Talk talk, Map<String, @Nullable Object> message, Exchange exchange, boolean own) {
        Object id = java.util.Objects.requireNonNull(message.get("id"), "a request has an id");
        if (exchange.isModern()) {
            String why = "The server speaks no revision without sessions.";
            talk.fromServer(Rpc.failure(id, Rpc.UNSUPPORTED_VERSION, why), exchange, new Talk.Source("", 400));
            return;
        }
        int status = 502;
        String why = "The server cannot be reached.";
        sent.put(id, exchange);
        if (!own) {
            exchange.cancel(() -> sent.remove(id, exchange));
        }
        try {
            if ("initialize".equals(message.get("method"))) {
                initializing = id;
                open(talk, exchange);
            }
            try (Upstream.Answer answer = post(message, exchange)) {
                if (answer.isGood()) {
                    return;
                }
                status = head.statusFor(answer, exchange);
                why = "The server refused the request (status " + answer.status() + ").";
            }
        } catch (HttpTimeoutException e) {
            status = 504;
            why = "The server did not answer in time.";
        } catch (HttpProblem e) {
            status = e.status();
            why = String.valueOf(e.getMessage());
        } catch (IOException e) {
            // What it says may be the server's word.
        }
        failed(talk, id, own, why, status);
    }

    private void failed(Talk talk, Object id, boolean own, String why, int status) {
        Exchange exchange = sent.remove(id);
        if (exchange == null) {
            return;
        }
        if (own) {
            talk.noList(id, exchange, why, status);
        } else {
            talk.fromServer(Rpc.failure(id, Rpc.INTERNAL, why), exchange, new Talk.Source("", status));
        }
    }

    private Upstream.Answer post(Map<String, @Nullable Object> message, @Nullable Exchange exchange)
            throws IOException {
        if (closed || !endpoint.isDone()) {
            throw new IOException("the stream of the server is not open");
        }
        return upstream.post(endpoint(), Json.write(message), head.fields(exchange), work -> {});
    }

    @Override
    public int tell(Talk talk, List<Map<String, @Nullable Object>> messages, @Nullable Exchange exchange) {
        for (Map<String, @Nullable Object> message : messages) {
            try (Upstream.Answer answer = post(message, exchange)) {
                if (!answer.isGood()) {
                    return exchange == null ? 502 : head.statusFor(answer, exchange);
                }
            } catch (HttpTimeoutException e) {
                return 504;
            } catch (IOException e) {
                return 502;
            }
        }
        return 202;
    }

    // ------------------------------------------------------------------------------------------------ from the server

    private void open(Talk talk, Exchange exchange) throws IOException {
        synchronized (this) {
            if (opened) {
                return;
            }
            opened = true;
        }
        Upstream.Answer answer = upstream.get(head.fields(exchange), exchange::cancel);
        if (!answer.isGood() || !answer.type().equals("text/event-stream")) {
            int status = answer.isGood() ? 502 : head.statusFor(answer, exchange);
            answer.close();
            throw new HttpProblem(status, "The server opens no stream (status " + answer.status() + ").");
        }
        // The stream is the session's, not that of the request that opens it.
        exchange.cancel(() -> sent.values().remove(exchange));
        hangUp = () -> close(answer);
        if (closed) {
            hangUp.run();
        }
        threads.execute(() -> read(talk, answer));
        endpoint();
    }

    /** Returns where messages are posted, once the server has said so. */
    private URI endpoint() throws IOException {
        try {
            return endpoint.get(upstream.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the server named no address");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void read(Talk talk, Upstream.Answer answer) {
        try (answer) {
            EventReader events = new EventReader(answer.body(), maxBytes);
            for (Event event = events.next(); event != null && !closed; event = events.next()) {
                if (event.name().equals("endpoint") && !endpoint.isDone()) {
                    endpoint.complete(upstream.resolved(event.data()));
                } else if (event.name().equals(Event.MESSAGE) && !event.data().isEmpty()) {
                    take(talk, event.data());
                }
            }
        } catch (IOException e) {
            endpoint.completeExceptionally(e);
        } finally {
            ended(talk);
        }
    }

    private void take(Talk talk, String text) {
        Map<String, @Nullable Object> message;
        try {
            message = Json.object(Json.read(text));
        } catch (JsonException e) {
            message = null;
        }
        if (message == null) {
            talk.noMessage(text);
        } else if (message.containsKey("method")) {
            asked(talk, message);
        } else {
            Object id = message.get("id");
            Exchange exchange = id == null ? null : sent.remove(id);
            if (id != null && id.equals(initializing) && message.get("error") == null && exchange != null) {
                talk.begun();
                exchange.begun();
            }
            talk.fromServer(message, exchange, new Talk.Source("", 200));
        }
    }

    /** What belongs to no request goes where the client listens, or with any request that it waits for. */
    private void asked(Talk talk, Map<String, @Nullable Object> message) {
        Listener listener = listening;
        Exchange way = listener == null ? null : listener.exchange();
        if (way == null || way.isDone()) {
            way = sent.values().stream()
                    .filter(each -> !each.isDone())
                    .findFirst()
                    .orElse(null);
        }
        if (way == null && Rpc.isRequest(message)) {
            Map<String, @Nullable Object> refusal =
                    Rpc.failure(message.get("id"), Rpc.INTERNAL, "The client does not listen.");
            threads.execute(() -> tell(talk, List.of(refusal), null));
            return;
        }
        talk.fromServer(message, way, new Talk.Source("", 200));
    }

    /** A session is its stream: with the one ends the other. */
    private void ended(Talk talk) {
        closed = true;
        endpoint.completeExceptionally(new IOException("the stream of the server has ended"));
        talk.lost();
        String why = "The connection to the server broke.";
        for (Object id : List.copyOf(sent.keySet())) {
            Exchange exchange = sent.get(id);
            failed(talk, id, exchange != null && !id.equals(exchange.inner()), why, 502);
        }
        over(listening, 502);
    }

    private static void over(@Nullable Listener listener, int status) {
        if (listener != null) {
            listener.exchange().end(status);
            listener.over().countDown();
        }
    }

    @Override
    public void listen(Talk talk, Exchange exchange) {
        if (closed || !exchange.stream()) {
            exchange.end(502);
            return;
        }
        Listener own = new Listener(exchange, new CountDownLatch(1));
        Listener before = listening;
        listening = own;
        exchange.cancel(own.over()::countDown);
        over(before, 200);
        if (closed) {
            over(own, 502);
        }
        try {
            own.over().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ------------------------------------------------------------------------------------------------ the end

    @Override
    public int delete(Talk talk) {
        close();
        return 200;
    }

    @Override
    public boolean tellsOfCancellation() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        hangUp.run();
    }

    private static void close(Upstream.Answer answer) {
        try {
            answer.close();
        } catch (IOException e) {
            // It has ended.
        }
    }
}
