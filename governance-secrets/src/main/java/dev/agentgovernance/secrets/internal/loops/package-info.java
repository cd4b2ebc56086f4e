/**
 * The loops over every character, in the form that every Java has and in the form that needs the Vector API, and the choice
 * between them. The latter is compiled by a JDK 25 alone and stands in the jar for such; it is found by its name.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.loops;

import org.jspecify.annotations.NullMarked;
