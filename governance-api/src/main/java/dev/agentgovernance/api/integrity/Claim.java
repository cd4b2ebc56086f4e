/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.integrity;

import java.time.Instant;
import java.util.Objects;

/**
 * A lease on a part of a codebase.
 *
 * @param key the part
 * @param mode how it is held
 * @param holder who holds it: agent, session and task in one name
 * @param fencingToken a number that grows with every claim a store grants; who comes late with an old one is known by it
 * @param until when the lease ends unless it is renewed
 * @param reason what it is held for, in a clause for a human
 */
public record Claim(ResourceKey key, Mode mode, String holder, long fencingToken, Instant until, String reason) {

    /** How a part is held. */
    public enum Mode {
        /** Others may hold it the same way. */
        SHARED,
        /** Nobody else may hold it, or a part of it. */
        EXCLUSIVE
    }

    /** Checks that nothing is null. */
    public Claim {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(reason, "reason");
    }

    /** Tells whether this claim stands in the way of another holder who wants a part in a mode at a time. */
    public boolean conflictsWith(ResourceKey wanted, Mode wantedMode, String wantedBy, Instant now) {
        return !holder.equals(wantedBy)
                && now.isBefore(until)
                && (mode == Mode.EXCLUSIVE || wantedMode == Mode.EXCLUSIVE)
                && key.overlaps(wanted);
    }
}
