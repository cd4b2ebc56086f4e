/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import io.quarkiverse.mcp.server.Elicitation;
import io.quarkiverse.mcp.server.FeatureManager.FeatureInfo;
import io.quarkiverse.mcp.server.McpLog;
import io.quarkiverse.mcp.server.NotificationManager;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.Roots;
import io.quarkiverse.mcp.server.Sampling;
import io.quarkiverse.mcp.server.ToolGuardrails;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.WrapBusinessError;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows what of a server is governed whole, and fails the start by the names of everything that is not. */
@Singleton
final class Coverage {

    /** By these a tool talks to its client past the guardrails. */
    private static final Set<Class<?>> PAST_THE_GUARDRAILS =
            Set.of(Elicitation.class, Sampling.class, Roots.class, McpLog.class, Progress.class);

    private final ToolManager tools;
    private final List<Iterable<? extends FeatureInfo>> others;

    Coverage(
            ToolManager tools,
            ResourceManager resources,
            ResourceTemplateManager templates,
            PromptManager prompts,
            NotificationManager notifications) {
        this.tools = tools;
        this.others = List.of(resources, templates, prompts, notifications);
    }

    /** Comes after everything else that does something at the start. */
    void check(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start) {
        List<String> gaps = new ArrayList<>();
        tools.forEach(tool -> gap(tool).ifPresent(gap -> gaps.add("tool " + tool.name() + " (" + gap + ")")));
        for (Iterable<? extends FeatureInfo> kind : others) {
            kind.forEach(info -> gaps.add(info.name() + " (Quarkus has no guardrails for it)"));
        }
        if (!gaps.isEmpty()) {
            throw new IllegalStateException("not governed: " + String.join("; ", gaps));
        }
    }

    /** Returns what of a tool is past the guardrails; empty where nothing is. */
    static Optional<String> gap(ToolManager.ToolInfo tool) {
        // Of a tool that code has made, nobody can say which guardrails it has.
        return tool.method().map(Coverage::gap).orElse(Optional.of("it is not a method"));
    }

    private static Optional<String> gap(Method method) {
        ToolGuardrails guardrails = method.getAnnotation(ToolGuardrails.class);
        if (guardrails == null
                || !isLast(guardrails.input(), JudgesArguments.class)
                || !isLast(guardrails.output(), JudgesResult.class)) {
            return Optional.of("its last guardrails are not JudgesArguments and JudgesResult");
        }
        WrapBusinessError wrap = method.getAnnotation(WrapBusinessError.class);
        WrapBusinessError errors =
                wrap == null ? method.getDeclaringClass().getAnnotation(WrapBusinessError.class) : wrap;
        if (errors == null
                || errors.unless().length > 0
                || Arrays.stream(errors.value()).noneMatch(type -> type.isAssignableFrom(Exception.class))) {
            return Optional.of("its exceptions pass the guardrails without @WrapBusinessError");
        }
        return Arrays.stream(method.getParameterTypes()).anyMatch(PAST_THE_GUARDRAILS::contains)
                ? Optional.of("it talks to the client past the guardrails")
                : Optional.empty();
    }

    private static boolean isLast(Class<?>[] guardrails, Class<?> ours) {
        return guardrails.length > 0 && guardrails[guardrails.length - 1] == ours;
    }
}
