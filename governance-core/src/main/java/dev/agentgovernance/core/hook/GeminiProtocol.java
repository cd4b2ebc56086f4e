/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.core.hook.HostEvent.Phase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hooks of Gemini CLI, which allows or denies, merges arguments and takes a text in the place of a result. */
record GeminiProtocol() implements HostProtocol {

    @Override
    public Host host() {
        return Host.GEMINI_CLI;
    }

    @Override
    public HostEvent read(Map<String, @Nullable Object> message) {
        HookMessage read = HookMessage.of(message);
        Phase phase = switch (read.event()) {
            case "BeforeTool" -> Phase.BEFORE_TOOL;
            case "AfterTool" -> Phase.AFTER_TOOL;
            case "BeforeAgent" -> Phase.PROMPT;
            case "SessionStart" -> Phase.START;
            case "AfterAgent",
                    "BeforeModel",
                    "AfterModel",
                    "BeforeToolSelection",
                    "SessionEnd",
                    "Notification",
                    "PreCompress" -> Phase.PASSING;
            default -> throw new HookFormatException("This event is not known.");
        };
        return new HostEvent(
                phase,
                read.event(),
                phase == Phase.BEFORE_TOOL ? tool(read) : read.text("tool_name"),
                phase == Phase.BEFORE_TOOL ? read.input() : Map.of(),
                phase == Phase.PROMPT ? read.text("prompt") : shown(message.get("tool_response")),
                read.context(Host.GEMINI_CLI));
    }

    /** The name of a tool of a server does not show where that of the server ends; what stands beside it does. */
    private static String tool(HookMessage read) {
        return read.fields().get("mcp_context") instanceof Map<?, ?> server
                        && server.get("server_name") instanceof String name
                        && server.get("tool_name") instanceof String tool
                ? ToolTable.mcpName(name, tool)
                : read.tool();
    }

    /** What of a result goes to the model. */
    private static @Nullable Object shown(@Nullable Object response) {
        return response instanceof Map<?, ?> map && map.containsKey("llmContent") ? map.get("llmContent") : response;
    }

    @Override
    public boolean canAsk() {
        return false;
    }

    @Override
    public Map<String, Object> permit(
            HostEvent event, ToolCallJudge.Answer answer, String reason, @Nullable Map<String, ?> input) {
        if (answer != ToolCallJudge.Answer.ALLOW) {
            return denied(reason);
        }
        return input == null
                ? Map.of("decision", "allow")
                : HostProtocol.ordered("decision", "allow", "hookSpecificOutput", Map.of("tool_input", input));
    }

    @Override
    public Map<String, Object> replace(HostEvent event, Object content) {
        return denied(content instanceof String text ? text : StrictJson.write(Map.of("output", content)));
    }

    @Override
    public Map<String, Object> refusePrompt(String reason) {
        return denied(reason);
    }

    @Override
    public Map<String, Object> tell(HostEvent event, String text) {
        return Map.of("hookSpecificOutput", Map.of("additionalContext", text));
    }

    @Override
    public Map<String, Object> refuse(String message, String reason) {
        return denied(reason);
    }

    private static Map<String, Object> denied(String reason) {
        return HostProtocol.ordered("decision", "deny", "reason", reason);
    }
}
