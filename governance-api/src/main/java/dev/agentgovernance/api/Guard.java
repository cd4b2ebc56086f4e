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

    /**
     * Returns the decision that policy, trust and scope alone give, on record like any other: no approval is asked for, and
     * none is used up. For what a host does on its own besides, as part of an action that was decided.
     */
    default Decision judge(Action action, ActionContext context) {
        return decide(action, context);
    }
}
