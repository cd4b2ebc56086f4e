/**
 * Judges a value that was read: a reference, a place for a secret, a word, or something that looks made by chance.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.filter;

import org.jspecify.annotations.NullMarked;
