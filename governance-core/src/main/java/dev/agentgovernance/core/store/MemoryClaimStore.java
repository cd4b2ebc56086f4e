/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Claims in memory, by token, which is also the order in which they were granted. */
final class MemoryClaimStore implements ClaimStore {

    /** How many ended claims are remembered at least. */
    private static final int PAST = 100_000;

    private final int capacity;
    private final TreeMap<Long, Claim> claims = new TreeMap<>();
    private final PastClaims past;
    private long lastToken;

    MemoryClaimStore(int capacity) {
        this.capacity = capacity;
        this.past = new PastClaims(Math.max(capacity, PAST));
    }

    @Override
    public synchronized ClaimResult acquire(
            ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant now) {
        if (lease.isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("a lease is longer than nothing: " + lease);
        }
        // What has ended for one caller has ended for all, also for one whose clock is behind: its place may be taken.
        for (Claim ended : List.copyOf(claims.values())) {
            if (!now.isBefore(ended.until())) {
                end(ended);
            }
        }
        List<Claim> inTheWay = claims.values().stream()
                .filter(claim -> claim.conflictsWith(key, mode, holder, now))
                .toList();
        if (!inTheWay.isEmpty()) {
            return new ClaimResult.Refused(inTheWay);
        }
        Instant until = end(now, lease);
        for (Claim held : claims.values()) {
            if (held.key().equals(key) && held.mode() == mode && held.holder().equals(holder)) {
                Instant later = held.until().isAfter(until) ? held.until() : until;
                return granted(new Claim(key, mode, holder, held.fencingToken(), later, reason));
            }
        }
        if (claims.size() >= capacity) {
            throw new UncheckedIOException(new IOException("the store holds " + capacity + " claims in force"));
        }
        // INVARIANT: a token is greater than every token before it.
        lastToken++;
        Claim claim = new Claim(key, mode, holder, lastToken, until, reason);
        past.granted(claim, now);
        return granted(claim);
    }

    private void end(Claim claim) {
        claims.remove(claim.fencingToken());
        past.add(new PastClaims.Past(claim, Optional.empty()));
    }

    private ClaimResult granted(Claim claim) {
        claims.put(claim.fencingToken(), claim);
        return new ClaimResult.Granted(claim);
    }

    private static Instant end(Instant now, Duration lease) {
        try {
            return now.plus(lease);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MAX;
        }
    }

    /** Returns how many claims it holds, those whose time ran out included. */
    synchronized int size() {
        return claims.size();
    }

    @Override
    public synchronized boolean release(long fencingToken) {
        Claim claim = claims.get(fencingToken);
        if (claim != null) {
            end(claim);
        }
        return claim != null;
    }

    @Override
    public synchronized List<Overtaken> overtaken(String holder) {
        return past.overtaken(holder);
    }

    @Override
    public synchronized boolean settle(long fencingToken) {
        return past.remove(fencingToken);
    }

    @Override
    public synchronized boolean isCurrent(long fencingToken, Instant now) {
        Claim claim = claims.get(fencingToken);
        return claim != null && now.isBefore(claim.until());
    }

    @Override
    public synchronized List<Claim> inForce(Instant now) {
        return claims.values().stream()
                .filter(claim -> now.isBefore(claim.until()))
                .toList();
    }

    @Override
    public synchronized List<Claim> overlapping(ResourceKey key, Instant now) {
        return claims.values().stream()
                .filter(claim -> now.isBefore(claim.until()) && claim.key().overlaps(key))
                .toList();
    }

    /** Returns the claims in the order of their tokens. */
    synchronized List<Claim> all() {
        return List.copyOf(claims.values());
    }

    /** Returns the claims that have ended, in the order of their tokens. */
    synchronized List<PastClaims.Past> past() {
        return past.all();
    }

    /** Returns the last token that was given away. */
    synchronized long lastToken() {
        return lastToken;
    }

    /** Takes over claims, ended ones, and the last token that was given away, which is no less than any of theirs. */
    synchronized void restore(List<Claim> restored, List<PastClaims.Past> ended, long last) {
        restored.forEach(claim -> claims.put(claim.fencingToken(), claim));
        ended.forEach(past::add);
        lastToken = last;
    }
}
