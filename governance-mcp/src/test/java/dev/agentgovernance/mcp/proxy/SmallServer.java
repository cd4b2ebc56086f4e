/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.agentgovernance.mcp.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks Streamable HTTP of both eras, on the server of the JDK. Its tools: {@code read_note} says what it got,
 * {@code list_slowly} streams until somebody ends it, {@code read_big} streams megabytes, {@code get_held} waits for a crowd,
 * {@code read_asking} asks the client first, {@code read_broken} ends its stream and answers on another, {@code drop_note} is not
 * for reading.
 */
final class SmallServer implements AutoCloseable {

    /** What reached it: the method of each message, with the name of the tool. */
    final ConcurrentLinkedQueue<String> reached = new ConcurrentLinkedQueue<>();
    /** The fields of the last request. */
    volatile Map<String, List<String>> fields = Map.of();
    /** Streams that ended because the other side went away. */
    final AtomicInteger broken = new AtomicInteger();
    /** How many parts of the big result were written. */
    final AtomicInteger parts = new AtomicInteger();

    volatile CountDownLatch crowd = new CountDownLatch(0);
    volatile int status = 200;
    volatile String secret = "";
    /** It knows no sessions: there is no {@code initialize}. */
    volatile boolean modern;

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(null, work, "small-server", 256 << 10);
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger sessions = new AtomicInteger();
    private final Map<String, Boolean> open = new ConcurrentHashMap<>();
    private final Map<Object, CountDownLatch> answers = new ConcurrentHashMap<>();
    private final Map<Object, Object> answered = new ConcurrentHashMap<>();
    private final Map<String, String> later = new ConcurrentHashMap<>();

    SmallServer() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000), "http");
    }

    /** With TLS, for any client or for those that show a certificate. */
    SmallServer(SSLContext tls, boolean asksForCertificate) throws IOException {
        this(secure(tls, asksForCertificate), "https");
    }

    private static HttpServer secure(SSLContext tls, boolean asksForCertificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters said = tls.getDefaultSSLParameters();
                said.setNeedClientAuth(asksForCertificate);
                parameters.setSSLParameters(said);
            }
        });
        return server;
    }

    private SmallServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/mcp", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    boolean isOpen(String session) {
        return open.containsKey(session);
    }

    /** Forgets every session, as a server does that was started anew. */
    void forget() {
        open.clear();
    }

    int sessions() {
        return open.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        fields = new LinkedHashMap<>(exchange.getRequestHeaders());
        try (exchange) {
            if (status != 200) {
                byte[] page = "<html>no</html>".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"x\"");
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
                exchange.sendResponseHeaders(status, page.length);
                exchange.getResponseBody().write(page);
                return;
            }
            String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
            if (session != null && !open.containsKey(session)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "DELETE" -> {
                    open.remove(String.valueOf(session));
                    exchange.sendResponseHeaders(200, -1);
                }
                case "GET" -> resume(exchange);
                default -> post(exchange);
            }
        }
    }

    private void resume(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        OutputStream out = stream(exchange);
        if (last != null && later.containsKey(last)) {
            event(out, last + "+", later.get(last));
        } else {
            event(
                    out,
                    "",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\"note:1\"}}");
        }
    }

    private void post(HttpExchange exchange) throws IOException {
        Map<String, @Nullable Object> message = Objects.requireNonNull(
                Json.object(Json.read(exchange.getRequestBody().readAllBytes())));
        String method = String.valueOf(message.get("method"));
        Map<String, @Nullable Object> params = Json.object(message.get("params"));
        String tool = params == null || params.get("name") == null ? "" : " " + params.get("name");
        reached.add((message.containsKey("method") ? method : "answer") + tool);
        Object id = message.get("id");
        if (id == null || !message.containsKey("method")) {
            if (id != null) {
                answered.put(id, Objects.requireNonNull(message.getOrDefault("result", "error")));
                answers.getOrDefault(id, new CountDownLatch(1)).countDown();
            }
            exchange.sendResponseHeaders(202, -1);
            return;
        }
        switch (method + tool) {
            case "initialize" -> {
                if (modern) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                String session = "upstream-" + sessions.incrementAndGet();
                open.put(session, true);
                exchange.getResponseHeaders().set("Mcp-Session-Id", session);
                json(
                        exchange,
                        id,
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
                                + "\"serverInfo\":{\"name\":\"small\",\"version\":\"1\"}}");
            }
            case "tools/list" -> json(exchange, id, "{\"tools\":[" + tools() + "]}");
            case "tools/call list_slowly" -> slowly(exchange);
            case "tools/call read_big" -> big(exchange, id);
            case "tools/call get_held" -> {
                crowd.countDown();
                await(crowd);
                json(exchange, id, text("held"));
            }
            case "tools/call read_asking" -> asking(exchange, id);
            case "tools/call read_broken" -> {
                OutputStream out = stream(exchange);
                later.put("place-" + id, answer(id, text("the rest")));
                event(out, "place-" + id, "");
            }
            default ->
                json(exchange, id, text("got " + Json.write(params == null ? null : params.get("arguments")) + secret));
        }
    }

    private static String tools() {
        List<String> tools = new ArrayList<>();
        for (String name : List.of(
                "read_note", "list_slowly", "read_big", "get_held", "read_asking", "read_broken", "drop_note")) {
            tools.add("{\"name\":\"" + name
                    + "\",\"description\":\"Works on notes.\",\"inputSchema\":{\"type\":\"object\","
                    + "\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}}}");
        }
        return String.join(",", tools);
    }

    private void slowly(HttpExchange exchange) throws IOException {
        OutputStream out = stream(exchange);
        try {
            for (int i = 0; i < 2_000; i++) {
                event(
                        out,
                        "",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1,\"progress\":"
                                + i + "}}");
                Thread.sleep(20);
            }
        } catch (IOException e) {
            broken.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void big(HttpExchange exchange, Object id) throws IOException {
        OutputStream out = stream(exchange);
        String filler = "x".repeat(64 << 10);
        for (int i = 0; i < 640; i++) {
            event(
                    out,
                    "",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\""
                            + filler + "\"}}");
            parts.incrementAndGet();
        }
        event(out, "", answer(id, text("big")));
    }

    private void asking(HttpExchange exchange, Object id) throws IOException {
        OutputStream out = stream(exchange);
        Object question = "q-" + id;
        CountDownLatch latch = answers.computeIfAbsent(question, key -> new CountDownLatch(1));
        event(out, "e1", "{\"jsonrpc\":\"2.0\",\"id\":\"" + question + "\",\"method\":\"roots/list\"}");
        await(latch);
        event(
                out,
                "e2",
                answer(
                        id,
                        text("roots "
                                + Json.write(Json.write(answered.get(question))).replace("\"", ""))));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void event(OutputStream out, String id, String data) throws IOException {
        String head = id.isEmpty() ? ": comment\r\n" : "id: " + id + "\r\n";
        out.write((head + "data: " + data + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void json(HttpExchange exchange, Object id, String result) throws IOException {
        byte[] body = answer(id, result).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String answer(Object id, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + Json.write(id) + ",\"result\":" + result + "}";
    }

    private static String text(String text) {
        return "{\"content\":[{\"type\":\"text\",\"text\":" + Json.write(text) + "}]}";
    }
}
