/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.langchain4j;

import dev.agentgovernance.mcp.LocalServer;
import dev.agentgovernance.mcp.LocalServer.Step;
import dev.agentgovernance.mcp.McpConversation;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tools of one MCP server in LangChain4j, behind a session: what cannot be called is not shown to the model, a call is judged
 * before it leaves, a person is asked where the policy says so, and results lose their secrets.
 *
 * <p>The model gets results as text. Safe for use by several threads.
 */
public final class GovernedTools {

    private final Predicate<String> person;
    private final LocalServer server;
    private volatile List<Map<String, @Nullable Object>> definitions = new CopyOnWriteArrayList<>();

    private GovernedTools(McpConversation conversation, String name, Predicate<String> person) {
        this.person = person;
        this.server = LocalServer.of(conversation.server(name), () -> definitions);
        this.server.connect(Map.of("elicitation", Map.of()));
    }

    /**
     * Returns a provider of a client's tools.
     *
     * @param client whose key is the name by which the owner knows the server
     * @param person shows a question to whoever sits before the agent; true is a yes to this very call
     */
    public static McpToolProvider provider(McpConversation conversation, McpClient client, Predicate<String> person) {
        GovernedTools tools = new GovernedTools(conversation, client.key(), person);
        return McpToolProvider.builder()
                .mcpClients(client)
                .filter(tools::isVisible)
                .toolWrapper(tools::wrap)
                .failIfOneServerFails(true)
                .build();
    }

    /** The framework shows each definition here before it shows any to the model. */
    private synchronized boolean isVisible(McpClient client, ToolSpecification tool) {
        Map<String, @Nullable Object> definition = definition(tool);
        if (!definitions.contains(definition)) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>(definitions);
            all.removeIf(known -> tool.name().equals(known.get("name")));
            all.add(definition);
            definitions = List.copyOf(all);
        }
        return server.visibleTools().stream().anyMatch(shown -> tool.name().equals(shown.get("name")));
    }

    /** Returns a definition as the server gave it, as far as the framework kept it: hints are in its metadata. */
    private static Map<String, @Nullable Object> definition(ToolSpecification tool) {
        Map<String, @Nullable Object> said = Objects.requireNonNull(Json.object(Json.read(tool.toJson())));
        Map<String, @Nullable Object> definition = new LinkedHashMap<>();
        definition.put("name", tool.name());
        definition.put("description", said.getOrDefault("description", ""));
        definition.put("inputSchema", said.getOrDefault("parameters", Map.of("type", "object")));
        definition.put("annotations", said.getOrDefault("metadata", Map.of()));
        return definition;
    }

    private ToolExecutor wrap(ToolExecutor executor) {
        return new ToolExecutor() {
            @Override
            public String execute(ToolExecutionRequest request, Object memoryId) {
                return governed(request, judged -> text(executor.execute(judged, memoryId), false))
                        .resultText();
            }

            @Override
            public ToolExecutionResult executeWithContext(ToolExecutionRequest request, InvocationContext context) {
                return governed(request, judged -> executor.executeWithContext(judged, context));
            }
        };
    }

    private ToolExecutionResult governed(
            ToolExecutionRequest request, Function<ToolExecutionRequest, ToolExecutionResult> executor) {
        Object arguments;
        try {
            String text = request.arguments();
            arguments = text == null || text.isBlank() ? Map.of() : Json.read(text);
        } catch (JsonException e) {
            return text("The arguments are no strict JSON: " + e.getMessage(), true);
        }
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("name", request.name());
        params.put("arguments", arguments);
        Step end = server.request("tools/call", params)
                .complete(
                        judged -> result(executor.apply(ToolExecutionRequest.builder()
                                .id(request.id())
                                .name(request.name())
                                .arguments(Json.write(judged.get("arguments")))
                                .build())),
                        question -> person.test(String.valueOf(question.get("message")))
                                ? Map.of("action", "accept", "content", Map.of("approve", true))
                                : Map.of("action", "decline"));
        return end instanceof Step.Result result
                ? text(
                        textOf(result.result()),
                        Boolean.TRUE.equals(result.result().get("isError")))
                : text("The call is refused: there is no such tool, or it is not well formed.", true);
    }

    private static Map<String, ?> result(ToolExecutionResult result) {
        return Map.of(
                "content",
                List.of(Map.of("type", "text", "text", String.valueOf(result.resultText()))),
                "isError",
                result.isError());
    }

    private static String textOf(Map<String, @Nullable Object> result) {
        StringBuilder text = new StringBuilder();
        if (result.get("content") instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> map && map.get("text") instanceof String more) {
                    text.append(text.isEmpty() ? "" : "\n").append(more);
                }
            }
        }
        return text.toString();
    }

    private static ToolExecutionResult text(String text, boolean isError) {
        return ToolExecutionResult.builder().resultText(text).isError(isError).build();
    }
}
