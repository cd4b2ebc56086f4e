/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agentgovernance.core.hook.HookAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers hook messages over HTTP on the loopback address.
 *
 * <p>A request has to name this server as its host, so that no page of a browser gets through by a name that points here,
 * and has to show the token. Whatever is wrong with a request gets a status that is no success, which a client that fails
 * closed takes as a refusal.
 */
final class HookServer implements AutoCloseable {

    static final String PATH = "/hook/claude-code";

    private static final int MAX_BYTES = 48 << 20;
    private static final int THREADS = 8;
    private static final int SECONDS_TO_FINISH = 1;

    private final HookAdapter hooks;
    private final byte[] authorization;
    private final @Nullable Path onlyIn;
    private final ExecutorService threads;
    private final AtomicLong answered = new AtomicLong();
    private @Nullable HttpServer server;

    /** Makes a server that does not listen yet; with a folder, it serves sessions below that folder alone. */
    HookServer(HookAdapter hooks, String token, @Nullable Path onlyIn) {
        this.hooks = hooks;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
        this.onlyIn = onlyIn;
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "hook");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to listen and returns the port. */
    int start(int port) throws IOException {
        HttpServer listening;
        try {
            listening = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        } catch (java.net.BindException e) {
            throw new InputException(
                    "Port " + port + " is in use. Is a server running already? Choose another with --port.");
        }
        int bound = listening.getAddress().getPort();
        listening.createContext("/", exchange -> handle(exchange, bound));
        listening.setExecutor(threads);
        listening.start();
        server = listening;
        return bound;
    }

    /** Stops to listen, and gives what is being answered a moment to be answered. */
    @Override
    public void close() {
        HttpServer listening = server;
        if (listening != null) {
            listening.stop(SECONDS_TO_FINISH);
        }
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, int port) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String path = exchange.getRequestURI().getPath();
            if (!("127.0.0.1:" + port).equals(host) && !("localhost:" + port).equals(host)) {
                send(exchange, 403, error("This server answers to its own name alone."));
            } else if ("/health".equals(path)) {
                send(exchange, 200, Json.line(Json.object("status", "ok", "answered", answered.get())));
            } else if (!PATH.equals(path)) {
                send(exchange, 404, error("There is nothing here."));
            } else if (!isAuthorized(exchange)) {
                send(exchange, 401, error("The token is missing or wrong: print the settings of the client again."));
            } else if (!"POST".equals(exchange.getRequestMethod())) {
                send(exchange, 405, error("Hook messages are posted."));
            } else {
                answer(exchange);
            }
        }
    }

    private boolean isAuthorized(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(MAX_BYTES + 1);
        }
        if (body.length > MAX_BYTES) {
            send(exchange, 413, error("The message is too long."));
            return;
        }
        String message = new String(body, StandardCharsets.UTF_8);
        if (isElsewhere(message)) {
            send(exchange, 403, error("This server serves another working tree."));
            return;
        }
        String answer = hooks.answer(message);
        answered.incrementAndGet();
        send(exchange, 200, answer);
    }

    private boolean isElsewhere(String message) {
        Path top = onlyIn;
        if (top == null) {
            return false;
        }
        try {
            return !(Json.object(message).get("cwd") instanceof String folder)
                    || !Files.exists(Path.of(folder))
                    || !Path.of(folder).toRealPath().startsWith(top);
        } catch (InputException | InvalidPathException | IOException e) {
            return true;
        }
    }

    private static String error(String text) {
        return Json.line(Map.of("error", text));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
