/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * @param names the names by which clients call
     * @param origins the origins whose pages may call, besides those of this machine
     * @param maxSessions how many sessions there may be
     * @param maxChars how many characters a message may have
     * @param idleNanos after which time a session is forgotten
     */
    record Rules(String path, Set<String> names, Set<String> origins, int maxSessions, int maxChars, long idleNanos) {}

    /**
     * A session, and who began it.
     *
     * @param talk the session
     * @param identity a hash of what its client shows
     */
    private record Known(Talk talk, String identity) {}

    private static final String FIRST_WITHOUT_SESSIONS = "2026-07-28";
    private static final String SESSION = "mcp-session-id";

    private final Rules rules;
    private final Supplier<McpSession> begins;
    private final Carrier carrier;
    private final Executor threads;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Known> sessions = new ConcurrentHashMap<>();
    private final Map<String, Talk> identities = new ConcurrentHashMap<>();

    Door(Rules rules, Supplier<McpSession> begins, Carrier carrier, Executor threads) {
        this.rules = rules;
        this.begins = begins;
        this.carrier = carrier;
        this.threads = threads;
    }

    /** Takes a request. The answer comes on its own. */
    void handle(Request request, Reply reply) {
        try {
            if (!rules.names().contains(lower(request.header("host"))) || !isOrigin(request.header("origin"))) {
                refuse(
                        reply,
                        403,
                        Rpc.INVALID_REQUEST,
                        "This proxy answers to its own names, for pages that it knows.");
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
        String type = lower(request.header("content-type"));
        String accept = lower(request.header("accept"));
        if (!type.equals("application/json") && !type.startsWith("application/json;")) {
            refuse(reply, 415, Rpc.INVALID_REQUEST, "A message is application/json.");
            return;
        }
        boolean both = accept.contains("application/json") && accept.contains("text/event-stream");
        if (!both && !accept.contains("*/*")) {
            refuse(reply, 406, Rpc.INVALID_REQUEST, "A client has to accept application/json and text/event-stream.");
            return;
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
            return;
        } catch (JsonException e) {
            refuse(reply, 400, Rpc.PARSE_ERROR, "The message is no strict JSON: " + e.getMessage());
            return;
        }
        if (message == null || message.isEmpty()) {
            refuse(reply, 400, Rpc.INVALID_REQUEST, "A message is one JSON object; there are no batches.");
            return;
        }
        take(new Exchange(request, message, reply), request, reply);
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
                        "The parameters do not name their revision in _meta, which every request of this revision does.");
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
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Talk talk = talk();
        sessions.put(id, new Known(talk, identity(request)));
        exchange.begins(id);
        pass(talk, exchange, reply);
    }

    private Talk talk() {
        return new Talk(begins.get(), carrier, new MirroredFields(), threads);
    }

    private Optional<Talk> identityOf(Request request, Reply reply) {
        String name = identity(request);
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
        if (known == null || !known.identity().equals(identity(request))) {
            refuse(reply, 404, Rpc.INVALID_REQUEST, "There is no such session.");
            return Optional.empty();
        }
        if (known.talk().isLost()) {
            sessions.remove(id);
            refuse(reply, 404, Rpc.INVALID_REQUEST, "There is no such session any more.");
            return Optional.empty();
        }
        return Optional.of(known.talk());
    }

    private static String identity(Request request) {
        try {
            String shown = String.valueOf(request.header("authorization"));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private boolean isOrigin(@Nullable String origin) {
        if (origin == null || rules.origins().contains(lower(origin))) {
            return true;
        }
        try {
            URI uri = new URI(origin);
            String host = String.valueOf(uri.getHost());
            return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && Set.of("localhost", "127.0.0.1", "[::1]").contains(host)
                    && (uri.getRawPath() == null || uri.getRawPath().isEmpty());
        } catch (URISyntaxException e) {
            return false;
        }
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
        sessions.values()
                .removeIf(known -> known.talk().isLost() || known.talk().isIdle(rules.idleNanos()));
        identities.values().removeIf(talk -> talk.isIdle(rules.idleNanos()));
    }

    int sessions() {
        return sessions.size() + identities.size();
    }
}
