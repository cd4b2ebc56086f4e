/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at each request before anything of it is judged: who calls, by which name, for which session, in which revision. */
final class Door {

    /**
     * What is let in.
     *
     * @param path the path of the endpoint
     * @param older the path of the stream for clients of 2024-11-05; empty where they are not served
     * @param callers who may call
     * @param maxSessions how many sessions there may be
     * @param maxChars how many characters a message may have
     * @param idleNanos after which time a session is forgotten
     */
    record Rules(String path, String older, Callers callers, int maxSessions, int maxChars, long idleNanos) {}

    /**
     * A session, and who began it.
     *
     * @param talk the session
     * @param identity a hash of what its client shows
     * @param stream of a client of 2024-11-05, where everything is said that it is told
     */
    private record Known(
            Talk talk, String identity, @Nullable Reply stream) {}

    private static final String FIRST_WITHOUT_SESSIONS = "2026-07-28";
    private static final String SESSION = "mcp-session-id";

    private final Rules rules;
    private final Supplier<McpSession> begins;
    private final Supplier<Carrier> carriers;
    private final Executor threads;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Known> sessions = new ConcurrentHashMap<>();
    private final Map<String, Talk> identities = new ConcurrentHashMap<>();

    Door(Rules rules, Supplier<McpSession> begins, Supplier<Carrier> carriers, Executor threads) {
        this.rules = rules;
        this.begins = begins;
        this.carriers = carriers;
        this.threads = threads;
    }

    /** Takes a request. The answer comes on its own. */
    void handle(Request request, Reply reply) {
        try {
            if (!rules.callers().areKnown(request)) {
                refuse(
                        reply,
                        403,
                        Rpc.INVALID_REQUEST,
                        "This proxy answers to its own names, for pages that it knows.");
            } else if (!rules.older().isEmpty() && request.path().equals(rules.older())) {
                beginOlder(request, reply);
            } else if (!rules.older().isEmpty() && request.path().startsWith(rules.older() + "/")) {
                postOlder(request, reply);
            } else if (!request.path().equals(rules.path())) {
                refuse(reply, 404, Rpc.INVALID_REQUEST, "There is nothing here.");
            } else {
                switch (request.method()) {
                    case "POST" -> post(request, reply);
                    case "GET" -> listen(request, reply);
                    case "DELETE" -> end(request, reply);
                    default -> refuse(reply, 405, Rpc.INVALID_REQUEST, "Messages are posted.");
                }
            }
        } catch (RuntimeException e) {
            // Whatever it is, nothing of the request has gone on that was not judged.
            refuse(reply, 500, Rpc.INTERNAL, "The request could not be handled.");
        }
    }

    private void post(Request request, Reply reply) {
        String accept = lower(request.header("accept"));
        boolean both = accept.contains("application/json") && accept.contains("text/event-stream");
        if (!both && !accept.contains("*/*")) {
            refuse(reply, 406, Rpc.INVALID_REQUEST, "A client has to accept application/json and text/event-stream.");
            return;
        }
        Map<String, @Nullable Object> message = message(request, reply);
        if (message != null) {
            take(new Exchange(request, message, reply), request, reply);
        }
    }

    /** Reads the message that was posted; null, and refused, where it is none. */
    private @Nullable Map<String, @Nullable Object> message(Request request, Reply reply) {
        String type = lower(request.header("content-type"));
        if (!type.equals("application/json") && !type.startsWith("application/json;")) {
            refuse(reply, 415, Rpc.INVALID_REQUEST, "A message is application/json.");
            return null;
        }
        Map<String, @Nullable Object> message;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString();
            message = Json.object(Json.read(text, rules.maxChars()));
        } catch (CharacterCodingException e) {
            refuse(reply, 400, Rpc.PARSE_ERROR, "The message is no UTF-8.");
            return null;
        } catch (JsonException e) {
            refuse(reply, 400, Rpc.PARSE_ERROR, "The message is no strict JSON: " + e.getMessage());
            return null;
        }
        if (message == null || message.isEmpty()) {
            refuse(reply, 400, Rpc.INVALID_REQUEST, "A message is one JSON object; there are no batches.");
            return null;
        }
        return message;
    }

    private void take(Exchange exchange, Request request, Reply reply) {
        Map<String, @Nullable Object> message = exchange.message();
        String version = lower(request.header(MirroredFields.VERSION));
        boolean modern = exchange.isModern()
                || (version.compareTo(FIRST_WITHOUT_SESSIONS) >= 0
                        && request.header(SESSION) == null
                        && !"initialize".equals(message.get("method")));
        Talk talk;
        if (modern) {
            Optional<Talk> own = identityOf(request, reply);
            if (own.isEmpty()) {
                return;
            }
            talk = own.get();
            if (Rpc.isRequest(message) && !exchange.isModern()) {
                refuse(
                        reply,
                        400,
                        message.get("id"),
                        Rpc.INVALID_PARAMS,
                        "The parameters do not name their revision in _meta, which every request of this revision"
                                + " does.");
                return;
            }
            Optional<String> mismatch =
                    Rpc.isRequest(message) ? talk.mirrored().mismatch(request, message) : Optional.empty();
            if (mismatch.isPresent()) {
                refuse(reply, 400, message.get("id"), Rpc.HEADER_MISMATCH, "Header mismatch: " + mismatch.get());
                return;
            }
        } else if ("initialize".equals(message.get("method")) && request.header(SESSION) == null) {
            begin(exchange, request, reply);
            return;
        } else {
            Optional<Talk> known = known(request, reply, 400);
            if (known.isEmpty()) {
                return;
            }
            talk = known.get();
        }
        pass(talk, exchange, reply);
    }

    private void pass(Talk talk, Exchange exchange, Reply reply) {
        Object id = exchange.message().get("id");
        if (Rpc.isRequest(exchange.message()) && id != null) {
            reply.whenGone(() -> talk.gone(exchange));
            talk.request(exchange, id);
        } else {
            talk.tell(exchange);
        }
    }

    /** A session begins with its first answer: until then nobody else can name it. */
    private void begin(Exchange exchange, Request request, Reply reply) {
        if (sessions.size() >= rules.maxSessions()) {
            refuse(reply, 503, exchange.message().get("id"), Rpc.INTERNAL, "There are too many sessions.");
            return;
        }
        String id = newId();
        Talk talk = talk();
        sessions.put(id, new Known(talk, Callers.identity(request), null));
        exchange.begins(id);
        pass(talk, exchange, reply);
    }

    private Talk talk() {
        return new Talk(begins.get(), carriers.get(), new MirroredFields(), threads);
    }

    private String newId() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    // ------------------------------------------------------------------------------------------------ 2024-11-05

    /** Opens the stream of a client of 2024-11-05, which begins with the address where its messages are posted. */
    private void beginOlder(Request request, Reply reply) {
        if (!request.method().equals("GET")) {
            refuse(reply, 405, Rpc.INVALID_REQUEST, "Here is a stream to ask for.");
            return;
        }
        if (sessions.size() >= rules.maxSessions()) {
            refuse(reply, 503, Rpc.INTERNAL, "There are too many sessions.");
            return;
        }
        String id = newId();
        Talk talk = talk();
        sessions.put(id, new Known(talk, Callers.identity(request), reply));
        reply.whenGone(() -> {
            sessions.remove(id);
            talk.leave();
        });
        reply.stream(Map.of());
        reply.event(new Event("endpoint", "", -1, rules.older() + "/" + id));
    }

    private void postOlder(Request request, Reply reply) {
        Known known = sessions.get(request.path().substring(rules.older().length() + 1));
        Reply stream = known == null || !known.identity().equals(Callers.identity(request)) ? null : known.stream();
        if (known == null || stream == null || known.talk().isLost()) {
            refuse(reply, 404, Rpc.INVALID_REQUEST, "There is no such session.");
            return;
        }
        if (!request.method().equals("POST")) {
            refuse(reply, 405, Rpc.INVALID_REQUEST, "Messages are posted.");
            return;
        }
        Map<String, @Nullable Object> message = message(request, reply);
        if (message == null) {
            return;
        }
        if (!MirroredFields.revision(message).isEmpty()) {
            refuse(reply, 400, Rpc.INVALID_REQUEST, "Here is spoken what has sessions.");
            return;
        }
        Talk talk = known.talk();
        Object id = message.get("id");
        if (Rpc.isRequest(message) && id != null) {
            reply.document(202, Map.of(), new byte[0]);
            talk.request(new Exchange(request, message, new StreamOutlet(stream)), id);
            return;
        }
        talk.tell(new Exchange(request, message, reply));
        if ("notifications/initialized".equals(message.get("method"))) {
            talk.listen(new Exchange(request, Map.of(), new StreamOutlet(stream)));
        }
    }

    // ------------------------------------------------------------------------------------------------ sessions

    private Optional<Talk> identityOf(Request request, Reply reply) {
        String name = Callers.identity(request);
        Talk talk = identities.get(name);
        if (talk == null && identities.size() >= rules.maxSessions()) {
            refuse(reply, 503, Rpc.INTERNAL, "There are too many sessions.");
            return Optional.empty();
        }
        return Optional.of(talk == null ? identities.computeIfAbsent(name, key -> begunTalk()) : talk);
    }

    private Talk begunTalk() {
        Talk talk = talk();
        talk.begun();
        return talk;
    }

    private void listen(Request request, Reply reply) {
        if (request.header(SESSION) == null) {
            refuse(reply, 405, Rpc.INVALID_REQUEST, "Without a session there is no stream to ask for.");
            return;
        }
        if (!lower(request.header("accept")).contains("text/event-stream")) {
            refuse(reply, 406, Rpc.INVALID_REQUEST, "A client has to accept text/event-stream.");
            return;
        }
        known(request, reply, 400).ifPresent(talk -> {
            Exchange exchange = new Exchange(request, Map.of(), reply);
            reply.whenGone(exchange::cancel);
            talk.listen(exchange);
        });
    }

    private void end(Request request, Reply reply) {
        if (request.header(SESSION) == null) {
            refuse(reply, 405, Rpc.INVALID_REQUEST, "Without a session there is nothing to end.");
            return;
        }
        known(request, reply, 400)
                .ifPresent(talk -> threads.execute(() -> {
                    int status = talk.end();
                    if (status == 200 || status == 404) {
                        sessions.values().removeIf(known -> known.talk() == talk);
                        talk.close();
                    }
                    reply.document(status, Map.of(), new byte[0]);
                }));
    }

    /** Returns the session that a request names. A session belongs to whoever began it; to anybody else it is not there. */
    private Optional<Talk> known(Request request, Reply reply, int statusWithout) {
        String id = request.header(SESSION);
        if (id == null) {
            refuse(reply, statusWithout, Rpc.INVALID_REQUEST, "The session is missing: begin with initialize.");
            return Optional.empty();
        }
        Known known = sessions.get(id);
        if (known == null || known.stream() != null || !known.identity().equals(Callers.identity(request))) {
            refuse(reply, 404, Rpc.INVALID_REQUEST, "There is no such session.");
            return Optional.empty();
        }
        if (known.talk().isLost()) {
            sessions.remove(id);
            known.talk().close();
            refuse(reply, 404, Rpc.INVALID_REQUEST, "There is no such session any more.");
            return Optional.empty();
        }
        return Optional.of(known.talk());
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static void refuse(Reply reply, int status, int code, String text) {
        refuse(reply, status, null, code, text);
    }

    private static void refuse(Reply reply, int status, @Nullable Object id, int code, String text) {
        byte[] body = Json.write(Rpc.failure(id, code, text)).getBytes(StandardCharsets.UTF_8);
        reply.document(status, Map.of("Content-Type", "application/json"), body);
    }

    /** Forgets what was not used for long, and answers the calls whose time to be approved has run out. */
    void sweep() {
        sessions.values().forEach(known -> known.talk().expire());
        identities.values().forEach(Talk::expire);
        sessions.values().removeIf(this::isOver);
        identities.values().removeIf(talk -> talk.isIdle(rules.idleNanos()));
    }

    private boolean isOver(Known known) {
        boolean over = known.talk().isLost() || known.talk().isIdle(rules.idleNanos());
        if (over) {
            known.talk().close();
            if (known.stream() != null) {
                known.stream().end();
            }
        }
        return over;
    }

    /** Lets go of the server. */
    void close() {
        sessions.values().forEach(known -> known.talk().close());
        identities.values().forEach(Talk::close);
    }

    int sessions() {
        return sessions.size() + identities.size();
    }
}
