/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

import java.time.Instant;
import java.util.Objects;

/**
 * A human's word on a level of trust.
 *
 * @param id unique name of this word: storing it twice counts once
 * @param key for what it counts
 * @param kind up or down
 * @param level the level it leads to
 * @param signer who says so, as whoever stores it has established
 * @param reason why, in the signer's words
 * @param at when it begins to count
 * @param until when a promotion ends; of no meaning for a demotion
 */
public record TrustGrant(
        String id, TrustKey key, Kind kind, TrustLevel level, String signer, String reason, Instant at, Instant until) {

    /** Up or down. */
    public enum Kind {
        /** The level may be held until the end, if the evidence supports it. */
        PROMOTION,
        /** No higher level is held from now on, until new evidence has earned it. */
        DEMOTION
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if nobody signs, or a promotion ends before it begins
     */
    public TrustGrant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(until, "until");
        if (signer.isEmpty()) {
            throw new IllegalArgumentException("somebody signs");
        }
        if (kind == Kind.PROMOTION && !at.isBefore(until)) {
            throw new IllegalArgumentException("a promotion ends after it begins");
        }
    }
}
