/**
 * What a plan of infrastructure would do: {@link dev.agentgovernance.core.internal.classify.infra.PlanClassifier} is the door,
 * {@code ResourceTypes} knows which types hold data or permissions.
 */
@NullMarked
package dev.agentgovernance.core.internal.classify.infra;

import org.jspecify.annotations.NullMarked;
