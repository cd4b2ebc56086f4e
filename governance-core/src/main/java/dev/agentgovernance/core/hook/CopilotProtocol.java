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

    @Override
    public Host host() {
        return Host.COPILOT;
    }

    @Override
    public ToolTable tools(HostEvent event, ToolTable own) {
        return event.name().equals("PreToolUse") ? ToolTable.CLAUDE_CODE : own;
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
            Map<String, @Nullable Object> input = after ? Map.of() : arguments(message);
            return event(
                    read,
                    after ? Phase.AFTER_TOOL : Phase.BEFORE_TOOL,
                    after ? "postToolUse" : "preToolUse",
                    ofServer(tool),
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

    /** A tool of a server is SERVER-TOOL, and its own tools have no hyphens; with several, the server cannot be told. */
    private static String ofServer(String tool) {
        int hyphen = tool.indexOf('-');
        return hyphen > 0 && hyphen == tool.lastIndexOf('-') && hyphen < tool.length() - 1
                ? ToolTable.mcpName(tool.substring(0, hyphen), tool.substring(hyphen + 1))
                : tool;
    }

    /** The arguments of a call; a patch comes as the text that it is. */
    private static Map<String, @Nullable Object> arguments(Map<String, @Nullable Object> message) {
        String patch = HostProtocol.text(message, "toolArgs");
        return PatchText.isPatch(patch) ? Map.of("input", patch) : HostProtocol.object(message, "toolArgs");
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

    /** It shows the reason of a question to its user; what it tells nobody else goes through the agent. */
    @Override
    public Map<String, Object> withNotice(Map<String, Object> answer, String notice) {
        Map<String, Object> told = new LinkedHashMap<>(answer);
        if ("ask".equals(answer.get("permissionDecision"))) {
            told.merge("permissionDecisionReason", notice, (reason, said) -> reason + "\n" + said);
        } else {
            told.put("additionalContext", "Tell your user: " + notice);
        }
        return told;
    }

    @Override
    public Map<String, Object> replace(HostEvent event, Object content) {
        return Map.of("modifiedResult", content);
    }

    @Override
    public Map<String, Object> refusePrompt(String reason) {
        return HostProtocol.ordered("decision", "block", "reason", reason);
    }

    @Override
    public Map<String, Object> tell(HostEvent event, String text) {
        return Map.of();
    }

    @Override
    public Map<String, Object> refuse(String message, String reason) {
        boolean isPrompt = message.contains("\"prompt\"")
                && !message.contains("\"toolName\"")
                && !message.contains("\"tool_name\"");
        return isPrompt ? refusePrompt(reason) : denied(reason);
    }

    private static Map<String, Object> denied(String reason) {
        return HostProtocol.ordered("permissionDecision", "deny", "permissionDecisionReason", reason);
    }
}
