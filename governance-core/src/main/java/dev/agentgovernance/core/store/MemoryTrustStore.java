/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Evidence and words of humans in memory, each list kept in order of age. */
final class MemoryTrustStore implements TrustStore {

    private final Set<String> ids = new HashSet<>();
    private final Set<String> grantIds = new HashSet<>();
    private final Map<TrustKey, List<Evidence>> evidence = new HashMap<>();
    private final Map<TrustKey, List<TrustGrant>> grants = new HashMap<>();

    @Override
    public synchronized boolean append(Evidence piece) {
        return ids.add(piece.id())
                && insert(evidence.computeIfAbsent(piece.key(), key -> new ArrayList<>()), piece, Evidence::at);
    }

    @Override
    public synchronized boolean grant(TrustGrant grant) {
        return grantIds.add(grant.id())
                && insert(grants.computeIfAbsent(grant.key(), key -> new ArrayList<>()), grant, TrustGrant::at);
    }

    private static <T> boolean insert(List<T> list, T element, Function<T, Instant> time) {
        int at = list.size();
        // What is stored mostly comes in order, so this mostly ends at once.
        while (at > 0 && time.apply(list.get(at - 1)).isAfter(time.apply(element))) {
            at--;
        }
        list.add(at, element);
        return true;
    }

    @Override
    public synchronized List<Evidence> evidence(TrustKey key) {
        return List.copyOf(evidence.getOrDefault(key, List.of()));
    }

    @Override
    public synchronized List<TrustGrant> grants(TrustKey key) {
        return List.copyOf(grants.getOrDefault(key, List.of()));
    }

    @Override
    public synchronized Set<TrustKey> keys() {
        Set<TrustKey> keys = new HashSet<>(evidence.keySet());
        keys.addAll(grants.keySet());
        return Set.copyOf(keys);
    }
}
