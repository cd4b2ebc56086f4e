/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.action.ActionContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message of a host is about, in the terms of none.
 *
 * @param phase when it comes
 * @param name the name of the event as the host writes it
 * @param tool the tool, empty where there is none
 * @param input what the tool is called with
 * @param content what the tool returned or is about to show, the text of a prompt, or null
 * @param context who asks, and where
 */
record HostEvent(
        Phase phase,
        String name,
        String tool,
        Map<String, @Nullable Object> input,
        @Nullable Object content,
        ActionContext context) {

    /** The moments in the life of a session at which something can be said. */
    enum Phase {
        /** A tool is about to be called. */
        BEFORE_TOOL,
        /** The host is about to ask its user about a call. */
        PERMISSION,
        /** A tool has returned. */
        AFTER_TOOL,
        /** A user has written something. */
        PROMPT,
        /** An agent begins. */
        START,
        /** Nothing is to be said. */
        PASSING
    }
}
