/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.core.hook.HostEvent.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of Cursor. A shell, a tool of a server and a file that is read have events of their own beside the one that all
 * tools share. It can ask its user; it runs nothing rewritten and shows every result as it is.
 */
record CursorProtocol() implements HostProtocol {

    private static final String MCP = "MCP:";

    @Override
    public Host host() {
        return Host.CURSOR;
    }

    @Override
    public HostEvent read(Map<String, @Nullable Object> message) {
        HookMessage read = HookMessage.of(message);
        return switch (read.event()) {
            case "preToolUse" -> call(read, read.tool(), HostProtocol.object(message, "tool_input"), null);
            case "beforeShellExecution" -> call(read, "Shell", given(message, "command", "timeout"), null);
            case "beforeMCPExecution" ->
                call(read, MCP + read.tool(), HostProtocol.object(message, "tool_input"), null);
            case "beforeReadFile" ->
                call(read, "Read", given(message, "file_path", "attachments"), message.get("content"));
            case "beforeSubmitPrompt" -> event(read, Phase.PROMPT, read.text("prompt"));
            case "sessionStart", "subagentStart" -> event(read, Phase.START, null);
            case "postToolUse",
                    "postToolUseFailure",
                    "afterShellExecution",
                    "afterMCPExecution",
                    "afterFileEdit",
                    "afterAgentResponse",
                    "afterAgentThought",
                    "subagentStop",
                    "preCompact",
                    "sessionEnd",
                    "stop" -> event(read, Phase.PASSING, null);
            default -> throw new HookFormatException("This event is not known.");
        };
    }

    private static HostEvent call(
            HookMessage read, String tool, Map<String, @Nullable Object> input, @Nullable Object content) {
        return new HostEvent(
                Phase.BEFORE_TOOL,
                read.event(),
                tool.startsWith(MCP) ? ToolTable.mcpName(Host.CURSOR.id(), tool.substring(MCP.length())) : tool,
                input,
                content,
                read.context(Host.CURSOR, folder(read)));
    }

    private static HostEvent event(HookMessage read, Phase phase, @Nullable Object content) {
        return new HostEvent(phase, read.event(), "", Map.of(), content, read.context(Host.CURSOR, folder(read)));
    }

    /** The folder of a call, or the first that is open. */
    private static String folder(HookMessage read) {
        String folder = read.text("cwd");
        return folder.isEmpty()
                        && read.fields().get("workspace_roots") instanceof List<?> roots
                        && !roots.isEmpty()
                        && roots.get(0) instanceof String root
                ? root
                : folder;
    }

    private static Map<String, @Nullable Object> given(Map<String, @Nullable Object> message, String... fields) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        for (String field : fields) {
            if (message.containsKey(field)) {
                given.put(field, message.get(field));
            }
        }
        return given;
    }

    @Override
    public boolean takesRewritten() {
        return false;
    }

    @Override
    public Map<String, Object> permit(
            HostEvent event, ToolCallJudge.Answer answer, String reason, @Nullable Map<String, ?> input) {
        return switch (answer) {
            case ALLOW -> Map.of("permission", "allow");
            case ASK -> answer("ask", reason);
            case DENY -> answer("deny", reason);
        };
    }

    @Override
    public Map<String, Object> withNotice(Map<String, Object> answer, String notice) {
        Map<String, Object> told = new LinkedHashMap<>(answer);
        told.merge("user_message", notice, (reason, said) -> reason + "\n" + said);
        return told;
    }

    @Override
    public Map<String, Object> replace(HostEvent event, Object content) {
        return Map.of();
    }

    @Override
    public Map<String, Object> refusePrompt(String reason) {
        return HostProtocol.ordered("continue", false, "user_message", reason);
    }

    @Override
    public Map<String, Object> tell(HostEvent event, String text) {
        return event.name().equals("subagentStart") ? Map.of("decision", "allow") : Map.of();
    }

    @Override
    public Map<String, Object> refuse(String message, String reason) {
        if (message.contains("\"beforeSubmitPrompt\"")) {
            return refusePrompt(reason);
        }
        return message.contains("\"subagentStart\"")
                ? HostProtocol.ordered("decision", "deny", "reason", reason)
                : answer("deny", reason);
    }

    private static Map<String, Object> answer(String permission, String reason) {
        Map<String, Object> answer = HostProtocol.ordered("permission", permission, "user_message", reason);
        answer.put("agent_message", reason);
        return answer;
    }
}
