/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one host says what is about to happen, and which answers it takes. A host drops an answer that it does not know and
 * goes ahead: each method returns exactly what the host takes.
 */
sealed interface HostProtocol permits CodexProtocol, CursorProtocol, GeminiProtocol, CopilotProtocol {

    /** Returns the host. */
    Host host();

    /**
     * Returns the tools that an event speaks of.
     *
     * @param event what a call belongs to
     * @param own the tools of the host
     */
    default ToolTable tools(HostEvent event, ToolTable own) {
        return own;
    }

    /**
     * Returns what a message is about.
     *
     * @throws HookFormatException if it cannot be told
     */
    HostEvent read(Map<String, @Nullable Object> message);

    /** Tells whether the host runs a command that was rewritten. */
    default boolean takesRewritten() {
        return true;
    }

    /** Tells whether the host can be told to ask its user. */
    default boolean canAsk() {
        return true;
    }

    /**
     * Returns the answer before a tool is called, or before the user is asked.
     *
     * @param answer what becomes of the call; an ask only where the host can
     * @param reason why, for the agent
     * @param input the whole input with which the call goes ahead, or null for the one it came with
     */
    Map<String, Object> permit(
            HostEvent event, ToolCallJudge.Answer answer, String reason, @Nullable Map<String, ?> input);

    /** Returns the answer to a call that goes ahead, with something that somebody has to be told about it. */
    default Map<String, Object> withNotice(Map<String, Object> answer, String notice) {
        Map<String, Object> told = new LinkedHashMap<>(answer);
        told.put("systemMessage", notice);
        return told;
    }

    /** Returns the answer that puts something in the place of what a tool returned. */
    Map<String, Object> replace(HostEvent event, Object content);

    /** Returns the answer to a prompt that must not be sent. */
    Map<String, Object> refusePrompt(String reason);

    /** Returns the answer that tells an agent something at its beginning; empty where the host does not take it. */
    Map<String, Object> tell(HostEvent event, String text);

    /**
     * Returns the answer that refuses a message that cannot be read.
     *
     * @param message its text
     */
    Map<String, Object> refuse(String message, String reason);

    /** Returns the text of a field, empty where there is none. */
    static String text(Map<String, ?> fields, String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    /**
     * Returns the object in a field, which may be written as the text of one.
     *
     * @throws HookFormatException if it is none
     */
    static Map<String, @Nullable Object> object(Map<String, ?> fields, String field) {
        Object value = fields.get(field);
        if (value instanceof Map<?, ?> map) {
            return StrictJson.copy(map);
        }
        if (value instanceof String text) {
            return StrictJson.object(text);
        }
        throw new HookFormatException("The message has no " + field + ".");
    }

    /** Returns a map in the order of its arguments. */
    static Map<String, Object> ordered(String key, Object value, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }
}
