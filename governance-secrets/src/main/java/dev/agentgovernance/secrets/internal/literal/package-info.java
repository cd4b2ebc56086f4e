/**
 * Values that the host names: {@code Forms} writes one in the ways in which it may turn up, {@code NamedValues} makes rules of
 * them, and {@code HashedSet} knows values by their keyed hashes alone.
 */
@NullMarked
package dev.agentgovernance.secrets.internal.literal;

import org.jspecify.annotations.NullMarked;
