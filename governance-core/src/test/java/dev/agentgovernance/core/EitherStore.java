/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Two stores on one file, used in turn, as by two processes. For one thread. */
final class EitherStore implements ClaimStore {

    private final List<ClaimStore> stores;
    private int turn;

    EitherStore(ClaimStore one, ClaimStore other) {
        stores = List.of(one, other);
    }

    private ClaimStore next() {
        turn++;
        return stores.get(turn % 2);
    }

    @Override
    public ClaimResult acquire(
            ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant now) {
        return next().acquire(key, mode, holder, lease, reason, now);
    }

    @Override
    public boolean release(long fencingToken) {
        return next().release(fencingToken);
    }

    @Override
    public List<Overtaken> overtaken(String holder) {
        return next().overtaken(holder);
    }

    @Override
    public boolean settle(long fencingToken) {
        return next().settle(fencingToken);
    }

    @Override
    public boolean isCurrent(long fencingToken, Instant now) {
        return next().isCurrent(fencingToken, now);
    }

    @Override
    public List<Claim> inForce(Instant now) {
        return next().inForce(now);
    }

    @Override
    public List<Claim> overlapping(ResourceKey key, Instant now) {
        return next().overlapping(key, now);
    }
}
