/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.mcp.Scene;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A server of notes as somebody writes it who knows nothing of governance; it keeps a record of what its handlers did. */
final class Notes {

    final List<String> ran = new CopyOnWriteArrayList<>();

    static final Map<String, Object> INPUT =
            Map.of("type", "object", "properties", Map.of("id", Map.of("type", "string")), "required", List.of("id"));
    static final Map<String, Object> ANY = Map.of("type", "object");
    private static final Map<String, Object> OUTPUT = Map.of(
            "type",
            "object",
            "properties",
            Map.of("text", Map.of("type", "string", "maxLength", 60)),
            "required",
            List.of("text"));

    static McpSchema.Tool readTool() {
        return McpSchema.Tool.builder("read_note", INPUT)
                .description("Reads a note.")
                .outputSchema(OUTPUT)
                .build();
    }

    static McpSchema.Tool tool(String name) {
        return McpSchema.Tool.builder(name, ANY).description("Works on notes.").build();
    }

    McpSchema.CallToolResult read(McpSchema.CallToolRequest request) {
        ran.add("read_note");
        String text = "note " + request.arguments().get("id") + " key=" + Scene.SECRET;
        return McpSchema.CallToolResult.builder()
                .addTextContent(text)
                .structuredContent(Map.of("text", text))
                .build();
    }

    McpSchema.CallToolResult done(McpSchema.CallToolRequest request) {
        ran.add(request.name() + " " + request.arguments());
        return McpSchema.CallToolResult.builder().addTextContent("done").build();
    }

    SyncToolSpecification readNote() {
        return new SyncToolSpecification(readTool(), (exchange, request) -> read(request));
    }

    SyncToolSpecification writes(String name) {
        return new SyncToolSpecification(tool(name), (exchange, request) -> done(request));
    }

    AsyncToolSpecification readNoteAsync() {
        return new AsyncToolSpecification(readTool(), (exchange, request) -> Mono.fromCallable(() -> read(request)));
    }

    AsyncToolSpecification writesAsync(String name) {
        return new AsyncToolSpecification(tool(name), (exchange, request) -> Mono.fromCallable(() -> done(request)));
    }

    McpStatelessServerFeatures.SyncToolSpecification readNoteStateless() {
        return new McpStatelessServerFeatures.SyncToolSpecification(readTool(), (context, request) -> read(request));
    }

    McpStatelessServerFeatures.SyncToolSpecification writesStateless(String name) {
        return new McpStatelessServerFeatures.SyncToolSpecification(tool(name), (context, request) -> done(request));
    }

    SyncResourceSpecification resource(String uri) {
        return new SyncResourceSpecification(
                McpSchema.Resource.builder(uri, "diary").build(), (exchange, request) -> {
                    ran.add("resource " + request.uri());
                    return content(request.uri());
                });
    }

    SyncResourceTemplateSpecification template(String uri) {
        return new SyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder(uri, "notes").build(), (exchange, request) -> {
                    ran.add("resource " + request.uri());
                    return content(request.uri());
                });
    }

    private static McpSchema.ReadResourceResult content(String uri) {
        return McpSchema.ReadResourceResult.builder(
                        List.of(McpSchema.TextResourceContents.builder(uri, "key=" + Scene.SECRET)
                                .build()))
                .build();
    }

    SyncPromptSpecification prompt(String name) {
        return new SyncPromptSpecification(
                McpSchema.Prompt.builder(name).description("Helps.").build(), (exchange, request) -> {
                    ran.add("prompt " + name);
                    return McpSchema.GetPromptResult.builder(List.of(new McpSchema.PromptMessage(
                                    McpSchema.Role.USER,
                                    McpSchema.TextContent.builder("Use " + Scene.SECRET)
                                            .build())))
                            .build();
                });
    }
}
