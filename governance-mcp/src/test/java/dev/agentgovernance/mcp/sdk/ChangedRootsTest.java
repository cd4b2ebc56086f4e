/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.Scene;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpTransportException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Consumers of changed roots, in servers of the SDK. */
class ChangedRootsTest {

    private final HttpServers http = new HttpServers();
    private final BlockingQueue<String> consumed = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        http.close();
    }

    private static ServerGovernance governance(String requests) {
        McpSettings settings = McpSettings.parse(
                "{\"version\":1,\"servers\":{\"s\":{\"trusted\":true,\"requests\":" + requests + "}}}");
        return ServerGovernance.of(
                Scene.builder(TrustLevel.OPERATE, settings).build(), "s", ActionContext.of("agent-7", "acme/shop"));
    }

    private static HttpServletStreamableServerTransportProvider transport() {
        return HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint(HttpServers.ENDPOINT)
                .build();
    }

    private String changed(HttpServletStreamableServerTransportProvider transport) throws InterruptedException {
        try (McpSyncClient client = HttpServers.patient(HttpServers.transport(http.start(transport), "alice"))
                .capabilities(McpSchema.ClientCapabilities.builder().roots(true).build())
                .roots(McpSchema.Root.builder("file:///srv/shop").build())
                .build()) {
            client.initialize();
            addMore(client);
            return String.valueOf(consumed.poll(5, TimeUnit.MINUTES));
        }
    }

    /** The server can ask only over the stream that the client opens beside its first request, in its own time. */
    private static void addMore(McpSyncClient client) throws InterruptedException {
        try {
            client.addRoot(McpSchema.Root.builder("file:///srv/more").build());
            return;
        } catch (McpTransportException notYetOpen) {
            Thread.sleep(200);
        }
        client.rootsListChangedNotification();
    }

    private String sync(String requests) throws InterruptedException {
        HttpServletStreamableServerTransportProvider transport = transport();
        McpServer.sync(transport)
                .serverInfo("s", "1")
                .rootsChangeHandler(governance(requests).guardRoots((exchange, roots) -> {
                    String asked;
                    try {
                        asked = exchange.listRoots().roots().size() + " more";
                    } catch (McpError e) {
                        asked = "refused";
                    }
                    consumed.add(roots.stream().map(McpSchema.Root::uri).toList() + " " + asked);
                }))
                .build();
        return changed(transport);
    }

    private String async(String requests) throws InterruptedException {
        HttpServletStreamableServerTransportProvider transport = transport();
        McpServer.async(transport)
                .serverInfo("s", "1")
                .rootsChangeHandler(governance(requests)
                        .guardAsyncRoots((exchange, roots) -> exchange.listRoots()
                                .map(more -> more.roots().size() + " more")
                                .onErrorReturn("refused")
                                .doOnNext(asked -> consumed.add(
                                        roots.stream().map(McpSchema.Root::uri).toList() + " " + asked))
                                .then(Mono.empty())))
                .build();
        return changed(transport);
    }

    @Test
    void aServerThatMayAskForRootsSeesWhatTheyAreNow() throws InterruptedException {
        assertThat(sync("[\"roots\"]")).contains("/srv/shop", "/srv/more").endsWith("2 more");
        assertThat(async("[\"roots\"]")).contains("/srv/shop", "/srv/more").endsWith("2 more");
    }

    @Test
    void aServerThatMayNotAskIsToldThatThereAreNoneAndForgetsThoseThatItKnew() throws InterruptedException {
        assertThat(sync("[]")).isEqualTo("[] refused");
        assertThat(async("[]")).isEqualTo("[] refused");
    }
}
