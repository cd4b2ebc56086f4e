/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.core.hook.HostEvent.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of Codex. It takes no plain allow and no ask: an allowed call gets no decision, so that its own rules of approval
 * hold, and what needs a human is refused. What the model sees of a result can only be replaced by the reason of a block.
 */
record CodexProtocol() implements HostProtocol {

    @Override
    public Host host() {
        return Host.CODEX;
    }

    @Override
    public HostEvent read(Map<String, @Nullable Object> message) {
        HookMessage read = HookMessage.of(message);
        Phase phase = switch (read.event()) {
            case "PreToolUse" -> Phase.BEFORE_TOOL;
            case "PermissionRequest" -> Phase.PERMISSION;
            case "PostToolUse" -> Phase.AFTER_TOOL;
            case "UserPromptSubmit" -> Phase.PROMPT;
            case "SessionStart", "SubagentStart" -> Phase.START;
            case "Stop", "SubagentStop", "StopFailure", "PreCompact", "PostCompact" -> Phase.PASSING;
            default -> throw new HookFormatException("This event is not known.");
        };
        boolean call = phase == Phase.BEFORE_TOOL || phase == Phase.PERMISSION;
        return new HostEvent(
                phase,
                read.event(),
                call ? read.tool() : read.text("tool_name"),
                call ? read.input() : Map.of(),
                phase == Phase.PROMPT ? read.text("prompt") : message.get("tool_response"),
                read.context(Host.CODEX));
    }

    @Override
    public boolean canAsk() {
        return false;
    }

    @Override
    public Map<String, Object> permit(
            HostEvent event, ToolCallJudge.Answer answer, String reason, @Nullable Map<String, ?> input) {
        if (event.phase() == Phase.PERMISSION) {
            return answer == ToolCallJudge.Answer.DENY
                    ? specific(
                            event.name(),
                            Map.of("decision", HostProtocol.ordered("behavior", "deny", "message", reason)))
                    : Map.of();
        }
        if (answer != ToolCallJudge.Answer.ALLOW) {
            return specific(
                    event.name(),
                    HostProtocol.ordered("permissionDecision", "deny", "permissionDecisionReason", reason));
        }
        return input == null
                ? Map.of()
                : specific(event.name(), HostProtocol.ordered("permissionDecision", "allow", "updatedInput", input));
    }

    @Override
    public Map<String, Object> replace(HostEvent event, Object content) {
        String text = content instanceof String plain ? plain : StrictJson.write(Map.of("output", content));
        return HostProtocol.ordered("decision", "block", "reason", text);
    }

    @Override
    public Map<String, Object> refusePrompt(String reason) {
        return HostProtocol.ordered("decision", "block", "reason", reason);
    }

    @Override
    public Map<String, Object> tell(HostEvent event, String text) {
        return specific(event.name(), Map.of("additionalContext", text));
    }

    @Override
    public Map<String, Object> refuse(String message, String reason) {
        return message.contains("\"PermissionRequest\"")
                ? specific(
                        "PermissionRequest",
                        Map.of("decision", HostProtocol.ordered("behavior", "deny", "message", reason)))
                : message.contains("\"PreToolUse\"")
                        ? specific(
                                "PreToolUse",
                                HostProtocol.ordered("permissionDecision", "deny", "permissionDecisionReason", reason))
                        : HostProtocol.ordered("decision", "block", "reason", reason);
    }

    private static Map<String, Object> specific(String event, Map<String, Object> fields) {
        Map<String, Object> specific = new LinkedHashMap<>();
        specific.put("hookEventName", event);
        specific.putAll(fields);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("hookSpecificOutput", specific);
        return answer;
    }
}
