/**
 * Which level of trust counts for an action: {@link dev.agentgovernance.core.trust.TrustCheck} takes the level that a
 * {@link dev.agentgovernance.api.trust.TrustSource} knows (a policy's list, a ledger of evidence) for each class of effect,
 * under its ceiling and that of the agent that started this one.
 */
@NullMarked
package dev.agentgovernance.core.trust;

import org.jspecify.annotations.NullMarked;
