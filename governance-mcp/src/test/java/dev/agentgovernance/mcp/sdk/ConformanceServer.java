/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import jakarta.servlet.http.HttpServlet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A server of the Java SDK with everything that the official conformance suite calls, in the revision 2025-11-25: as somebody
 * writes it who knows nothing of governance, or with every specification guarded.
 */
final class ConformanceServer {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private static final String SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";
    private static final Map<String, Object> NO_ARGUMENTS = Map.of("type", "object", "properties", Map.of());

    private ConformanceServer() {}

    /** Passes a specification on, guarded or as it is. */
    interface Guard {
        <S> S guard(S specification);
    }

    /** Returns the servlet of a server whose specifications went through a guard. */
    static HttpServlet start(Guard guard, Consumer<McpSyncServer> built) {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint(HttpServers.ENDPOINT)
                .httpHeaderValidator(DefaultServerTransportSecurityValidator.builder()
                        .allowedOrigin("http://localhost:*")
                        .allowedOrigin("http://127.0.0.1:*")
                        .allowedHost("localhost:*")
                        .allowedHost("127.0.0.1:*")
                        .build())
                .build();
        McpSyncServer server = McpServer.sync(transport)
                .serverInfo("conformance", "1")
                .capabilities(McpSchema.ServerCapabilities.builder()
                        .completions()
                        .logging()
                        .resources(true, false)
                        .tools(false)
                        .prompts(false)
                        .build())
                .tools(tools().stream().map(guard::guard).toList())
                .resources(resources().stream().map(guard::guard).toList())
                .resourceTemplates(List.of(guard.guard(template())))
                .prompts(prompts().stream().map(guard::guard).toList())
                .completions(List.of(guard.guard(completion())))
                .build();
        built.accept(server);
        return transport;
    }

    // ------------------------------------------------------------------------------------------------ tools

    private static SyncToolSpecification tool(
            String name,
            String description,
            BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
        return tool(name, description, NO_ARGUMENTS, handler);
    }

    private static SyncToolSpecification tool(
            String name,
            String description,
            Map<String, Object> schema,
            BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
        return new SyncToolSpecification(
                McpSchema.Tool.builder(name, schema).description(description).build(), handler);
    }

    private static Map<String, Object> oneText(String name) {
        return Map.of(
                "type", "object", "properties", Map.of(name, Map.of("type", "string")), "required", List.of(name));
    }

    private static CallToolResult result(Content... content) {
        return CallToolResult.builder().content(List.of(content)).build();
    }

    private static TextContent text(String text) {
        return TextContent.builder(text).build();
    }

    private static Content image() {
        return McpSchema.ImageContent.builder(PIXEL, "image/png").build();
    }

    private static Content resource(String uri, String type, String text) {
        return McpSchema.EmbeddedResource.builder(McpSchema.TextResourceContents.builder(uri, text)
                        .mimeType(type)
                        .build())
                .build();
    }

    private static List<SyncToolSpecification> tools() {
        return List.of(
                tool(
                        "test_simple_text",
                        "Gives a text.",
                        (exchange, call) -> result(text("This is a simple text response for testing."))),
                tool("test_image_content", "Gives an image.", (exchange, call) -> result(image())),
                tool(
                        "test_audio_content",
                        "Gives a sound.",
                        (exchange, call) -> result(McpSchema.AudioContent.builder(SILENCE, "audio/wav")
                                .build())),
                tool(
                        "test_embedded_resource",
                        "Gives a resource.",
                        (exchange, call) -> result(resource(
                                "test://embedded-resource", "text/plain", "This is an embedded resource content."))),
                tool(
                        "test_multiple_content_types",
                        "Gives a text, an image and a resource.",
                        (exchange, call) -> result(
                                text("Multiple content types test:"),
                                image(),
                                resource(
                                        "test://mixed-content-resource",
                                        "application/json",
                                        "{\"test\":\"data\",\"value\":123}"))),
                tool("test_tool_with_logging", "Logs.", ConformanceServer::log),
                tool("test_tool_with_progress", "Tells how far it is.", ConformanceServer::progress),
                tool(
                        "test_error_handling",
                        "Fails.",
                        (exchange, call) -> CallToolResult.builder()
                                .addTextContent("This tool intentionally returns an error for testing")
                                .isError(true)
                                .build()),
                tool("test_reconnection", "Closes no stream.", (exchange, call) -> result(text("It stayed."))),
                tool("test_sampling", "Asks the model.", oneText("prompt"), ConformanceServer::sample),
                tool(
                        "test_elicitation",
                        "Asks the user.",
                        oneText("message"),
                        (exchange, call) -> elicit(
                                exchange,
                                "User response",
                                String.valueOf(call.arguments().get("message")),
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        Map.of(
                                                "username",
                                                Map.of("type", "string", "description", "User's response"),
                                                "email",
                                                Map.of("type", "string", "description", "User's email address")),
                                        "required",
                                        List.of("username", "email")))),
                tool(
                        "test_elicitation_sep1034_defaults",
                        "Asks the user, with defaults.",
                        (exchange, call) ->
                                elicit(exchange, "Elicitation completed", "Please look at the defaults.", defaults())),
                tool(
                        "json_schema_2020_12_tool",
                        "Has a schema with many words.",
                        schema(),
                        (exchange, call) -> result(text("It fits."))),
                tool(
                        "test_elicitation_sep1330_enums",
                        "Asks the user to choose.",
                        (exchange, call) -> elicit(exchange, "Elicitation completed", "Please choose.", choices())));
    }

    private static CallToolResult log(McpSyncServerExchange exchange, CallToolRequest call) {
        for (String line : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
            exchange.loggingNotification(McpSchema.LoggingMessageNotification.builder(McpSchema.LoggingLevel.INFO, line)
                    .build());
        }
        return result(text("It logged."));
    }

    private static CallToolResult progress(McpSyncServerExchange exchange, CallToolRequest call) {
        Object token = call.meta() == null ? null : call.meta().get("progressToken");
        if (token != null) {
            for (double done : new double[] {0, 50, 100}) {
                exchange.progressNotification(McpSchema.ProgressNotification.builder(token, done)
                        .total(100.0)
                        .build());
            }
        }
        return result(text("It told."));
    }

    private static CallToolResult sample(McpSyncServerExchange exchange, CallToolRequest call) {
        McpSchema.CreateMessageResult answer = exchange.createMessage(McpSchema.CreateMessageRequest.builder(
                        List.of(McpSchema.SamplingMessage.builder(
                                        McpSchema.Role.USER,
                                        text(String.valueOf(call.arguments().get("prompt"))))
                                .build()),
                        100)
                .build());
        return result(text("LLM response: " + (answer.content() instanceof TextContent said ? said.text() : "")));
    }

    private static CallToolResult elicit(
            McpSyncServerExchange exchange, String said, String message, Map<String, Object> schema) {
        McpSchema.ElicitResult answer = exchange.createElicitation(
                McpSchema.ElicitFormRequest.builder(message, schema).build());
        return result(text(said + ": action=" + answer.action() + ", content=" + answer.content()));
    }

    private static Map<String, Object> schema() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put(
                "$defs",
                Map.of(
                        "address",
                        Map.of(
                                "$anchor",
                                "addressDef",
                                "type",
                                "object",
                                "properties",
                                Map.of("street", text, "city", text))));
        schema.put(
                "properties",
                Map.of(
                        "name",
                        text,
                        "address",
                        Map.of("$ref", "#/$defs/address"),
                        "contactMethod",
                        Map.of("type", "string", "enum", List.of("phone", "email")),
                        "phone",
                        text,
                        "email",
                        text));
        schema.put(
                "allOf",
                List.of(Map.of(
                        "anyOf", List.of(Map.of("required", List.of("phone")), Map.of("required", List.of("email"))))));
        schema.put(
                "if",
                Map.of(
                        "properties",
                        Map.of("contactMethod", Map.of("const", "phone")),
                        "required",
                        List.of("contactMethod")));
        schema.put("then", Map.of("required", List.of("phone")));
        schema.put("else", Map.of("required", List.of("email")));
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> defaults() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "name",
                        Map.of("type", "string", "default", "John Doe"),
                        "age",
                        Map.of("type", "integer", "default", 30),
                        "score",
                        Map.of("type", "number", "default", 95.5),
                        "status",
                        Map.of("type", "string", "enum", List.of("active", "inactive", "pending"), "default", "active"),
                        "verified",
                        Map.of("type", "boolean", "default", true)));
    }

    private static Map<String, Object> choices() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "untitledSingle",
                        Map.of("type", "string", "enum", List.of("option1", "option2", "option3")),
                        "titledSingle",
                        Map.of("type", "string", "oneOf", titled("value1", "value2", "value3")),
                        "legacyEnum",
                        Map.of(
                                "type",
                                "string",
                                "enum",
                                List.of("opt1", "opt2", "opt3"),
                                "enumNames",
                                List.of("Option One", "Option Two", "Option Three")),
                        "untitledMulti",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of("type", "string", "enum", List.of("option1", "option2", "option3"))),
                        "titledMulti",
                        Map.of("type", "array", "items", Map.of("anyOf", titled("value1", "value2", "value3")))));
    }

    private static List<Map<String, Object>> titled(String... values) {
        return List.of(values).stream()
                .map(value -> Map.<String, Object>of("const", value, "title", "Option " + value))
                .toList();
    }

    // ------------------------------------------------------------------------------------------------ the rest

    private static List<SyncResourceSpecification> resources() {
        return List.of(
                new SyncResourceSpecification(
                        McpSchema.Resource.builder("test://static-text", "text")
                                .description("A text.")
                                .mimeType("text/plain")
                                .build(),
                        (exchange, request) -> McpSchema.ReadResourceResult.builder(
                                        List.of(McpSchema.TextResourceContents.builder(
                                                        request.uri(),
                                                        "This is the content of the static text resource.")
                                                .mimeType("text/plain")
                                                .build()))
                                .build()),
                new SyncResourceSpecification(
                        McpSchema.Resource.builder("test://static-binary", "image")
                                .description("An image.")
                                .mimeType("image/png")
                                .build(),
                        (exchange, request) -> McpSchema.ReadResourceResult.builder(
                                        List.of(McpSchema.BlobResourceContents.builder(request.uri(), PIXEL)
                                                .mimeType("image/png")
                                                .build()))
                                .build()),
                new SyncResourceSpecification(
                        McpSchema.Resource.builder("test://watched-resource", "watched")
                                .description("A text that can be watched.")
                                .mimeType("text/plain")
                                .build(),
                        (exchange, request) -> McpSchema.ReadResourceResult.builder(
                                        List.of(McpSchema.TextResourceContents.builder(request.uri(), "watched")
                                                .mimeType("text/plain")
                                                .build()))
                                .build()));
    }

    private static SyncResourceTemplateSpecification template() {
        return new SyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder("test://template/{id}/data", "data")
                        .description("Data.")
                        .mimeType("application/json")
                        .build(),
                (exchange, request) -> {
                    String id = request.uri().replace("test://template/", "").replace("/data", "");
                    String text = "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}";
                    return McpSchema.ReadResourceResult.builder(
                                    List.of(McpSchema.TextResourceContents.builder(request.uri(), text)
                                            .mimeType("application/json")
                                            .build()))
                            .build();
                });
    }

    private static McpSchema.GetPromptResult messages(Content... content) {
        return McpSchema.GetPromptResult.builder(List.of(content).stream()
                        .map(each -> new McpSchema.PromptMessage(McpSchema.Role.USER, each))
                        .toList())
                .build();
    }

    private static McpSchema.PromptArgument argument(String name) {
        return McpSchema.PromptArgument.builder(name)
                .description("Any text.")
                .required(true)
                .build();
    }

    private static List<SyncPromptSpecification> prompts() {
        return List.of(
                new SyncPromptSpecification(
                        McpSchema.Prompt.builder("test_simple_prompt")
                                .description("A prompt.")
                                .build(),
                        (exchange, request) -> messages(text("This is a simple prompt for testing."))),
                new SyncPromptSpecification(
                        McpSchema.Prompt.builder("test_prompt_with_arguments")
                                .description("A prompt with arguments.")
                                .arguments(List.of(argument("arg1"), argument("arg2")))
                                .build(),
                        (exchange, request) -> messages(text("Prompt with arguments: arg1='"
                                + request.arguments().get("arg1") + "', arg2='"
                                + request.arguments().get("arg2") + "'"))),
                new SyncPromptSpecification(
                        McpSchema.Prompt.builder("test_prompt_with_embedded_resource")
                                .description("A prompt with a resource.")
                                .arguments(List.of(argument("resourceUri")))
                                .build(),
                        (exchange, request) -> messages(
                                resource(
                                        String.valueOf(request.arguments().get("resourceUri")),
                                        "text/plain",
                                        "Embedded resource content for testing."),
                                text("Please process the embedded resource above."))),
                new SyncPromptSpecification(
                        McpSchema.Prompt.builder("test_prompt_with_image")
                                .description("A prompt with an image.")
                                .build(),
                        (exchange, request) -> messages(image(), text("Please analyze the image above."))));
    }

    private static SyncCompletionSpecification completion() {
        return new SyncCompletionSpecification(
                new McpSchema.PromptReference("test_prompt_with_arguments"),
                (exchange, request) -> new McpSchema.CompleteResult(
                        new McpSchema.CompleteResult.CompleteCompletion(List.of("paris", "park"), 2, false)));
    }
}
