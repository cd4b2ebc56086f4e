/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** So many events in a time that moves along. Not for use by several threads. */
final class Rate {

    private final int most;
    private final Duration time;
    private final ArrayDeque<Instant> events = new ArrayDeque<>();

    Rate(int most, Duration time) {
        this.most = most;
        this.time = time;
    }

    /** Counts an event if there is room for it. */
    boolean allows(Instant now) {
        while (!events.isEmpty() && !events.peekFirst().isAfter(now.minus(time))) {
            events.removeFirst();
        }
        if (events.size() >= most) {
            return false;
        }
        events.addLast(now);
        return true;
    }
}
