/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.Claim.Mode;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Claims that have ended, and who took their parts afterwards. For one thread at a time. */
final class PastClaims {

    /** How long a claim is remembered after its end. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final Duration BETWEEN = Duration.ofHours(1);

    private final int capacity;
    private final TreeMap<Long, Past> byToken = new TreeMap<>();
    private final Map<ResourceKey, Set<Long>> byKey = new HashMap<>();
    private final NavigableSet<Long> folders = new TreeSet<>();
    private Instant forgotten = Instant.MIN;

    /**
     * A claim that has ended.
     *
     * @param by who took its part first
     */
    record Past(Claim claim, Optional<Overtaken> by) {}

    PastClaims(int capacity) {
        this.capacity = capacity;
    }

    void add(Past past) {
        long token = past.claim().fencingToken();
        if (past.by().isEmpty()) {
            // Who comes after the later one comes after the earlier one too.
            List.copyOf(byKey.getOrDefault(past.claim().key(), Set.of())).stream()
                    .filter(earlier -> isSame(byToken.get(earlier), past.claim()))
                    .forEach(this::remove);
        }
        byToken.put(token, past);
        byKey.computeIfAbsent(past.claim().key(), key -> new TreeSet<>()).add(token);
        if (past.claim().key().kind() == ResourceKey.Kind.DIRECTORY) {
            folders.add(token);
        }
        if (byToken.size() > capacity) {
            remove(byToken.firstKey());
        }
    }

    private static boolean isSame(@Nullable Past earlier, Claim claim) {
        return earlier != null
                && earlier.by().isEmpty()
                && earlier.claim().mode() == claim.mode()
                && earlier.claim().holder().equals(claim.holder());
    }

    /** Notes which of them a claim that was granted stands against, and forgets those that ended long ago. */
    void granted(Claim claim, Instant now) {
        for (long token : candidates(claim.key())) {
            Past past = byToken.get(token);
            if (past != null && past.by().isEmpty() && isAgainst(claim, past.claim())) {
                Overtaken by = new Overtaken(past.claim(), claim.fencingToken(), claim.holder(), now);
                byToken.put(token, new Past(past.claim(), Optional.of(by)));
            }
        }
        if (now.isAfter(forgotten)) {
            forgotten = plus(now, BETWEEN);
            List<Long> old = new ArrayList<>();
            byToken.forEach((token, past) -> {
                if (past.claim().until().isBefore(longAgo(now))) {
                    old.add(token);
                }
            });
            old.forEach(this::remove);
        }
    }

    static boolean isAgainst(Claim later, Claim earlier) {
        return !later.holder().equals(earlier.holder())
                && (later.mode() == Mode.EXCLUSIVE || earlier.mode() == Mode.EXCLUSIVE)
                && later.key().overlaps(earlier.key());
    }

    private static Instant plus(Instant now, Duration time) {
        return now.isAfter(Instant.MAX.minus(time)) ? Instant.MAX : now.plus(time);
    }

    /** Returns the time before which what ended is forgotten. */
    static Instant longAgo(Instant now) {
        return now.isBefore(Instant.MIN.plus(KEPT)) ? Instant.MIN : now.minus(KEPT);
    }

    /** All that may overlap a key, and more: nothing but folders overlaps what is not named alike. */
    private Collection<Long> candidates(ResourceKey key) {
        if (key.kind() == ResourceKey.Kind.DIRECTORY) {
            return byToken.keySet();
        }
        Set<Long> candidates = new TreeSet<>(folders);
        candidates.addAll(byKey.getOrDefault(key, Set.of()));
        return candidates;
    }

    List<Overtaken> overtaken(String holder) {
        List<Overtaken> overtaken = new ArrayList<>();
        for (Past past : byToken.values()) {
            if (past.claim().holder().equals(holder)) {
                past.by().ifPresent(overtaken::add);
            }
        }
        return overtaken;
    }

    boolean remove(long token) {
        Past past = byToken.remove(token);
        if (past == null) {
            return false;
        }
        folders.remove(token);
        byKey.computeIfPresent(past.claim().key(), (key, tokens) -> {
            tokens.remove(token);
            return tokens.isEmpty() ? null : tokens;
        });
        return true;
    }

    /** Returns them by token. */
    List<Past> all() {
        return List.copyOf(byToken.values());
    }
}
