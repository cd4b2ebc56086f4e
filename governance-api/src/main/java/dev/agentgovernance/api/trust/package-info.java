/**
 * How much an agent has earned, and how much oversight follows: levels per agent, repository and class of action, and the
 * evidence they rest on.
 */
@NullMarked
package dev.agentgovernance.api.trust;

import org.jspecify.annotations.NullMarked;
