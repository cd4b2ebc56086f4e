/**
 * Which level of trust counts for an action, and how it is earned. {@link dev.agentgovernance.core.trust.TrustCheck} takes the
 * level that a {@link dev.agentgovernance.api.trust.TrustSource} knows (a policy's list, a ledger of evidence) for each class of
 * effect, under its ceiling and that of the agent that started this one.
 *
 * <p>{@link dev.agentgovernance.core.trust.TrustLedger} is such a source: it has {@code Career} go through the evidence of a key
 * under {@link dev.agentgovernance.core.trust.TrustRules} and gives the {@link dev.agentgovernance.core.trust.Standing} that
 * follows. {@code Tally} counts with decay, {@code Wilson} judges the counts in whole numbers.
 */
@NullMarked
package dev.agentgovernance.core.trust;

import org.jspecify.annotations.NullMarked;
