/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evidence in memory, each list kept in order of age. */
final class MemoryTrustStore implements TrustStore {

    private final Set<String> ids = new HashSet<>();
    private final Map<TrustKey, List<Evidence>> byKey = new HashMap<>();

    @Override
    public synchronized boolean append(Evidence evidence) {
        if (!ids.add(evidence.id())) {
            return false;
        }
        List<Evidence> list = byKey.computeIfAbsent(evidence.key(), key -> new ArrayList<>());
        int at = list.size();
        // Evidence mostly comes in order, so this mostly ends at once.
        while (at > 0 && list.get(at - 1).at().isAfter(evidence.at())) {
            at--;
        }
        list.add(at, evidence);
        return true;
    }

    @Override
    public synchronized List<Evidence> evidence(TrustKey key) {
        return List.copyOf(byKey.getOrDefault(key, List.of()));
    }
}
