/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.action.ActionContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of a host that names its events.
 *
 * <p>What the message says of permission modes is not read: an answer never depends on it.
 *
 * @param event the name of the event
 * @param fields the whole message
 */
record HookMessage(String event, Map<String, @Nullable Object> fields) {

    /** Longest name of an agent type that becomes part of the name of an agent. */
    private static final int MAX_NAME = 64;

    // The hosts agree on what these are, and not on their names.
    private static final List<String> SESSION = List.of("session_id", "conversation_id", "sessionId");
    private static final List<String> CHILD = List.of("agent_id", "agentId");
    private static final List<String> CHILD_TYPE = List.of("agent_type", "agentType");

    /**
     * Returns the message that a text is.
     *
     * @throws HookFormatException if it is none
     */
    static HookMessage parse(String text) {
        return of(StrictJson.object(text));
    }

    /**
     * Returns the message that an object is.
     *
     * @throws HookFormatException if it is none
     */
    static HookMessage of(Map<String, @Nullable Object> fields) {
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
    ActionContext context(Host asking) {
        return context(asking, text("cwd"));
    }

    /** Returns who asks in a folder, and where. */
    ActionContext context(Host asking, String folder) {
        String host = asking.id();
        boolean isChild = !first(CHILD).isEmpty();
        // The type is stable over sessions, the id is not; trust is held by what is stable.
        ActionContext.Builder context = isChild
                ? ActionContext.builder(host + "/" + name(first(CHILD_TYPE))).parentAgent(host)
                : ActionContext.builder(host);
        context.session(first(SESSION));
        if (!folder.isEmpty()) {
            context.workingDirectory(folder);
            WorkingTree tree = WorkingTree.at(folder);
            context.repositoryRoot(tree.root()).branch(tree.branch()).repository(tree.repository());
        }
        return context.build();
    }

    private String first(List<String> names) {
        for (String field : names) {
            if (!text(field).isEmpty()) {
                return text(field);
            }
        }
        return "";
    }

    private static String name(String type) {
        StringBuilder name = new StringBuilder();
        type.chars()
                .limit(MAX_NAME)
                .forEach(c -> name.append(Character.isLetterOrDigit(c) || c == '-' || c == '_' ? (char) c : '_'));
        return name.isEmpty() ? "agent" : name.toString();
    }
}
