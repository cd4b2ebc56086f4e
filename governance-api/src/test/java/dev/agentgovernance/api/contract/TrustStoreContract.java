/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TrustStore} must do. Implement {@link #newTrustStore()} and run. */
public interface TrustStoreContract {

    /** Returns an empty store. */
    TrustStore newTrustStore();

    /** What is stored comes back, for its key and no other. */
    @Test
    default void keepsEvidenceByKey() {
        TrustStore store = newTrustStore();
        Evidence one = evidence("1", key("a", ActionClass.EDIT), 0);
        assertThat(store.append(one)).isTrue();
        assertThat(store.evidence(key("a", ActionClass.EDIT))).containsExactly(one);
        assertThat(store.evidence(key("a", ActionClass.DELIVER))).isEmpty();
        assertThat(store.evidence(key("b", ActionClass.EDIT))).isEmpty();
        assertThat(store.evidence(new TrustKey("a", "acme/other", ActionClass.EDIT)))
                .isEmpty();
    }

    /** The same id counts once, and the first evidence stays. */
    @Test
    default void countsAnIdOnce() {
        TrustStore store = newTrustStore();
        Evidence first = evidence("1", key("a", ActionClass.EDIT), 0);
        store.append(first);
        assertThat(store.append(first)).isFalse();
        assertThat(store.append(evidence("1", key("a", ActionClass.EDIT), 9))).isFalse();
        assertThat(store.append(evidence("1", key("b", ActionClass.READ), 9))).isFalse();
        assertThat(store.evidence(key("a", ActionClass.EDIT))).containsExactly(first);
        assertThat(store.evidence(key("b", ActionClass.READ))).isEmpty();
    }

    /** The oldest comes first; of equal age, what was stored first. */
    @Test
    default void returnsTheOldestFirst() {
        TrustStore store = newTrustStore();
        TrustKey key = key("a", ActionClass.EDIT);
        Evidence late = evidence("late", key, 30);
        Evidence early = evidence("early", key, 10);
        Evidence earlyToo = evidence("a-second-early", key, 10);
        List.of(late, early, earlyToo).forEach(store::append);
        assertThat(store.evidence(key)).containsExactly(early, earlyToo, late);
    }

    /** A list that was given out does not change. */
    @Test
    default void givesOutASnapshot() {
        TrustStore store = newTrustStore();
        TrustKey key = key("a", ActionClass.EDIT);
        store.append(evidence("1", key, 0));
        List<Evidence> before = store.evidence(key);
        store.append(evidence("2", key, 1));
        assertThat(before).hasSize(1);
    }

    /** Of several threads that store the same id one succeeds, and nothing that was acknowledged is lost. */
    @Test
    default void losesNothingBetweenThreads() {
        TrustStore store = newTrustStore();
        TrustKey key = key("a", ActionClass.EDIT);
        int ids = 200;
        List<Long> added = Race.run(
                4,
                number -> IntStream.range(0, ids)
                        .filter(i -> store.append(evidence("id-" + i, key, i)))
                        .count());
        assertThat(added.stream().mapToLong(Long::longValue).sum()).isEqualTo(ids);
        assertThat(store.evidence(key).stream().map(Evidence::id))
                .containsExactlyElementsOf(
                        IntStream.range(0, ids).mapToObj(i -> "id-" + i).toList());
    }

    /** What humans said is kept beside the evidence, each id once. */
    @Test
    default void keepsWhatHumansSaid() {
        TrustStore store = newTrustStore();
        TrustKey key = key("a", ActionClass.EDIT);
        TrustGrant late = grant("late", key, 30, Instant.MAX);
        TrustGrant early = grant("early", key, 10, Samples.NOON.plusSeconds(11).plusNanos(1));
        assertThat(store.grant(late)).isTrue();
        assertThat(store.grant(early)).isTrue();
        assertThat(store.grant(grant("late", key, 5, Instant.MAX))).isFalse();
        assertThat(store.append(evidence("late", key, 0))).isTrue();
        assertThat(store.grants(key)).containsExactly(early, late);
        assertThat(store.grants(key("b", ActionClass.EDIT))).isEmpty();
        assertThat(store.evidence(key)).hasSize(1);
    }

    /** Whatever there is something about can be listed. */
    @Test
    default void listsItsKeys() {
        TrustStore store = newTrustStore();
        assertThat(store.keys()).isEmpty();
        store.append(evidence("1", key("a", ActionClass.EDIT), 0));
        store.append(evidence("2", key("a", ActionClass.EDIT), 1));
        store.append(evidence("3", key("a", ActionClass.DELIVER), 1));
        store.grant(grant("1", key("b\u0000", ActionClass.READ), 0, Instant.MAX));
        assertThat(store.keys())
                .containsExactlyInAnyOrder(
                        key("a", ActionClass.EDIT), key("a", ActionClass.DELIVER), key("b\u0000", ActionClass.READ));
    }

    private static TrustGrant grant(String id, TrustKey key, long seconds, Instant until) {
        return new TrustGrant(
                id,
                key,
                TrustGrant.Kind.PROMOTION,
                TrustLevel.DELIVER,
                "ann",
                "earned\u0000",
                Samples.NOON.plusSeconds(seconds),
                until);
    }

    private static TrustKey key(String agent, ActionClass actionClass) {
        return new TrustKey(agent, "acme/shop", actionClass);
    }

    private static Evidence evidence(String id, TrustKey key, long seconds) {
        return new Evidence(
                id, key, Outcome.SUCCEEDED, Samples.digest("ls"), Samples.NOON.plusSeconds(seconds), "pipeline");
    }
}
