/**
 * The way from a question to its answer: {@link dev.agentgovernance.core.Governance} wires the rooms below in the order of
 * the flow (classify, impact, scope, secrets, trust, oversight, audit) and is itself the guard.
 */
@NullMarked
package dev.agentgovernance.core;

import org.jspecify.annotations.NullMarked;
