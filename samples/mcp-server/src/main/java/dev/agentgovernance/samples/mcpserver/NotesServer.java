/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.mcpserver;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.sdk.ServerGovernance;
import dev.agentgovernance.secrets.SecretScanner;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of notes; the part between the two lines is what governance adds. */
public final class NotesServer {

    private static final McpSettings SETTINGS = McpSettings.parse("""
            {"version":1,"servers":{"notes":{"trusted":true,"tools":{
              "read_note":{"effects":["tool.read"],"labels":["private"]}}}}}""");

    private final List<String> notes = new CopyOnWriteArrayList<>(List.of("remember the milk"));

    /** Serves until the input ends. */
    public static void main(String[] args) {
        new NotesServer().start(new StdioServerTransportProvider(McpJsonDefaults.getMapper()));
    }

    private McpSyncServer start(StdioServerTransportProvider transport) {
        // ---------------------------------------------------------------------------------------------------------
        ServerGovernance gov = ServerGovernance.of(governance(), "notes", ActionContext.of("assistant", "acme/shop"));
        McpSyncServer server = McpServer.sync(transport)
                .serverInfo("notes", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .tools(gov.guard(readNote(), addNote()))
                .addToolFilter(gov.visibility())
                .build();
        gov.assertCovers(server);
        // ---------------------------------------------------------------------------------------------------------
        return server;
    }

    private static McpGovernance governance() {
        SecretScanner scanner = SecretScanner.standard();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(scanner)
                .trust(key -> TrustLevel.PROPOSE)
                .declaredTools(SETTINGS::effectsOf)
                .build();
        return McpGovernance.builder(guard, scanner).settings(SETTINGS).build();
    }

    private SyncToolSpecification readNote() {
        return new SyncToolSpecification(
                tool("read_note", "Reads all notes."), (exchange, request) -> text(String.join("\n", notes)));
    }

    private SyncToolSpecification addNote() {
        return new SyncToolSpecification(tool("add_note", "Adds a note."), (exchange, request) -> {
            notes.add(String.valueOf(request.arguments().get("text")));
            return text("added");
        });
    }

    private static McpSchema.Tool tool(String name, String description) {
        return McpSchema.Tool.builder(name, Map.of("type", "object"))
                .description(description)
                .build();
    }

    private static McpSchema.CallToolResult text(String text) {
        return McpSchema.CallToolResult.builder().addTextContent(text).build();
    }
}
