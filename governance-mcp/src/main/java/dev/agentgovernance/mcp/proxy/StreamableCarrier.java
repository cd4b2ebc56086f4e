/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks Streamable HTTP with the server. Serves any number of sessions. */
final class StreamableCarrier implements Carrier {

    private final Upstream upstream;
    private final Head passed;
    private final int maxBytes;

    StreamableCarrier(Upstream upstream, Head passed, int maxBytes) {
        this.upstream = upstream;
        this.passed = passed;
        this.maxBytes = maxBytes;
    }

    @Override
    public void carry(Talk talk, Map<String, @Nullable Object> message, Exchange exchange, boolean own) {
        Object id = java.util.Objects.requireNonNull(message.get("id"), "a request has an id");
        int status = 502;
        String why = "The server did not answer.";
        try (Upstream.Answer answer = upstream.post(
                Json.write(message),
                fields(talk, exchange, talk.mirrored().derive(message)),
                own ? work -> {} : exchange::cancel)) {
            lostWith(talk, answer);
            if (answer.isGood() && "initialize".equals(message.get("method"))) {
                talk.upstreamSession(answer.field("mcp-session-id"));
                talk.begun();
                exchange.begun();
            }
            if (answer.isGood() && answer.type().equals("text/event-stream")) {
                if (!own) {
                    exchange.stream();
                }
                if (events(talk, answer.body(), exchange, id, own)) {
                    return;
                }
            } else if (document(talk, answer, exchange, id)) {
                return;
            } else {
                status = passed.statusFor(answer, exchange);
                why = answer.isGood() ? why : "The server refused the request (status " + answer.status() + ").";
            }
        } catch (HttpTimeoutException e) {
            status = 504;
            why = "The server did not answer in time.";
        } catch (HttpProblem e) {
            why = String.valueOf(e.getMessage());
        } catch (IOException e) {
            why = exchange.isStreaming() ? "The connection to the server broke." : "The server cannot be reached.";
        }
        if (own) {
            talk.noList(id, exchange, why, status);
        } else if (exchange.isResumable()) {
            talk.left(exchange);
        } else {
            talk.fromServer(Rpc.failure(id, Rpc.INTERNAL, why), exchange, new Talk.Source("", status));
        }
    }

    /** Brings the events of a request. Returns whether its answer was among them. */
    private boolean events(Talk talk, InputStream body, Exchange exchange, Object id, boolean own) throws IOException {
        EventReader events = new EventReader(body, maxBytes);
        boolean answered = false;
        for (Event event = events.next(); event != null && !answered; event = events.next()) {
            if (!event.id().isEmpty() && !own) {
                exchange.resumable();
            }
            if (event.data().isEmpty()) {
                if (!own) {
                    exchange.send(event);
                }
                continue;
            }
            Map<String, @Nullable Object> message = message(talk, event.data());
            if (message == null) {
                continue;
            }
            boolean answer = !message.containsKey("method");
            if (exchange.isModern() && Rpc.isRequest(message)) {
                // In this revision, a server asks inside of its answers.
                continue;
            }
            if (answer && !id.equals(message.get("id"))) {
                // On this stream, there is but one request to answer.
                continue;
            }
            answered = answer;
            talk.fromServer(message, exchange, new Talk.Source(own ? "" : event.id(), 200));
        }
        return answered;
    }

    private static void lostWith(Talk talk, Upstream.Answer answer) {
        if (answer.status() == 404
                && !talk.upstreamSession().isEmpty()
                && !answer.type().equals("application/json")) {
            talk.lost();
        }
    }

    private @Nullable Map<String, @Nullable Object> message(Talk talk, String text) {
        try {
            Map<String, @Nullable Object> message = Json.object(Json.read(text));
            if (message != null) {
                return message;
            }
        } catch (JsonException e) {
            // The session says so to its owner.
        }
        talk.noMessage(text);
        return null;
    }

    /** Brings an answer that is one document. Returns whether it is one. */
    private boolean document(Talk talk, Upstream.Answer answer, Exchange exchange, Object id) throws IOException {
        if (!answer.type().equals("application/json")) {
            return false;
        }
        byte[] bytes = answer.body().readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new HttpProblem(502, "The answer of the server is over the limit.");
        }
        Map<String, @Nullable Object> message;
        try {
            message = Json.object(Json.read(bytes));
        } catch (JsonException e) {
            return false;
        }
        if (message == null || message.containsKey("method")) {
            return false;
        }
        boolean good = answer.isGood();
        if (!good && message.get("error") != null && !id.equals(message.get("id"))) {
            // A server that refuses a request before it has read it does not know its id.
            message = new LinkedHashMap<>(message);
            message.put("id", id);
        }
        if (!id.equals(message.get("id")) || (!good && !message.containsKey("error"))) {
            return false;
        }
        talk.fromServer(message, exchange, new Talk.Source("", good ? 200 : passed.statusFor(answer, exchange)));
        return true;
    }

    @Override
    public int tell(Talk talk, List<Map<String, @Nullable Object>> messages, @Nullable Exchange exchange) {
        for (Map<String, @Nullable Object> message : messages) {
            try (Upstream.Answer answer = upstream.post(
                    Json.write(message), fields(talk, exchange, talk.mirrored().derive(message)), work -> {})) {
                lostWith(talk, answer);
                if (!answer.isGood()) {
                    return exchange == null ? 502 : passed.statusFor(answer, exchange);
                }
            } catch (HttpTimeoutException e) {
                return 504;
            } catch (IOException e) {
                return 502;
            }
        }
        return 202;
    }

    @Override
    public void listen(Talk talk, Exchange exchange) {
        Map<String, String> fields = fields(talk, exchange, Map.of());
        String last = exchange.request().header("last-event-id");
        if (last != null && Event.isId(last)) {
            fields.put("Last-Event-ID", last);
        }
        try (Upstream.Answer answer = upstream.get(fields, exchange::cancel)) {
            if (!answer.isGood() || !answer.type().equals("text/event-stream")) {
                exchange.end(answer.isGood() ? 502 : passed.statusFor(answer, exchange));
                return;
            }
            exchange.stream();
            EventReader events = new EventReader(answer.body(), maxBytes);
            for (Event event = events.next(); event != null && !exchange.isDone(); event = events.next()) {
                String kept = talk.kept(event.id());
                if (event.data().isEmpty()) {
                    exchange.send(event);
                } else if (kept != null) {
                    exchange.send(new Event(event.id(), event.retry(), kept));
                } else {
                    Map<String, @Nullable Object> message = message(talk, event.data());
                    if (message != null) {
                        talk.fromServer(message, exchange, new Talk.Source(event.id(), 200));
                    }
                }
            }
            exchange.end(502);
        } catch (HttpTimeoutException e) {
            exchange.end(504);
        } catch (IOException e) {
            exchange.end(502);
        }
    }

    @Override
    public int delete(Talk talk) {
        if (talk.upstreamSession().isEmpty()) {
            return 200;
        }
        try (Upstream.Answer answer = upstream.delete(fields(talk, null, Map.of()))) {
            return answer.isGood() ? 200 : Head.isMirrored(answer.status()) ? answer.status() : 502;
        } catch (HttpTimeoutException e) {
            return 504;
        } catch (IOException e) {
            return 502;
        }
    }

    /** What goes to the server of the head of a request: what is named for it, and what the protocol asks for. */
    private Map<String, String> fields(Talk talk, @Nullable Exchange exchange, Map<String, String> derived) {
        Map<String, String> fields = passed.fields(exchange);
        if (derived.isEmpty()) {
            String said = exchange == null ? null : exchange.request().header(MirroredFields.VERSION);
            String revision = said == null ? talk.revision() : said;
            if (!revision.isEmpty()) {
                fields.put("MCP-Protocol-Version", revision);
            }
            if (!talk.upstreamSession().isEmpty()) {
                fields.put("Mcp-Session-Id", talk.upstreamSession());
            }
        }
        fields.putAll(derived);
        return fields;
    }

    @Override
    public boolean tellsOfCancellation() {
        return false;
    }

    @Override
    public void close() {
        // The sessions of the server end by themselves.
    }
}
