/**
 * Five stories of agents, each a short program over the real guard: read one, run it, change it.
 *
 * <p>{@link dev.agentgovernance.samples.stories.Stories} tells them all.
 */
@NullMarked
package dev.agentgovernance.samples.stories;

import org.jspecify.annotations.NullMarked;
