/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.integrity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the claims.
 *
 * <p>Safe for use by several threads and, in a durable form, several processes: of two that want the same part at once, one
 * gets it. Time comes from the caller. Throws {@link java.io.UncheckedIOException} where the store cannot be reached.
 */
public interface ClaimStore {

    /**
     * Takes a lease. A holder that already holds the same key in the same mode gets it again with a later end and the same
     * token.
     *
     * @param lease how long, more than zero
     */
    ClaimResult acquire(ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant now);

    /**
     * Gives a lease back.
     *
     * @return whether this token was held; a token that has ended or was never granted changes nothing
     */
    boolean release(long fencingToken);

    /**
     * Returns the claims of a holder that ended, or were given back, and of which another holder took a part afterwards that
     * stands against them; by token. Such a claim is named until it is settled, also if its holder took the part once more:
     * what was done under it does not know what came after. What ended more than seven days ago may be forgotten.
     */
    List<Overtaken> overtaken(String holder);

    /**
     * Forgets a claim that ended or was given back: somebody has looked at what came after it, or nothing was done under it.
     *
     * @return whether there was one; a claim in force is not changed
     */
    boolean settle(long fencingToken);

    /** Tells whether a token is still that of a lease in force. */
    boolean isCurrent(long fencingToken, Instant now);

    /** Returns all claims in force, oldest first. */
    List<Claim> inForce(Instant now);

    /** Returns the claims in force that overlap a key, oldest first. */
    List<Claim> overlapping(ResourceKey key, Instant now);
}
