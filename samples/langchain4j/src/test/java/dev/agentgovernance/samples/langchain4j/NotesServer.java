/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.langchain4j;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A server that knows nothing of governance, over standard input; what its tools did stands in a file. */
final class NotesServer {

    static final String SECRET = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";

    private NotesServer() {}

    public static void main(String[] args) {
        Path log = Path.of(args[0]);
        McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
                .serverInfo("notes", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .tools(tool("read_note", log), tool("add_note", log), tool("secret_note", log))
                .build();
    }

    private static SyncToolSpecification tool(String name, Path log) {
        McpSchema.Tool tool = McpSchema.Tool.builder(name, Map.of("type", "object"))
                .description("Works on notes.")
                .build();
        return new SyncToolSpecification(tool, (exchange, request) -> {
            try {
                Files.writeString(log, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new IllegalStateException("no log", e);
            }
            return McpSchema.CallToolResult.builder()
                    .addTextContent(name + " " + request.arguments() + " token=" + SECRET)
                    .build();
        });
    }
}
