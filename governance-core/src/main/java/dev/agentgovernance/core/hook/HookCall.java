/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import java.util.List;
import java.util.Objects;

/**
 * What a hook message asks: the actions of one tool call, and the context they would happen in.
 *
 * @param event the name of the event as the host writes it
 * @param tool the name of the tool as the host writes it
 * @param actions what the call would do, at least one; all of them have to be allowed
 * @param context who asks, and where
 */
public record HookCall(String event, String tool, List<Action> actions, ActionContext context) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no action
     */
    public HookCall {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(tool, "tool");
        actions = List.copyOf(actions);
        Objects.requireNonNull(context, "context");
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a tool call is at least one action");
        }
    }
}
