/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line of {@code decide} asks.
 *
 * @param actions all of what would be done
 * @param context who asks, and where
 * @param trust the level that the line itself names, or null
 * @param shown the action as the line has it: a text or a tree, to be shown without secrets
 */
record Question(
        List<Action> actions,
        ActionContext context,
        @Nullable TrustLevel trust,
        @Nullable Object shown) {}
