/**
 * What an action would do: {@link dev.agentgovernance.api.effect.Effect}s of a closed taxonomy, how much of the action was
 * understood ({@link dev.agentgovernance.api.effect.Coverage}), and how bad it could be
 * ({@link dev.agentgovernance.api.effect.Impact}). {@link dev.agentgovernance.api.effect.ActionClassifier} is the seam for
 * classifiers of a host's own.
 */
@NullMarked
package dev.agentgovernance.api.effect;

import org.jspecify.annotations.NullMarked;
