/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport of 2024-11-05, message by message: who gets in, what ends a session, and who waits for whom. */
@Timeout(120)
class TwoAddressTest {

    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    private static URI base(HttpScene scene) {
        return URI.create("http://127.0.0.1:" + scene.proxy.address().getPort());
    }

    /** A client that has asked for its stream. */
    private record Client(HttpScene scene, BufferedReader lines, InputStream stream, String address)
            implements AutoCloseable {

        static Client open(HttpScene scene, String... fields) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base(scene).resolve("/sse")).header("Accept", "text/event-stream");
            for (int i = 0; i < fields.length; i += 2) {
                request.setHeader(fields[i], fields[i + 1]);
            }
            HttpResponse<InputStream> response =
                    scene.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("event: endpoint");
            String address = lines.readLine().substring("data: ".length());
            assertThat(lines.readLine()).isEmpty();
            return new Client(scene, lines, response.body(), address);
        }

        int post(String message, String... fields) throws Exception {
            return scene.client
                    .send(
                            scene.request(message, fields)
                                    .uri(base(scene).resolve(address))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }

        String next() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ") && !line.contains("resources/updated")) {
                    return line;
                }
            }
            return "the end";
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private static HttpScene scene() throws IOException {
        return new HttpScene(builder -> builder.olderClients("/sse"));
    }

    @Test
    void whatIsPostedIsAnsweredOnTheStreamAndJudged() throws Exception {
        try (HttpScene scene = scene();
                Client client = Client.open(scene)) {
            assertThat(client.post(HttpScene.initialize("{}"))).isEqualTo(202);
            assertThat(client.next()).contains("protocolVersion");
            assertThat(client.post(INITIALIZED)).isEqualTo(202);
            assertThat(client.post(HttpScene.call(1, "read_note", "{\"id\":7}")))
                    .isEqualTo(202);
            assertThat(client.next()).contains("got {", "\"id\":1");
            assertThat(client.post(HttpScene.call(2, "drop_note", "{}"))).isEqualTo(202);
            assertThat(client.next()).contains("\"isError\":true", "\"id\":2");
            assertThat(scene.server.reached).doesNotContain("tools/call drop_note");
            assertThat(client.post("not json")).isEqualTo(400);
            assertThat(client.post("[" + HttpScene.call(3, "read_note", "{}") + "]"))
                    .isEqualTo(400);
            assertThat(client.post(HttpScene.modern(4, "read_note", "{}", ""))).isEqualTo(400);
            assertThat(client.post(HttpScene.call(5, "read_note", "{}"))).isEqualTo(202);
            assertThat(client.next()).contains("\"id\":5");
        }
    }

    @Test
    void nobodyElseGetsIn() throws Exception {
        try (HttpScene scene = scene();
                Client client = Client.open(scene, "Authorization", "Bearer one")) {
            String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
            assertThat(client.post(list)).isEqualTo(404);
            assertThat(client.post(list, "Authorization", "Bearer two")).isEqualTo(404);
            assertThat(client.post(list, "Authorization", "Bearer one", "Origin", "https://evil.example"))
                    .isEqualTo(403);
            assertThat(new Client(scene, client.lines(), client.stream(), "/sse/" + "0".repeat(48))
                            .post(list, "Authorization", "Bearer one"))
                    .isEqualTo(404);
            // The session of a stream is none of Streamable HTTP.
            String id = client.address().substring("/sse/".length());
            assertThat(scene.post(list, "Mcp-Session-Id", id, "Authorization", "Bearer one")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(scene.raw("GET /sse HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
            assertThat(scene.raw("GET /sse HTTP/1.1\r\nHost: 127.0.0.1:"
                            + scene.proxy.address().getPort()
                            + "\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
            assertThat(scene.server.reached).isEmpty();
        }
        try (HttpScene plain = new HttpScene()) {
            HttpRequest stream = HttpRequest.newBuilder(base(plain).resolve("/sse"))
                    .header("Accept", "text/event-stream")
                    .build();
            assertThat(plain.client
                            .send(stream, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
        for (String stream : new String[] {"/mcp", "sse", "/sse/"}) {
            assertThatThrownBy(() -> new HttpScene(builder -> builder.olderClients(stream)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theSessionEndsWithTheStreamAndWithItThatOfTheServer() throws Exception {
        try (HttpScene scene = scene()) {
            try (Client client = Client.open(scene)) {
                client.post(HttpScene.initialize("{}"));
                client.next();
                assertThat(scene.server.isOpen("upstream-1")).isTrue();
                client.post(HttpScene.call(1, "list_slowly", "{}"));
                client.next();
            }
            for (int i = 0; i < 400 && (scene.proxy.sessions() > 0 || scene.server.isOpen("upstream-1")); i++) {
                Thread.sleep(50);
            }
            assertThat(scene.proxy.sessions()).isZero();
            assertThat(scene.server.isOpen("upstream-1")).isFalse();
            for (int i = 0; i < 400 && scene.server.broken.get() == 0; i++) {
                Thread.sleep(50);
            }
            assertThat(scene.server.broken).hasValue(1);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheServerBack() throws Exception {
        try (HttpScene scene = scene();
                Client client = Client.open(scene)) {
            client.post(HttpScene.initialize("{}"));
            client.next();
            client.post(HttpScene.call(1, "read_big", "{}"));
            int before = -1;
            for (int now = scene.server.parts.get(); now != before; now = scene.server.parts.get()) {
                before = now;
                Thread.sleep(700);
            }
            // Forty megabytes, of which only what fits the buffers on the way was taken.
            assertThat(scene.server.parts.get()).isLessThan(640);
            int count = 1;
            while (!client.next().contains("\"id\":1")) {
                count++;
            }
            assertThat(count).isEqualTo(641);
        }
    }

    // ------------------------------------------------------------------------------------------------ an old server

    /** A server whose stream begins with what it is told to name, and ends when it is told to. */
    private static final class OldServer implements AutoCloseable {

        final ConcurrentLinkedQueue<String> posted = new ConcurrentLinkedQueue<>();
        final CountDownLatch end = new CountDownLatch(1);
        private final HttpServer server;
        private final String named;
        private volatile OutputStream out = OutputStream.nullOutputStream();

        OldServer(String named) throws IOException {
            this.named = named;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/sse", this::stream);
            server.createContext("/post", this::post);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "old-server");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sse");
        }

        private void stream(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            out = exchange.getResponseBody();
            say("event: endpoint\ndata: " + named + "\n\n");
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private void post(HttpExchange exchange) throws IOException {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.add(message);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
            if (message.contains("\"initialize\"")) {
                say(
                        "event: message\n"
                                + "data:"
                                + " {\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"old\",\"version\":\"1\"}}}\n\n");
            }
        }

        @Override
        public void close() {
            end.countDown();
            server.stop(0);
        }
    }

    private static HttpRequest post(HttpProxy proxy, String message, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", HttpScene.BOTH)
                .POST(HttpRequest.BodyPublishers.ofString(message));
        for (int i = 0; i < fields.length; i += 2) {
            request.setHeader(fields[i], fields[i + 1]);
        }
        return request.build();
    }

    @Test
    void messagesArePostedToNoOtherServerThanTheOneOfTheStream() throws Exception {
        for (String named : new String[] {
            "http://127.0.0.2:1/post",
            "https://tracker.example.com/post",
            "//evil.example/post",
            "http://u@127.0.0.1/post"
        }) {
            try (HttpScene scene = new HttpScene();
                    OldServer server = new OldServer(named);
                    HttpProxy proxy = scene.builder(server.uri())
                            .olderServer()
                            .passes("Authorization")
                            .start()) {
                HttpResponse<String> answer = scene.client.send(
                        post(proxy, HttpScene.initialize("{}"), "Authorization", "Bearer x"),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(server.posted).isEmpty();
            }
        }
    }

    @Test
    void whenTheStreamOfTheServerEndsItsSessionDoesAndNobodyWaitsForEver() throws Exception {
        try (HttpScene scene = new HttpScene();
                OldServer server = new OldServer("/post?session=1");
                HttpProxy proxy = scene.builder(server.uri()).olderServer().start()) {
            HttpResponse<String> begun =
                    scene.client.send(post(proxy, HttpScene.initialize("{}")), HttpResponse.BodyHandlers.ofString());
            assertThat(begun.body()).contains("2024-11-05");
            String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
            String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
            var waits = scene.client.sendAsync(
                    post(proxy, list, "Mcp-Session-Id", session), HttpResponse.BodyHandlers.ofString());
            while (server.posted.stream().noneMatch(message -> message.contains("tools/list"))) {
                Thread.sleep(20);
            }
            server.end.countDown();
            assertThat(waits.get().statusCode()).isEqualTo(502);
            assertThat(waits.get().body()).contains("\"id\":1", "broke");
            assertThat(scene.client
                            .send(post(proxy, list, "Mcp-Session-Id", session), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aRequestOfTheRevisionWithoutSessionsIsToldThatItCannotBeServed() throws Exception {
        try (HttpScene scene = new HttpScene();
                OldServer server = new OldServer("/post");
                HttpProxy proxy = scene.builder(server.uri()).olderServer().start()) {
            String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{"
                    + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}";
            HttpResponse<String> answer = scene.client.send(
                    post(proxy, list, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/list"),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("-32022");
            assertThat(server.posted).isEmpty();
        }
    }

    @Test
    void aClientThatGivesUpTellsTheServer() throws Exception {
        try (HttpScene scene = new HttpScene();
                OldServer server = new OldServer("/post");
                HttpProxy proxy = scene.builder(server.uri()).olderServer().start()) {
            HttpResponse<String> begun =
                    scene.client.send(post(proxy, HttpScene.initialize("{}")), HttpResponse.BodyHandlers.ofString());
            String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
            var waits = scene.client.sendAsync(
                    post(proxy, "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/list\"}", "Mcp-Session-Id", session),
                    HttpResponse.BodyHandlers.ofString());
            while (server.posted.stream().noneMatch(message -> message.contains("tools/list"))) {
                Thread.sleep(20);
            }
            waits.cancel(true);
            for (int i = 0;
                    i < 1_000
                            && server.posted.stream().noneMatch(message -> message.contains("notifications/cancelled"));
                    i++) {
                Thread.sleep(20);
            }
            assertThat(server.posted)
                    .anyMatch(message ->
                            message.contains("notifications/cancelled") && message.contains("\"requestId\":9"));
        }
    }
}
