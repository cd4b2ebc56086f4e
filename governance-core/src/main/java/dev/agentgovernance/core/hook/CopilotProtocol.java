/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.core.hook.HostEvent.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of GitHub Copilot. A message in its own form has no name of an event: what it holds tells which it is. One with
 * a name is in the form of Claude Code, with the tools of that. Its cloud agent takes an ask for a refusal.
 */
record CopilotProtocol() implements HostProtocol {

    private static final ToolTable TOOLS = ToolTable.load(Host.COPILOT);

    @Override
    public Host host() {
        return Host.COPILOT;
    }

    @Override
    public ToolTable tools(HostEvent event) {
        return event.name().equals("PreToolUse") ? ToolTable.CLAUDE_CODE : TOOLS;
    }

    @Override
    public HostEvent read(Map<String, @Nullable Object> message) {
        if (message.get("hook_event_name") instanceof String) {
            return named(HookMessage.of(message));
        }
        HookMessage read = new HookMessage("", message);
        if (message.containsKey("toolName")) {
            String tool = HostProtocol.text(message, "toolName");
            if (tool.isEmpty()) {
                throw new HookFormatException("The message names no tool.");
            }
            boolean after = message.containsKey("toolResult");
            Map<String, @Nullable Object> input = after ? Map.of() : HostProtocol.object(message, "toolArgs");
            return event(
                    read,
                    after ? Phase.AFTER_TOOL : Phase.BEFORE_TOOL,
                    after ? "postToolUse" : "preToolUse",
                    tool,
                    input,
                    message.get("toolResult"));
        }
        if (message.containsKey("prompt")) {
            return event(read, Phase.PROMPT, "userPromptSubmitted", "", Map.of(), read.text("prompt"));
        }
        if (message.containsKey("source") || message.containsKey("reason") || message.containsKey("error")) {
            return event(read, Phase.PASSING, "", "", Map.of(), null);
        }
        throw new HookFormatException("This event is not known.");
    }

    private static HostEvent named(HookMessage read) {
        return switch (read.event()) {
            case "PreToolUse" ->
                event(
                        read,
                        Phase.BEFORE_TOOL,
                        read.event(),
                        read.tool(),
                        HostProtocol.object(read.fields(), "tool_input"),
                        null);
            case "PostToolUse", "Stop", "SubagentStop", "SessionStart", "SessionEnd", "ErrorOccurred", "PreCompact" ->
                event(read, Phase.PASSING, read.event(), "", Map.of(), null);
            case "UserPromptSubmit", "UserPromptSubmitted" ->
                event(read, Phase.PROMPT, read.event(), "", Map.of(), read.text("prompt"));
            default -> throw new HookFormatException("This event is not known.");
        };
    }

    private static HostEvent event(
            HookMessage read,
            Phase phase,
            String name,
            String tool,
            Map<String, @Nullable Object> input,
            @Nullable Object content) {
        return new HostEvent(phase, name, tool, input, content, read.context(Host.COPILOT));
    }

    @Override
    public boolean takesRewritten() {
        return true;
    }

    @Override
    public boolean canAsk() {
        return true;
    }

    @Override
    public Map<String, Object> permit(
            HostEvent event, ToolCallJudge.Answer answer, String reason, @Nullable Map<String, ?> input) {
        Map<String, Object> permit = HostProtocol.ordered(
                "permissionDecision",
                switch (answer) {
                    case ALLOW -> "allow";
                    case ASK -> "ask";
                    case DENY -> "deny";
                },
                "permissionDecisionReason",
                reason);
        if (input != null) {
            permit.put("modifiedArgs", input);
        }
        return permit;
    }

    @Override
    public Map<String, Object> replace(HostEvent event, Object content) {
        return Map.of("modifiedResult", content);
    }

    @Override
    public Map<String, Object> refusePrompt(String reason) {
        // Nothing holds a prompt up; whoever wrote it can be told.
        return Map.of("systemMessage", reason);
    }

    @Override
    public Map<String, Object> tell(HostEvent event, String text) {
        return new LinkedHashMap<>();
    }

    @Override
    public Map<String, Object> refuse(String message, String reason) {
        return HostProtocol.ordered("permissionDecision", "deny", "permissionDecisionReason", reason);
    }
}
