/**
 * Whether what an agent does belongs to its task, as its {@link dev.agentgovernance.api.scope.TaskScope} declares it.
 *
 * <p>{@link dev.agentgovernance.core.scope.ScopeCheck} holds the effects of one action against the scope, before it happens.
 * {@link dev.agentgovernance.core.scope.DriftCheck} holds a {@link dev.agentgovernance.core.change.Diff} against it, after the
 * work: each {@link dev.agentgovernance.core.scope.Drift} is named by kind, file and line. Both say what would have to be added
 * to the scope. What counts as drift is data, {@code drift.txt}.
 */
@NullMarked
package dev.agentgovernance.core.scope;

import org.jspecify.annotations.NullMarked;
