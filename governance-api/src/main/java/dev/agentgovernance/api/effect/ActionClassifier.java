/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;

/**
 * Works out what an action would do.
 *
 * <p>A classifier is a pure function: no input or output beyond reading files of the working tree, the same answer for the
 * same question, safe for use by several threads. It bounds its own work by its {@link ParseLimits}; what is over a limit,
 * or not understood, is said in the coverage and the gaps, never left out. A guard takes an exception as "nothing was
 * understood".
 */
@FunctionalInterface
public interface ActionClassifier {

    /** Returns what the action would do; {@link Classification#NOTHING} for kinds that this classifier does not judge. */
    Classification classify(Action action, ActionContext context);
}
