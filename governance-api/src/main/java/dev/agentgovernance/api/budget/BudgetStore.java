/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.budget;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Keeps counters, and adds to several of them at once or to none.
 *
 * <p>Safe for use by several threads and, in a durable form, several processes; each operation happens as a whole or not at
 * all. Time comes from the caller. Throws {@link java.io.UncheckedIOException} where the store cannot be reached.
 */
public interface BudgetStore {

    /** The most that an amount or a limit can be. */
    long MOST = 1_000_000_000_000_000L;

    /**
     * A wish to count something.
     *
     * @param counter the name of the counter
     * @param amount how much, from 0
     * @param limit how much the counter may come to, from 0
     * @param ends when the counter is no longer needed; it may be forgotten from then on
     */
    record Draw(String counter, long amount, long limit, Instant ends) {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if the amount or the limit is under 0 or over {@value BudgetStore#MOST}
         */
        public Draw {
            Objects.requireNonNull(counter, "counter");
            Objects.requireNonNull(ends, "ends");
            if (amount < 0 || limit < 0 || amount > MOST || limit > MOST) {
                throw new IllegalArgumentException("an amount and a limit are from 0 to " + MOST);
            }
        }
    }

    /**
     * Adds the amounts, if every counter stays within its limit; otherwise none.
     *
     * @param draws what to add; each counter once
     * @return whether it was added: of several callers at once, no more than the limit get true
     */
    boolean reserve(List<Draw> draws, Instant now);

    /** Returns what a counter has come to; 0 where nothing was counted. */
    long used(String counter);
}
