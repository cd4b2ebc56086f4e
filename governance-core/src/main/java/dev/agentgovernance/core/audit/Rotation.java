/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a journal begins another file.
 *
 * @param size the longest a file gets, in bytes, unless its only records are longer; {@link Long#MAX_VALUE} for no bound
 * @param age for how long a file is appended to, counted from its first record; null for no bound
 * @param clock says what time it is
 */
record Rotation(long size, @Nullable Duration age, Clock clock) {

    /** Never. */
    static final Rotation NONE = new Rotation(Long.MAX_VALUE, null, Clock.systemUTC());

    /** The least size that makes sense: some records. */
    static final long LEAST_SIZE = 4 << 10;

    static final Duration LEAST_AGE = Duration.ofSeconds(1);

    /**
     * Tells whether it is time.
     *
     * @param length how long the file is
     * @param more how much is to be appended
     * @param first gives the time of the first record in it
     */
    boolean isDue(long length, long more, Supplier<@Nullable Instant> first) {
        if (length + more > size) {
            return true;
        }
        if (age == null) {
            return false;
        }
        Instant began = first.get();
        return began != null && !clock.instant().isBefore(began.plus(age));
    }
}
