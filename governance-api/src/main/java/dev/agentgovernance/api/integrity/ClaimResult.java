/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.integrity;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The answer to a wish to hold something. */
public sealed interface ClaimResult {

    /**
     * It is held now.
     *
     * @param claim the lease
     */
    record Granted(Claim claim) implements ClaimResult {
        /** Checks that nothing is null. */
        public Granted {
            Objects.requireNonNull(claim, "claim");
        }
    }

    /**
     * Others hold it, or a part of it.
     *
     * @param inTheWay their claims, at least one
     */
    record Refused(List<Claim> inTheWay) implements ClaimResult {
        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException if nothing is in the way
         */
        public Refused {
            inTheWay = List.copyOf(inTheWay);
            if (inTheWay.isEmpty()) {
                throw new IllegalArgumentException("a refusal names what is in the way");
            }
        }
    }

    /** Returns what the function for this answer makes of it. */
    default <R> R match(
            Function<? super Granted, ? extends R> granted, Function<? super Refused, ? extends R> refused) {
        if (this instanceof Granted g) {
            return granted.apply(g);
        }
        return refused.apply((Refused) this);
    }
}
