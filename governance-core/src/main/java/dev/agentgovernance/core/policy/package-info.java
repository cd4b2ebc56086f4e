/**
 * The policy: what its author wrote, and the ruling it gives on one question.
 *
 * <p>{@link dev.agentgovernance.core.policy.Policy} is the door. On the way in, {@code DocumentReader} makes a tree that
 * knows where everything stands, {@code PolicyReader} makes a policy of it with the key lists of {@code Section}, and
 * whatever is wrong becomes one {@link dev.agentgovernance.core.policy.InvalidPolicyException}. On the way out, a
 * {@link dev.agentgovernance.core.policy.Question} meets the {@code Matrix} and the {@code Rule}s in {@code Evaluation},
 * and becomes a {@link dev.agentgovernance.core.policy.Ruling} whose reasons a person understands; {@code Phrases} has the
 * words, {@link dev.agentgovernance.core.policy.Advice} what to do instead.
 *
 * <p>The language is described for its authors in {@code POLICY.md} beside this module, and for editors in
 * {@code policy.schema.json}.
 */
@NullMarked
package dev.agentgovernance.core.policy;

import org.jspecify.annotations.NullMarked;
