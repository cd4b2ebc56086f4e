/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.integrity;

import java.time.Instant;
import java.util.Objects;

/**
 * A claim whose lease ended, and whose part another holder took afterwards: what was done under it may not go with what the
 * other did.
 *
 * @param claim the claim as it was when it ended
 * @param byToken the token of the claim that came after it, which is greater
 * @param byHolder who holds, or held, that one
 * @param at when it was taken
 */
public record Overtaken(Claim claim, long byToken, String byHolder, Instant at) {

    /**
     * Checks that nothing is null.
     *
     * @throws IllegalArgumentException if the token is not greater than that of the claim
     */
    public Overtaken {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(byHolder, "byHolder");
        Objects.requireNonNull(at, "at");
        if (byToken <= claim.fencingToken()) {
            throw new IllegalArgumentException("who comes after has the greater token");
        }
    }
}
