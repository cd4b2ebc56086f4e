/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import dev.agentgovernance.mcp.json.Json;
import io.quarkiverse.mcp.server.ExecutionModel;
import io.quarkiverse.mcp.server.SupportedExecutionModels;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolInputGuardrail;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a call before its tool runs; the last of a tool's guardrails for arguments, so that nothing is changed after it. */
@Singleton
@SupportedExecutionModels({ExecutionModel.WORKER_THREAD, ExecutionModel.VIRTUAL_THREAD})
public final class JudgesArguments implements ToolInputGuardrail {

    private final GovernedCalls calls;

    JudgesArguments(GovernedCalls calls) {
        this.calls = calls;
    }

    @Override
    public void apply(ToolInputContext context) {
        Map<String, @Nullable Object> arguments =
                Json.object(Json.read(context.getArguments().encode()));
        Map<String, @Nullable Object> judged = calls.begin(
                        context.getConnection(),
                        context.getRequestId(),
                        context.getTool().name(),
                        arguments == null ? Map.of() : arguments)
                // What the result says of it, the other guardrail knows.
                .orElseThrow(() -> new ToolCallException("refused"));
        context.setArguments(new JsonObject(Json.write(judged)));
    }
}
