/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ClaimStore} must do. Implement {@link #newClaimStore()} and run. */
public interface ClaimStoreContract {

    /** Returns an empty store. */
    ClaimStore newClaimStore();

    /** A lease says what was asked for, and is current until it ends. */
    @Test
    default void grantsALease() {
        ClaimStore store = newClaimStore();
        Claim claim = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        assertThat(claim.key()).isEqualTo(ResourceKey.parse("path:a"));
        assertThat(claim.mode()).isEqualTo(Claim.Mode.EXCLUSIVE);
        assertThat(claim.holder()).isEqualTo("ann");
        assertThat(claim.reason()).isEqualTo("work");
        assertThat(claim.until()).isEqualTo(at(60));
        assertThat(store.isCurrent(claim.fencingToken(), at(59))).isTrue();
        assertThat(store.isCurrent(claim.fencingToken(), at(60))).isFalse();
        assertThat(store.overlapping(claim.key(), at(59))).containsExactly(claim);
        assertThat(store.overlapping(claim.key(), at(60))).isEmpty();
        Claim other = granted(take(store, "branch:main", Claim.Mode.SHARED, "bob", 1));
        assertThat(store.inForce(at(59))).containsExactly(claim, other);
        assertThat(store.inForce(at(60))).containsExactly(other);
    }

    /** What one holds alone nobody else gets, nor a part of it, nor what it is a part of; the refusal says why. */
    @Test
    default void refusesWhatIsHeld() {
        ClaimStore store = newClaimStore();
        Claim held = granted(take(store, "directory:src/shop", Claim.Mode.EXCLUSIVE, "ann", 0));
        for (String key : List.of("directory:src/shop", "path:src/shop/Shop.java", "directory:src")) {
            for (Claim.Mode mode : Claim.Mode.values()) {
                assertThat(refused(take(store, key, mode, "bob", 1))).containsExactly(held);
            }
        }
        granted(take(store, "directory:src/shopping", Claim.Mode.EXCLUSIVE, "bob", 1));
        granted(take(store, "branch:src/shop", Claim.Mode.EXCLUSIVE, "bob", 1));
    }

    /** What is shared can be shared by more, and by nobody held alone. */
    @Test
    default void sharesWhatIsShared() {
        ClaimStore store = newClaimStore();
        Claim ann = granted(take(store, "path:a", Claim.Mode.SHARED, "ann", 0));
        Claim bob = granted(take(store, "path:a", Claim.Mode.SHARED, "bob", 1));
        assertThat(refused(take(store, "path:a", Claim.Mode.EXCLUSIVE, "cem", 2)))
                .containsExactlyInAnyOrder(ann, bob);
        assertThat(refused(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 2)))
                .containsExactly(bob);
        assertThat(store.overlapping(ann.key(), at(2))).containsExactly(ann, bob);
    }

    /** Who holds it gets it again, with the same token and a later end. */
    @Test
    default void renews() {
        ClaimStore store = newClaimStore();
        Claim first = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        Claim again = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 30));
        assertThat(again.fencingToken()).isEqualTo(first.fencingToken());
        assertThat(again.until()).isEqualTo(at(90));
        assertThat(store.isCurrent(first.fencingToken(), at(80))).isTrue();
        assertThat(store.overlapping(first.key(), at(80))).containsExactly(again);
    }

    /** When a lease has ended, another gets the part, with a greater token; the old token is worth nothing any more. */
    @Test
    default void handsOnWhatHasEnded() {
        ClaimStore store = newClaimStore();
        Claim old = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        Claim next = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "bob", 60));
        assertThat(next.fencingToken()).isGreaterThan(old.fencingToken());
        assertThat(store.isCurrent(old.fencingToken(), at(61))).isFalse();
        assertThat(store.release(old.fencingToken())).isFalse();
        assertThat(store.isCurrent(next.fencingToken(), at(61))).isTrue();
        assertThat(refused(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 61)))
                .containsExactly(next);
    }

    /** A lease that was taken over is over, also for one whose clock is behind. */
    @Test
    default void doesNotGoBackInTime() {
        ClaimStore store = newClaimStore();
        Claim old = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "bob", 60));
        assertThat(store.isCurrent(old.fencingToken(), at(59))).isFalse();
    }

    /** What another took after a lease had ended is told to who held it, with both tokens, until it is settled. */
    @Test
    default void tellsWhatWasOvertaken() {
        ClaimStore store = newClaimStore();
        Claim old = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        assertThat(store.overtaken("ann")).isEmpty();
        Claim next = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "bob", 60));
        assertThat(next.fencingToken()).isGreaterThan(old.fencingToken());
        Overtaken first = new Overtaken(old, next.fencingToken(), "bob", at(60));
        assertThat(store.overtaken("ann")).containsExactly(first);
        assertThat(store.overtaken("bob")).isEmpty();

        Claim again = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 120));
        assertThat(store.overtaken("ann")).containsExactly(first);
        assertThat(store.overtaken("bob")).containsExactly(new Overtaken(next, again.fencingToken(), "ann", at(120)));
        Claim last = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "cem", 180));
        assertThat(store.overtaken("ann"))
                .containsExactly(first, new Overtaken(again, last.fencingToken(), "cem", at(180)));

        assertThat(store.settle(old.fencingToken())).isTrue();
        assertThat(store.settle(old.fencingToken())).isFalse();
        assertThat(store.settle(last.fencingToken())).isFalse();
        assertThat(store.isCurrent(last.fencingToken(), at(181))).isTrue();
        assertThat(store.overtaken("ann")).extracting(Overtaken::claim).containsExactly(again);
        assertThat(store.overtaken("bob")).hasSize(1);
    }

    /** What its own holder takes again, and what nobody takes, is not overtaken; what ended and is settled neither. */
    @Test
    default void isNotOvertakenByItsOwnHolder() {
        ClaimStore store = newClaimStore();
        Claim first = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        Claim second = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 60));
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        granted(take(store, "path:b", Claim.Mode.EXCLUSIVE, "bob", 200));
        assertThat(store.overtaken("ann")).isEmpty();
        // Of two of the same holder on the same part, the later one stands for both.
        store.settle(first.fencingToken());
        assertThat(store.release(second.fencingToken()) || store.settle(second.fencingToken()))
                .isTrue();
        store.settle(second.fencingToken());
        granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "bob", 200));
        assertThat(store.overtaken("ann")).isEmpty();
    }

    /** A folder overtakes what is in it and what it is in, nothing beside it; what is shared is overtaken by who holds alone. */
    @Test
    default void isOvertakenByWhatOverlaps() {
        ClaimStore store = newClaimStore();
        Claim file = granted(take(store, "path:src/shop/Shop.java", Claim.Mode.EXCLUSIVE, "ann", 0));
        granted(take(store, "path:src/shopping", Claim.Mode.EXCLUSIVE, "ann", 0));
        granted(take(store, "branch:src/shop", Claim.Mode.EXCLUSIVE, "ann", 0));
        Claim folder = granted(take(store, "directory:src/", Claim.Mode.SHARED, "cem", 60));
        granted(take(store, "path:src/shop/Shop.java", Claim.Mode.SHARED, "dan", 61));
        assertThat(store.overtaken("cem")).isEmpty();
        Claim bob = granted(take(store, "directory:src/shop", Claim.Mode.EXCLUSIVE, "bob", 130));
        assertThat(store.overtaken("ann")).extracting(Overtaken::claim).contains(file);
        assertThat(store.overtaken("cem")).containsExactly(new Overtaken(folder, bob.fencingToken(), "bob", at(130)));
        assertThat(store.overtaken("dan")).extracting(Overtaken::byHolder).containsExactly("bob");
    }

    /** What was given back and then taken by another is overtaken too: what was done under it may not be out yet. */
    @Test
    default void isOvertakenAfterItWasGivenBack() {
        ClaimStore store = newClaimStore();
        Claim old = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        store.release(old.fencingToken());
        assertThat(store.overtaken("ann")).isEmpty();
        granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "bob", 1));
        assertThat(store.overtaken("ann")).extracting(Overtaken::claim).containsExactly(old);
    }

    /** What is given back is free at once; giving it back twice is nothing. */
    @Test
    default void releases() {
        ClaimStore store = newClaimStore();
        Claim claim = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "ann", 0));
        assertThat(store.release(claim.fencingToken())).isTrue();
        assertThat(store.release(claim.fencingToken())).isFalse();
        assertThat(store.release(claim.fencingToken() + 1)).isFalse();
        assertThat(store.isCurrent(claim.fencingToken(), at(1))).isFalse();
        Claim next = granted(take(store, "path:a", Claim.Mode.EXCLUSIVE, "bob", 1));
        assertThat(next.fencingToken()).isGreaterThan(claim.fencingToken());
    }

    /** A lease of no time is a mistake of the caller. */
    @Test
    default void refusesALeaseOfNoTime() {
        ClaimStore store = newClaimStore();
        for (Duration lease : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() ->
                            store.acquire(ResourceKey.parse("path:a"), Claim.Mode.SHARED, "ann", lease, "work", at(0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Of several threads that want the same part for themselves, one gets it. */
    @Test
    default void grantsOneOfSeveralThreads() {
        ClaimStore store = newClaimStore();
        for (int round = 0; round < 50; round++) {
            String key = "path:f" + round;
            List<ClaimResult> results =
                    Race.run(4, number -> take(store, key, Claim.Mode.EXCLUSIVE, "holder-" + number, 0));
            assertThat(results.stream().filter(ClaimResult.Granted.class::isInstance))
                    .as(key)
                    .hasSize(1);
        }
    }

    /** Tokens grow for each thread, and no two claims have the same. */
    @Test
    default void growsTokensBetweenThreads() {
        ClaimStore store = newClaimStore();
        List<List<Long>> tokens = Race.run(4, number -> {
            List<Long> mine = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                mine.add(granted(take(store, "path:" + number + "/" + i, Claim.Mode.EXCLUSIVE, "h" + number, 0))
                        .fencingToken());
            }
            return mine;
        });
        assertThat(tokens).allSatisfy(mine -> assertThat(mine).isSorted());
        assertThat(tokens.stream().flatMap(List::stream)).hasSize(200).doesNotHaveDuplicates();
    }

    private static ClaimResult take(ClaimStore store, String key, Claim.Mode mode, String holder, long now) {
        return store.acquire(ResourceKey.parse(key), mode, holder, Duration.ofSeconds(60), "work", at(now));
    }

    private static Claim granted(ClaimResult result) {
        return result.match(ClaimResult.Granted::claim, refused -> {
            throw new AssertionError("refused: " + refused.inTheWay());
        });
    }

    private static List<Claim> refused(ClaimResult result) {
        return result.match(
                granted -> {
                    throw new AssertionError("granted: " + granted.claim());
                },
                ClaimResult.Refused::inTheWay);
    }

    private static Instant at(long seconds) {
        return Samples.NOON.plusSeconds(seconds);
    }
}
