/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Servlets of the SDK on a port of this machine, and clients of the SDK for them. */
final class HttpServers {

    static final String ENDPOINT = "/mcp";

    private final List<AutoCloseable> open = new ArrayList<>();

    /** Starts a server and returns its address. */
    String start(HttpServlet servlet) {
        return start(servlet, 0);
    }

    /** Starts a server on a port and returns its address. */
    String start(HttpServlet servlet, int port) {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, ENDPOINT + "/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        open.add(0, server::stop);
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    static HttpClientStreamableHttpTransport transport(String address, String principal) {
        return HttpClientStreamableHttpTransport.builder(address)
                .endpoint(ENDPOINT)
                .addHttpRequestCustomizer(
                        (request, method, uri, body, context) -> request.header("X-Principal", principal))
                .build();
    }

    /** Returns a client for which nothing is late on a machine that does much besides. */
    static McpClient.SyncSpec patient(io.modelcontextprotocol.spec.McpClientTransport transport) {
        return McpClient.sync(transport)
                .requestTimeout(Duration.ofMinutes(5))
                .initializationTimeout(Duration.ofMinutes(5));
    }

    /** Returns a client whose person gives an answer to every question. */
    McpSyncClient client(
            io.modelcontextprotocol.spec.McpClientTransport transport,
            Function<McpSchema.ElicitRequest, McpSchema.ElicitResult> person) {
        McpSyncClient client = patient(transport)
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(person::apply)
                .build();
        open.add(0, client);
        client.initialize();
        return client;
    }

    McpSyncClient silent(io.modelcontextprotocol.spec.McpClientTransport transport) {
        McpSyncClient client = patient(transport).build();
        open.add(0, client);
        client.initialize();
        return client;
    }

    static McpSchema.CallToolRequest call(String tool, @Nullable Map<String, Object> arguments) {
        McpSchema.CallToolRequest.Builder call = McpSchema.CallToolRequest.builder(tool);
        return (arguments == null ? call : call.arguments(arguments)).build();
    }

    static McpSchema.ReadResourceRequest read(String uri) {
        return McpSchema.ReadResourceRequest.builder(uri).build();
    }

    static McpSchema.GetPromptRequest get(String prompt, Map<String, Object> arguments) {
        return McpSchema.GetPromptRequest.builder(prompt).arguments(arguments).build();
    }

    static McpSchema.ElicitResult yes() {
        return new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.ACCEPT, Map.of("approve", true));
    }

    static McpSchema.ElicitResult no() {
        return new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.DECLINE, null);
    }

    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
