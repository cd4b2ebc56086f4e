/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of Claude Code, and the form in which each is refused. An event that is not here is refused in the general
 * form, since nobody knows what passing would mean.
 */
enum HookEvent {
    PRE_TOOL_USE("PreToolUse", Refusal.PERMISSION),
    PERMISSION_REQUEST("PermissionRequest", Refusal.BEHAVIOR),
    POST_TOOL_USE("PostToolUse", Refusal.HALT),
    POST_TOOL_USE_FAILURE("PostToolUseFailure", Refusal.HALT),
    POST_TOOL_BATCH("PostToolBatch", Refusal.DECISION),
    USER_PROMPT_SUBMIT("UserPromptSubmit", Refusal.DECISION),
    USER_PROMPT_EXPANSION("UserPromptExpansion", Refusal.DECISION),
    CONFIG_CHANGE("ConfigChange", Refusal.DECISION),
    SESSION_START("SessionStart", Refusal.NONE),
    SUBAGENT_START("SubagentStart", Refusal.NONE),
    // A refused stop is a loop: these always pass.
    STOP("Stop", Refusal.NONE),
    SUBAGENT_STOP("SubagentStop", Refusal.NONE),
    STOP_FAILURE("StopFailure", Refusal.NONE),
    TEAMMATE_IDLE("TeammateIdle", Refusal.NONE),
    TASK_CREATED("TaskCreated", Refusal.DECISION),
    TASK_COMPLETED("TaskCompleted", Refusal.NONE),
    PRE_COMPACT("PreCompact", Refusal.NONE),
    POST_COMPACT("PostCompact", Refusal.NONE),
    SETUP("Setup", Refusal.NONE),
    INSTRUCTIONS_LOADED("InstructionsLoaded", Refusal.NONE),
    MESSAGE_DISPLAY("MessageDisplay", Refusal.NONE),
    PERMISSION_DENIED("PermissionDenied", Refusal.NONE),
    NOTIFICATION("Notification", Refusal.NONE),
    CWD_CHANGED("CwdChanged", Refusal.NONE),
    DIRECTORY_ADDED("DirectoryAdded", Refusal.NONE),
    FILE_CHANGED("FileChanged", Refusal.NONE),
    WORKTREE_REMOVE("WorktreeRemove", Refusal.NONE),
    SESSION_END("SessionEnd", Refusal.NONE);

    private enum Refusal {
        PERMISSION,
        BEHAVIOR,
        DECISION,
        /** The event comes after the fact: all that is left is to stop the agent before it goes on with what it saw. */
        HALT,
        NONE
    }

    private static final Map<String, HookEvent> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(HookEvent::id, Function.identity()));
    private static final String KEY = "\"hook_event_name\"";

    private final String id;
    private final Refusal refusal;

    HookEvent(String id, Refusal refusal) {
        this.id = id;
        this.refusal = refusal;
    }

    /** Returns the name as the client writes it. */
    String id() {
        return id;
    }

    /** Returns the event with a name, or null. */
    static @Nullable HookEvent of(String name) {
        return BY_NAME.get(name);
    }

    /** Returns the event that a text seems to be about although it cannot be read, or null. */
    static @Nullable HookEvent guess(String text) {
        int key = text.indexOf(KEY);
        int open = key < 0 ? -1 : text.indexOf('"', key + KEY.length());
        int close = open < 0 ? -1 : text.indexOf('"', open + 1);
        return close < 0 ? null : of(text.substring(open + 1, close));
    }

    /** Returns the answer that refuses an event, or one that is not known. */
    static Map<String, Object> refuse(@Nullable HookEvent event, String reason) {
        if (event == null) {
            return decisionBlock(reason);
        }
        return switch (event.refusal) {
            case PERMISSION -> event.specific(Map.of("permissionDecision", "deny", "permissionDecisionReason", reason));
            case BEHAVIOR -> event.specific(Map.of("decision", ordered("behavior", "deny", "message", reason)));
            case DECISION -> decisionBlock(reason);
            case HALT -> ordered("continue", false, "stopReason", reason);
            case NONE -> Map.of();
        };
    }

    /** Returns an answer with fields that only this event has. */
    Map<String, Object> specific(Map<String, ?> fields) {
        Map<String, Object> specific = new LinkedHashMap<>();
        specific.put("hookEventName", id);
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> specific.put(e.getKey(), e.getValue()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("hookSpecificOutput", specific);
        return answer;
    }

    private static Map<String, Object> decisionBlock(String reason) {
        return ordered("decision", "block", "reason", reason);
    }

    private static Map<String, Object> ordered(String key, Object value, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }
}
