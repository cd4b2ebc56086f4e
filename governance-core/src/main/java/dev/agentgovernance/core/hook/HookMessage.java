/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.action.ActionContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of Claude Code.
 *
 * <p>What the message says of permission modes is not read: an answer never depends on it.
 *
 * @param event the name of the event
 * @param fields the whole message
 */
record HookMessage(String event, Map<String, @Nullable Object> fields) {

    /** Longest name of an agent type that becomes part of the name of an agent. */
    private static final int MAX_NAME = 64;

    /**
     * Returns the message that a text is.
     *
     * @throws HookFormatException if it is none
     */
    static HookMessage parse(String text) {
        Map<String, @Nullable Object> fields = StrictJson.object(text);
        if (fields.get("hook_event_name") instanceof String event) {
            return new HookMessage(event, fields);
        }
        throw new HookFormatException("The message names no event.");
    }

    /** Returns the text of a field, empty where there is none. */
    String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    /**
     * Returns the name of the tool.
     *
     * @throws HookFormatException if there is none
     */
    String tool() {
        if (fields.get("tool_name") instanceof String tool && !tool.isEmpty()) {
            return tool;
        }
        throw new HookFormatException("The message names no tool.");
    }

    /**
     * Returns the input of the tool.
     *
     * @throws HookFormatException if it is no object
     */
    Map<String, @Nullable Object> input() {
        if (fields.get("tool_input") instanceof Map<?, ?> input) {
            return StrictJson.copy(input);
        }
        throw new HookFormatException("The message has no tool input.");
    }

    /** Returns who asks, and where. Reads at most three small files of the working tree. */
    ActionContext context() {
        String host = Host.CLAUDE_CODE.id();
        boolean isChild = !text("agent_id").isEmpty();
        // The type is stable over sessions, the id is not; trust is held by what is stable.
        ActionContext.Builder context = isChild
                ? ActionContext.builder(host + "/" + name(text("agent_type"))).parentAgent(host)
                : ActionContext.builder(host);
        context.session(text("session_id"));
        String folder = text("cwd");
        if (!folder.isEmpty()) {
            context.workingDirectory(folder);
            WorkingTree tree = WorkingTree.at(folder);
            context.repositoryRoot(tree.root()).branch(tree.branch()).repository(tree.repository());
        }
        return context.build();
    }

    private static String name(String type) {
        StringBuilder name = new StringBuilder();
        type.chars()
                .limit(MAX_NAME)
                .forEach(c -> name.append(Character.isLetterOrDigit(c) || c == '-' || c == '_' ? (char) c : '_'));
        return name.isEmpty() ? "agent" : name.toString();
    }
}
