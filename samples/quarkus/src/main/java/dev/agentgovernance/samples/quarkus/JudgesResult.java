/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentgovernance.mcp.json.Json;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.ExecutionModel;
import io.quarkiverse.mcp.server.MetaKey;
import io.quarkiverse.mcp.server.SupportedExecutionModels;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolOutputGuardrail;
import io.quarkiverse.mcp.server.ToolResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows of a result what the client may see; the last of a tool's guardrails for results. */
@Singleton
@SupportedExecutionModels({ExecutionModel.WORKER_THREAD, ExecutionModel.VIRTUAL_THREAD})
public final class JudgesResult implements ToolOutputGuardrail {

    private final GovernedCalls calls;
    private final ObjectMapper mapper;

    JudgesResult(GovernedCalls calls, ObjectMapper mapper) {
        this.calls = calls;
        this.mapper = mapper;
    }

    @Override
    public void apply(ToolOutputContext context) {
        ToolResponse response = context.getResponse();
        Map<String, Content> parts = new LinkedHashMap<>();
        response.content().forEach(part -> parts.put(Json.write(tree(part)), part));
        Map<String, @Nullable Object> shown =
                calls.end(context.getConnection(), context.getRequestId(), object(tree(response)));
        context.setResponse(new ToolResponse(
                Boolean.TRUE.equals(shown.get("isError")),
                content(shown.get("content"), parts),
                shown.get("structuredContent"),
                meta(shown.get("_meta"))));
    }

    /** What Quarkus would write on the wire. */
    private @Nullable Object tree(Object value) {
        try {
            return Json.read(mapper.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written", e);
        }
    }

    /** A part goes on as it is where nothing of it was changed, and as the text that is left of it otherwise. */
    private static List<Content> content(@Nullable Object shown, Map<String, Content> parts) {
        List<Content> content = new ArrayList<>();
        for (Object tree : shown instanceof List<?> list ? list : List.of()) {
            Content same = parts.get(Json.write(tree));
            Object text = object(tree).get("text");
            content.add(same != null ? same : new TextContent(text instanceof String left ? left : "[withheld]"));
        }
        return content;
    }

    private static Map<MetaKey, Object> meta(@Nullable Object shown) {
        Map<MetaKey, Object> meta = new LinkedHashMap<>();
        object(shown).forEach((key, value) -> {
            if (value != null) {
                meta.put(MetaKey.from(key), value);
            }
        });
        return meta;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object tree) {
        Map<String, @Nullable Object> map = Json.object(tree);
        return map == null ? Map.of() : map;
    }
}
