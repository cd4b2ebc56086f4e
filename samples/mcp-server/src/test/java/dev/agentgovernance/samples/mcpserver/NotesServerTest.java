/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.mcpserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server in a process of its own, and a client of the SDK with a person behind it. */
class NotesServerTest {

    private final List<String> questions = new ArrayList<>();
    private boolean yes;

    private McpSchema.ElicitResult person(McpSchema.ElicitRequest question) {
        questions.add(question.message());
        return yes
                ? McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
                        .content(Map.of("approve", true))
                        .build()
                : McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.DECLINE)
                        .build();
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    @Test
    void readsPassWritesAskAndSecretsStay() {
        String secret = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
        StdioClientTransport transport = new StdioClientTransport(
                ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString())
                        .args("-cp", System.getProperty("java.class.path"), NotesServer.class.getName())
                        .build(),
                McpJsonDefaults.getMapper());
        McpSyncClient client = McpClient.sync(transport)
                .initializationTimeout(Duration.ofSeconds(60))
                .requestTimeout(Duration.ofSeconds(60))
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(this::person)
                .build();
        try {
            client.initialize();
            assertThat(call(client, "read_note", Map.of()).content().toString()).contains("milk");
            assertThat(questions).isEmpty();

            assertThat(call(client, "add_note", Map.of("text", "a")).isError()).isTrue();
            assertThat(questions).singleElement().asString().contains("add_note", "\"text\": \"a\"");

            yes = true;
            assertThat(call(client, "add_note", Map.of("text", "bread")).isError())
                    .isNotEqualTo(true);
            McpSchema.CallToolResult leak = call(client, "add_note", Map.of("text", "token=" + secret));
            assertThat(questions.toString()).doesNotContain(secret);
            assertThat(leak.content().toString()).doesNotContain(secret);
            assertThat(call(client, "read_note", Map.of()).content().toString())
                    .contains("milk", "bread")
                    .doesNotContain(secret);
        } finally {
            client.close();
        }
    }
}
