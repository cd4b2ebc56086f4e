/**
 * The question and the answer: a {@link dev.agentgovernance.api.Guard} is asked whether an agent may do an action, and
 * gives a {@link dev.agentgovernance.api.Decision}.
 *
 * <p>Read {@code Guard} first, then {@code Decision}. The parts of a question are in {@code api.action}; what an action
 * would do is said in {@code api.effect}; how much an agent may do on its own is in {@code api.trust}.
 */
@NullMarked
package dev.agentgovernance.api;

import org.jspecify.annotations.NullMarked;
