/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A small server, a proxy before it, and clients. */
final class HttpScene implements AutoCloseable {

    static final String SECRET = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
    static final String BOTH = "application/json, text/event-stream";
    private static final SecretScanner SCANNER = SecretScanner.standard();

    final SmallServer server;
    private final McpGovernance governance;
    final HttpProxy proxy;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpScene(UnaryOperator<HttpProxy.Builder> options) throws IOException {
        this(
                "{\"version\":1,\"servers\":{\"small\":{\"trusted\":true,\"requests\":[\"roots\"]}},"
                        + "\"limits\":{\"callsPerMinute\":1000000}}",
                options);
    }

    HttpScene(String settings, UnaryOperator<HttpProxy.Builder> options) throws IOException {
        server = new SmallServer();
        McpSettings word = McpSettings.parse(settings);
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SCANNER)
                .trust(key -> TrustLevel.CONTRIBUTE)
                .declaredTools(word::effectsOf)
                .build();
        governance = McpGovernance.builder(guard, SCANNER).settings(word).build();
        proxy = options.apply(builder(server.uri())).start();
    }

    HttpProxy.Builder builder(URI upstream) {
        return HttpProxy.builder(governance, "small", upstream, () -> ActionContext.of("agent", "acme/shop"));
    }

    HttpScene() throws IOException {
        this(builder -> builder);
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/mcp");
    }

    HttpRequest.Builder request(String body, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri())
                .timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/json")
                .header("Accept", BOTH)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < fields.length; i += 2) {
            request.setHeader(fields[i], fields[i + 1]);
        }
        return request;
    }

    HttpResponse<String> post(String body, String... fields) throws IOException, InterruptedException {
        return client.send(request(body, fields).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(String body, String... fields) throws IOException, InterruptedException {
        return client.send(request(body, fields).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Begins a session and returns its id. */
    String begin(String capabilities, String... fields) throws IOException, InterruptedException {
        HttpResponse<String> response = post(initialize(capabilities), fields);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return response.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    static String initialize(String capabilities) {
        return "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                + "\"capabilities\":" + capabilities + ",\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
    }

    static String call(Object id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + (id instanceof String ? "\"" + id + "\"" : id)
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}}";
    }

    static String modern(Object id, String tool, String arguments, String more) {
        return call(
                id,
                tool,
                arguments + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"form\":{}}}}" + more);
    }

    /** Sends a request that is not like those of a client, and returns all that comes back. */
    String raw(String text) throws IOException {
        try (Socket socket =
                new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String head(String more) {
        return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + proxy.address().getPort()
                + "\r\nContent-Type: application/json\r\nAccept: " + BOTH + "\r\nConnection: close\r\n" + more;
    }
}
