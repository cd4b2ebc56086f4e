/**
 * Whether an action belongs to the task: {@link dev.agentgovernance.core.scope.ScopeCheck} holds its effects against the
 * {@link dev.agentgovernance.api.scope.TaskScope}.
 */
@NullMarked
package dev.agentgovernance.core.scope;

import org.jspecify.annotations.NullMarked;
