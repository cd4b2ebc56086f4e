/**
 * Finds the keywords: one pass over the text, one table step a character, whatever the number of keywords.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.automaton;

import org.jspecify.annotations.NullMarked;
