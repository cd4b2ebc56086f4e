/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.budget.BudgetStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counters in memory. Those that have ended are forgotten when there is no room for another one. */
final class MemoryBudgetStore implements BudgetStore {

    /** How much of a budget is used, and until when that counts. */
    record Counter(long used, Instant ends) {}

    /** For how long a counter is kept after its end where it could be left out: clocks differ. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final int capacity;
    private final Map<String, Counter> counters = new HashMap<>();
    private Instant latest = Instant.MIN;

    MemoryBudgetStore(int capacity) {
        this.capacity = capacity;
    }

    // INVARIANT: no counter comes to more than the limit under which it was added to, and all are added to or none.
    @Override
    public synchronized boolean reserve(List<Draw> draws, Instant now) {
        for (Draw draw : draws) {
            if (used(draw.counter()) + draw.amount() > draw.limit()) {
                return false;
            }
        }
        if (counters.size() + draws.size() > capacity) {
            counters.values().removeIf(counter -> !now.isBefore(counter.ends()));
            if (counters.size() + draws.size() > capacity) {
                throw new UncheckedIOException(new IOException("the store holds " + capacity + " counters"));
            }
        }
        latest = now.isAfter(latest) ? now : latest;
        for (Draw draw : draws) {
            counters.put(draw.counter(), new Counter(used(draw.counter()) + draw.amount(), draw.ends()));
        }
        return true;
    }

    @Override
    public synchronized long used(String counter) {
        Counter found = counters.get(counter);
        return found == null ? 0 : found.used();
    }

    /** Returns the counters by name, without those that ended long ago. */
    synchronized SortedMap<String, Counter> counters() {
        SortedMap<String, Counter> kept = new TreeMap<>();
        counters.forEach((name, counter) -> {
            if (latest.equals(Instant.MIN) || counter.ends().isAfter(latest.minus(GRACE))) {
                kept.put(name, counter);
            }
        });
        return kept;
    }

    /** Returns the latest time of a reservation. */
    synchronized Instant latest() {
        return latest;
    }

    /** Takes over a counter. */
    synchronized void restore(String name, Counter counter, Instant latest) {
        counters.put(name, counter);
        this.latest = latest;
    }
}
