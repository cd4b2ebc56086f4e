/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.samples.cli.desk.DeskApi.Reply;
import dev.agentgovernance.samples.cli.desk.DeskSessions.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The web desk: an HTTP server, on the loopback address where nothing else is said, with one page.
 *
 * <p>Safe for use by several threads. It holds at most {@value #MOST_THREADS} requests at once and closes the connection of
 * any more; bodies are up to 64 KiB.
 */
public final class WebDesk implements AutoCloseable {

    private static final int MOST_THREADS = 32;
    private static final int LONGEST_BODY = 64 << 10;
    private static final Map<String, String> PAGES = Map.of(
            "/", "desk.html",
            "/desk.css", "desk.css",
            "/desk.js", "desk.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    /**
     * What a desk shows and where it listens.
     *
     * @param answers takes people's words
     * @param rules who holds which role
     * @param journal the file of the decisions
     * @param halt the switch
     * @param people who may sign in with a token
     * @param bind the address on which it listens
     * @param port the port, 0 for any that is free
     * @param url the address at which browsers see it, where another server stands in front; null where none does
     */
    public record Settings(
            DeskAnswers answers,
            ApprovalRules rules,
            Path journal,
            HaltSwitch halt,
            DeskPeople people,
            InetAddress bind,
            int port,
            @Nullable URI url,
            Clock clock) {}

    private final DeskSessions sessions;
    private final DeskApi api;
    private final DeskFeed feed;
    private final DeskGate gate;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final URI url;

    private WebDesk(Settings settings) throws IOException {
        this.sessions = new DeskSessions(settings.people(), settings.clock());
        this.api = new DeskApi(
                settings.answers(), settings.rules(), settings.journal(), settings.halt(), sessions, settings.clock());
        this.feed = new DeskFeed(api::revision);
        this.server = HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), MOST_THREADS);
        int port = server.getAddress().getPort();
        URI seen = settings.url();
        Set<String> hosts = new LinkedHashSet<>();
        if (seen != null) {
            hosts.add(seen.getRawAuthority().toLowerCase(Locale.ROOT));
        } else if (settings.bind().isLoopbackAddress()) {
            hosts.addAll(Set.of("127.0.0.1:" + port, "localhost:" + port));
        } else {
            hosts.add(settings.bind().getHostAddress() + ":" + port);
        }
        this.gate = new DeskGate(hosts, seen != null && "https".equals(seen.getScheme()));
        this.url = seen != null
                ? seen
                : URI.create("http://"
                        + (settings.bind().isLoopbackAddress()
                                ? "127.0.0.1"
                                : settings.bind().getHostAddress())
                        + ":" + port + "/");
        this.threads = new ThreadPoolExecutor(0, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "desk");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Starts a desk.
     *
     * @throws java.net.BindException if the port is in use
     */
    public static WebDesk start(Settings settings) throws IOException {
        WebDesk desk = new WebDesk(settings);
        desk.server.start();
        return desk;
    }

    /** Returns where browsers find it. */
    public URI url() {
        return url;
    }

    /** Makes an address that signs a person in once, within ten minutes. What it holds is sent to no server by itself. */
    public URI link(String person, Set<DeskPeople.May> may) {
        return url.resolve("/#link=" + sessions.link(new DeskPeople.Person(person, may)));
    }

    /** Stops to listen, and ends what is open. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            gate.protect(exchange.getResponseHeaders());
            Optional<String> refusal = gate.refusal(exchange);
            String path = exchange.getRequestURI().getPath();
            String page = PAGES.get(path);
            if (refusal.isPresent()) {
                send(exchange, Reply.of(403, refusal.get()));
            } else if (page != null) {
                page(exchange, page);
            } else if (path.equals("/favicon.ico")) {
                // Browsers ask for it by themselves.
                exchange.sendResponseHeaders(204, -1);
            } else if (path.startsWith("/api/")) {
                Reply reply = answer(exchange, path);
                if (reply != null) {
                    send(exchange, reply);
                }
            } else {
                send(exchange, Reply.of(404, "There is nothing here."));
            }
        } catch (RuntimeException e) {
            // What it says may quote anything. If the answer has begun, closing the connection is all that is left.
            if (exchange.getResponseCode() < 0) {
                send(exchange, Reply.of(500, "It failed inside (" + e.getClass().getSimpleName() + ")."));
            }
        }
    }

    private static void page(HttpExchange exchange, String name) throws IOException {
        if (!"GET".equals(exchange.getRequestMethod())) {
            send(exchange, Reply.of(405, "Pages are got."));
            return;
        }
        byte[] bytes;
        try (InputStream in = Objects.requireNonNull(WebDesk.class.getResourceAsStream(name), name)) {
            bytes = in.readAllBytes();
        }
        send(exchange, 200, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"), bytes);
    }

    /** Returns the answer; null where it was a stream, which has ended. */
    private @Nullable Reply answer(HttpExchange exchange, String path) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        boolean posts = "POST".equals(exchange.getRequestMethod());
        if (!posts && !"GET".equals(exchange.getRequestMethod())) {
            return Reply.of(405, "That is not how this is asked.");
        }
        Map<String, Object> body = Map.of();
        if (posts) {
            if (!"application/json".equals(headers.getFirst("Content-Type"))) {
                return Reply.of(415, "What is posted is JSON.");
            }
            try (InputStream in = exchange.getRequestBody()) {
                byte[] bytes = in.readNBytes(LONGEST_BODY + 1);
                if (bytes.length > LONGEST_BODY) {
                    return Reply.of(413, "That is too long.");
                }
                body = DeskJson.object(new String(bytes, StandardCharsets.UTF_8));
            } catch (JacksonException | IllegalArgumentException e) {
                return Reply.of(400, "That is no JSON object.");
            }
        }
        if (posts && path.equals("/api/login")) {
            return logIn(exchange, body);
        }
        String cookie = DeskGate.cookie(headers).orElse("");
        String token = headers.getFirst(DeskGate.TOKEN);
        Optional<Session> session = sessions.find(cookie, token == null ? "" : token);
        if (session.isEmpty()) {
            return Reply.of(401, "Sign in first.");
        }
        if (posts && path.equals("/api/logout")) {
            sessions.close(cookie);
            exchange.getResponseHeaders().set("Set-Cookie", gate.setCookie(""));
            return Reply.of(200, "Signed out.");
        }
        if (path.equals("/api/events") && !posts) {
            if (!feed.stream(exchange, () -> sessions.isOpen(session.get()))) {
                return Reply.of(503, "Too many pages are open.");
            }
            return null;
        }
        return posts ? api.post(session.get(), path, body) : api.get(session.get(), path);
    }

    private Reply logIn(HttpExchange exchange, Map<String, Object> body) {
        if (sessions.isClosedForNow()) {
            return Reply.of(429, "Too many wrong secrets came: wait a minute.");
        }
        Optional<DeskSessions.Opened> opened =
                body.get("secret") instanceof String secret ? sessions.open(secret.strip()) : Optional.empty();
        if (opened.isEmpty()) {
            return Reply.of(401, "That link was used or is too old, or nobody has that token.");
        }
        exchange.getResponseHeaders()
                .set("Set-Cookie", gate.setCookie(opened.get().cookie()));
        return new Reply(200, DeskJson.map("token", opened.get().token()));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        send(
                exchange,
                reply.status(),
                "application/json; charset=utf-8",
                DeskJson.line(reply.body()).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
