/**
 * Cuts text into lines and windows at places that depend on the text alone, runs the keywords and matchers over each, and
 * settles which finding wins. Everything here is for one thread.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.engine;

import org.jspecify.annotations.NullMarked;
