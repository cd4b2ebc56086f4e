/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.contract.ClaimStoreContract;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryClaimStoreContractTest implements ClaimStoreContract {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Override
    public ClaimStore newClaimStore() {
        return InMemoryStores.claimStore();
    }

    @Test
    void aFullStoreRefusesUntilAClaimEnds() {
        ClaimStore store = InMemoryStores.claimStore(1);
        take(store, "path:a", Duration.ofSeconds(10), 0);
        assertThat(take(store, "path:a", Duration.ofSeconds(10), 1)).isInstanceOf(ClaimResult.Granted.class);
        assertThatThrownBy(() -> take(store, "path:b", Duration.ofSeconds(10), 2))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(take(store, "path:b", Duration.ofSeconds(10), 11)).isInstanceOf(ClaimResult.Granted.class);
    }

    @Test
    void aRenewalNeverShortensALease() {
        ClaimStore store = InMemoryStores.claimStore();
        take(store, "path:a", Duration.ofSeconds(100), 0);
        Instant until = end(take(store, "path:a", Duration.ofSeconds(1), 1));
        assertThat(until).isEqualTo(NOON.plusSeconds(100));
    }

    @Test
    void aLeaseWithoutEndIsNoError() {
        ClaimStore store = InMemoryStores.claimStore();
        Instant until = end(take(store, "path:a", Duration.ofSeconds(Long.MAX_VALUE), 0));
        assertThat(until).isEqualTo(Instant.MAX);
    }

    private static Instant end(ClaimResult result) {
        return result.match(granted -> granted.claim().until(), refused -> NOON);
    }

    private static ClaimResult take(ClaimStore store, String key, Duration lease, long now) {
        return store.acquire(ResourceKey.parse(key), Claim.Mode.EXCLUSIVE, "ann", lease, "work", NOON.plusSeconds(now));
    }
}
