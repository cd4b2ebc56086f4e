/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;

/**
 * Answers whether an agent may do an action, now, and who has to say yes.
 *
 * <p>Immutable and safe for use by any number of threads; make one and share it. {@link #decide} does not throw and does
 * not return null: what fails inside becomes an {@link Ask} or a {@link Deny} with a reason. Its time is bounded, since its
 * input is: an action over the limits is not understood and is asked.
 */
@FunctionalInterface
public interface Guard {

    /** Returns the decision on an action in a context. */
    Decision decide(Action action, ActionContext context);
}
