/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.Scene;
import dev.agentgovernance.mcp.proxy.HttpProxy;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Clients and servers of the SDK that speak the transport of 2024-11-05, on either side of the proxy. */
@Timeout(120)
@SuppressWarnings("deprecation") // The SDK would rather not speak it any more.
class OlderTransportTest {

    private static final McpSettings SETTINGS = McpSettings.parse(
            "{\"version\":1,\"servers\":{\"s\":{\"trusted\":true,\"requests\":[\"roots\",\"elicitation\"],"
                    + "\"tools\":{\"read_note\":{\"effects\":[\"tool.read\"],\"labels\":[]},"
                    + "\"ask_roots\":{\"effects\":[\"tool.read\"],\"labels\":[]}}}}}");

    private final HttpServers http = new HttpServers();
    private final Notes notes = new Notes();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch logged = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        http.close();
    }

    private SyncToolSpecification asksForRoots() {
        return new SyncToolSpecification(Notes.tool("ask_roots"), (exchange, request) -> {
            exchange.loggingNotification(
                    McpSchema.LoggingMessageNotification.builder(McpSchema.LoggingLevel.ERROR, "key " + Scene.SECRET)
                            .build());
            return McpSchema.CallToolResult.builder()
                    .addTextContent(String.valueOf(exchange.listRoots().roots()))
                    .build();
        });
    }

    private String newServer() {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint(HttpServers.ENDPOINT)
                .build();
        McpServer.sync(transport)
                .serverInfo("s", "1")
                .tools(notes.readNote(), notes.writes("drop_note"), asksForRoots())
                .build();
        return http.start(transport) + HttpServers.ENDPOINT;
    }

    private String oldServer() {
        HttpServletSseServerTransportProvider transport = HttpServletSseServerTransportProvider.builder()
                .sseEndpoint(HttpServers.ENDPOINT + "/sse")
                .messageEndpoint(HttpServers.ENDPOINT + "/message")
                .build();
        McpServer.sync(transport)
                .serverInfo("s", "1")
                .tools(notes.readNote(), notes.writes("drop_note"), asksForRoots())
                .build();
        return http.start(transport) + HttpServers.ENDPOINT + "/sse";
    }

    private static HttpProxy proxy(String upstream, UnaryOperator<HttpProxy.Builder> options) throws Exception {
        return options.apply(HttpProxy.builder(
                        Scene.builder(TrustLevel.CONTRIBUTE, SETTINGS).build(),
                        "s",
                        URI.create(upstream),
                        () -> ActionContext.of("agent-7", "acme/shop")))
                .start();
    }

    private static String address(HttpProxy proxy) {
        return "http://127.0.0.1:" + proxy.address().getPort();
    }

    private static McpClientTransport oldClient(HttpProxy proxy) {
        return new AnyRevision(HttpClientSseClientTransport.builder(address(proxy))
                .sseEndpoint("/sse")
                .build());
    }

    /** The SDK ties revisions to transports; the other side of the proxy may have another. */
    private record AnyRevision(McpClientTransport transport) implements McpClientTransport {

        @Override
        public List<String> protocolVersions() {
            return List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
        }

        @Override
        public Mono<Void> connect(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
            return transport.connect(handler);
        }

        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return transport.sendMessage(message);
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return transport.unmarshalFrom(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return transport.closeGracefully();
        }
    }

    /** Reads pass without their secrets, a person is asked for a write, and the server may ask back and log. */
    private void verify(McpClientTransport transport) throws InterruptedException {
        try (McpSyncClient client = HttpServers.patient(transport)
                .capabilities(McpSchema.ClientCapabilities.builder()
                        .roots(true)
                        .elicitation()
                        .build())
                .roots(McpSchema.Root.builder("file:///srv/shop").build())
                .elicitation(request -> {
                    asked.add(request.message());
                    return asked.size() == 1 ? HttpServers.yes() : HttpServers.no();
                })
                .loggingConsumer(message -> {
                    asked.add("log " + message.data());
                    logged.countDown();
                })
                .build()) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactlyInAnyOrder("read_note", "drop_note", "ask_roots");
            assertThat(client.callTool(HttpServers.call("read_note", Map.of("id", "7")))
                            .toString())
                    .contains("note 7", "[REDACTED:")
                    .doesNotContain(Scene.SECRET);
            assertThat(client.callTool(HttpServers.call("drop_note", Map.of("id", 1)))
                            .toString())
                    .contains("done");
            assertThat(client.callTool(HttpServers.call("drop_note", Map.of("id", 2)))
                            .isError())
                    .isTrue();
            assertThat(notes.ran).containsExactly("read_note", "drop_note {id=1}");
            assertThat(asked).hasSize(2).allMatch(question -> question.contains("drop_note"));
            assertThat(client.callTool(HttpServers.call("ask_roots", Map.of())).toString())
                    .contains("file:///srv/shop");
            assertThat(logged.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(asked.get(2)).startsWith("log key [REDACTED:");
        }
    }

    private static void endsWith(HttpProxy proxy) throws InterruptedException {
        for (int i = 0; i < 400 && proxy.sessions() > 0; i++) {
            Thread.sleep(50);
        }
        assertThat(proxy.sessions()).isZero();
    }

    @Test
    void anOldClientBeforeANewServer() throws Exception {
        try (HttpProxy proxy = proxy(newServer(), builder -> builder.olderClients("/sse"))) {
            verify(oldClient(proxy));
            endsWith(proxy);
        }
    }

    @Test
    void aNewClientBeforeAnOldServer() throws Exception {
        try (HttpProxy proxy = proxy(oldServer(), HttpProxy.Builder::olderServer)) {
            verify(new AnyRevision(HttpServers.transport(address(proxy), "alice")));
            endsWith(proxy);
        }
    }

    @Test
    void anOldClientBeforeAnOldServer() throws Exception {
        try (HttpProxy proxy =
                proxy(oldServer(), builder -> builder.olderClients("/sse").olderServer())) {
            verify(oldClient(proxy));
            endsWith(proxy);
        }
    }
}
