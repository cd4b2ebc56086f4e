/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.agentgovernance.mcp.sdk.ServerGovernance;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Applications of Spring AI as they are: a server in a process of its own, and a client of a server that is not governed. */
class SpringAiTest {

    private static final String SECRET = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static McpSchema.CallToolRequest call(String tool, Map<String, Object> arguments) {
        return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
    }

    private static void verify(McpSyncClient client) {
        assertThat(client.listTools().tools())
                .extracting(McpSchema.Tool::name)
                .contains("read_note", "add_note")
                .doesNotContain("secret_note");
        McpSchema.CallToolResult read = client.callTool(call("read_note", Map.of("id", "7")));
        assertThat(read.content().toString()).contains("note 7", "[REDACTED:").doesNotContain(SECRET);
        McpSchema.CallToolResult written = client.callTool(call("add_note", Map.of("text", "a")));
        assertThat(written.isError()).isTrue();
        assertThat(written.content().toString()).contains("approval").doesNotContain("added");
        assertThatThrownBy(() -> client.callTool(call("secret_note", Map.of()))).isInstanceOf(McpError.class);
    }

    @Test
    void aServerOfAnnotatedToolsIsGovernedAsItStarts() {
        StdioClientTransport transport = new StdioClientTransport(
                ServerParameters.builder(java())
                        .args("-cp", System.getProperty("java.class.path"), NotesApplication.class.getName())
                        .build(),
                McpJsonDefaults.getMapper());
        McpSyncClient client = McpClient.sync(transport)
                .initializationTimeout(Duration.ofSeconds(60))
                .requestTimeout(Duration.ofSeconds(60))
                .build();
        try {
            client.initialize();
            verify(client);
        } finally {
            client.close();
        }
    }

    /** A server that knows nothing of governance. */
    static final class PlainServer {
        private PlainServer() {}

        public static void main(String[] args) {
            // The logger writes where the messages are.
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
            McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
                    .serverInfo("notes", "1")
                    .capabilities(
                            McpSchema.ServerCapabilities.builder().tools(true).build())
                    .tools(
                            tool("read_note", "note 7 token=" + SECRET),
                            tool("add_note", "added"),
                            tool("secret_note", "x"))
                    .build();
        }

        private static SyncToolSpecification tool(String name, String text) {
            return new SyncToolSpecification(
                    McpSchema.Tool.builder(name, Map.of("type", "object")).build(),
                    (exchange, request) -> McpSchema.CallToolResult.builder()
                            .addTextContent(text)
                            .build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(GovernanceConfiguration.class)
    static class ClientApplication {}

    @Test
    void aClientOfTheStarterIsGovernedOnItsTransport() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.ai.mcp.server.enabled", "false");
        properties.put("spring.ai.mcp.client.request-timeout", "60s");
        properties.put("spring.ai.mcp.client.stdio.connections.notes.command", java());
        properties.put("spring.ai.mcp.client.stdio.connections.notes.args[0]", "-cp");
        properties.put("spring.ai.mcp.client.stdio.connections.notes.args[1]", System.getProperty("java.class.path"));
        properties.put("spring.ai.mcp.client.stdio.connections.notes.args[2]", PlainServer.class.getName());
        try (ConfigurableApplicationContext context = NotesApplication.application(ClientApplication.class, properties)
                .run()) {
            List<?> clients = (List<?>) context.getBean("mcpSyncClients");
            verify((McpSyncClient) clients.get(0));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(GovernanceConfiguration.class)
    static class ForgetfulApplication {
        @Bean
        McpSyncServer notesServer(ServerGovernance governance) {
            return McpServer.sync(new StdioServerTransportProvider(
                            McpJsonDefaults.getMapper(),
                            new ByteArrayInputStream(new byte[0]),
                            new ByteArrayOutputStream()))
                    .serverInfo("notes", "1")
                    .capabilities(
                            McpSchema.ServerCapabilities.builder().tools(true).build())
                    .tools(governance.guard(PlainServer.tool("read_note", "x")), PlainServer.tool("add_note", "x"))
                    .build();
        }
    }

    @Test
    void aServerWithSomethingForgottenFailsTheStartByItsName() {
        assertThatThrownBy(() -> NotesApplication.application(ForgetfulApplication.class, Map.of())
                        .run()
                        .close())
                .rootCause()
                .hasMessageContaining("not governed: tool add_note");
    }
}
