/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.budget.BudgetStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counters in memory. Those that have ended are forgotten when there is no room for another one. */
final class MemoryBudgetStore implements BudgetStore {

    private record Counter(long used, Instant ends) {}

    private final int capacity;
    private final Map<String, Counter> counters = new HashMap<>();

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
}
