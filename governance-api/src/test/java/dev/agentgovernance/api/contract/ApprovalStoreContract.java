/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ApprovalStore} must do. Implement {@link #newApprovalStore()} and run. */
public interface ApprovalStoreContract {

    /** Returns an empty store. */
    ApprovalStore newApprovalStore();

    /** Nobody asked, nobody may. */
    @Test
    default void knowsNothingAtFirst() {
        ApprovalStore store = newApprovalStore();
        assertThat(store.state("r", at(0))).isEqualTo(ApprovalState.UNKNOWN);
        assertThat(store.pending(at(0))).isEmpty();
        assertThat(store.redeem(Samples.digest("x"), "p", at(0))).isFalse();
        assertThat(store.answer(yes("r", "ann", 1))).isFalse();
    }

    /** One yes lets one action through once. */
    @Test
    default void isGoodForOneUse() {
        ApprovalStore store = newApprovalStore();
        assertThat(store.submit(request("r", 1))).isTrue();
        assertThat(store.state("r", at(1))).isEqualTo(ApprovalState.PENDING);
        assertThat(store.redeem(Samples.digest("r"), "p", at(1))).isFalse();
        assertThat(store.answer(yes("r", "ann", 2))).isTrue();
        assertThat(store.state("r", at(3))).isEqualTo(ApprovalState.GRANTED);
        assertThat(store.redeem(Samples.digest("r"), "p", at(4))).isTrue();
        assertThat(store.redeem(Samples.digest("r"), "p", at(4))).isFalse();
        assertThat(store.state("r", at(5))).isEqualTo(ApprovalState.USED);
        assertThat(store.state("r", at(500))).isEqualTo(ApprovalState.USED);
    }

    /** A yes is for that very action under that very policy. */
    @Test
    default void isGoodForNothingElse() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 1));
        store.answer(yes("r", "ann", 1));
        assertThat(store.redeem(Samples.digest("r "), "p", at(2))).isFalse();
        assertThat(store.redeem(Samples.digest("r"), "p2", at(2))).isFalse();
        assertThat(store.redeem(Samples.digest("r"), "p", at(2))).isTrue();
    }

    /** Neither the agent nor the one it works for can say yes, or no. */
    @Test
    default void takesNoAnswerFromWhoAsks() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 1));
        assertThat(store.answer(yes("r", "agent-1", 1))).isFalse();
        assertThat(store.answer(yes("r", "owner", 1))).isFalse();
        assertThat(store.answer(no("r", "agent-1", 1))).isFalse();
        assertThat(store.state("r", at(2))).isEqualTo(ApprovalState.PENDING);
    }

    /** A quorum of two is two people. */
    @Test
    default void countsPeople() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 2));
        assertThat(store.answer(yes("r", "ann", 1))).isTrue();
        assertThat(store.answer(yes("r", "ann", 2))).isFalse();
        assertThat(store.state("r", at(3))).isEqualTo(ApprovalState.PENDING);
        assertThat(store.redeem(Samples.digest("r"), "p", at(3))).isFalse();
        assertThat(store.answer(yes("r", "bob", 3))).isTrue();
        assertThat(store.answer(yes("r", "cem", 3))).isFalse();
        assertThat(store.redeem(Samples.digest("r"), "p", at(4))).isTrue();
    }

    /** One no ends it. */
    @Test
    default void endsWithANo() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 2));
        store.answer(yes("r", "ann", 1));
        assertThat(store.answer(no("r", "bob", 2))).isTrue();
        assertThat(store.answer(yes("r", "cem", 3))).isFalse();
        assertThat(store.state("r", at(3))).isEqualTo(ApprovalState.REJECTED);
        assertThat(store.redeem(Samples.digest("r"), "p", at(3))).isFalse();
        assertThat(store.pending(at(3))).isEmpty();
    }

    /** When its time has run out, neither an answer nor a grant counts, from that instant on. */
    @Test
    default void expires() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("answered", 1));
        store.submit(request("open", 1));
        store.answer(yes("answered", "ann", 1));
        assertThat(store.answer(yes("open", "ann", 100))).isFalse();
        assertThat(store.pending(at(99))).extracting(ApprovalRequest::id).containsExactly("open");
        assertThat(store.pending(at(100))).isEmpty();
        assertThat(store.state("open", at(100))).isEqualTo(ApprovalState.EXPIRED);
        assertThat(store.state("answered", at(100))).isEqualTo(ApprovalState.EXPIRED);
        assertThat(store.redeem(Samples.digest("answered"), "p", at(100))).isFalse();
        assertThat(store.redeem(Samples.digest("answered"), "p", at(99))).isTrue();
    }

    /** The same id is one request, and the first stays. */
    @Test
    default void storesARequestOnce() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 2));
        assertThat(store.submit(request("r", 1))).isFalse();
        assertThat(store.answer(yes("r", "ann", 1))).isTrue();
        assertThat(store.state("r", at(2))).isEqualTo(ApprovalState.PENDING);
    }

    /** Two grants for one action are good for two uses. */
    @Test
    default void givesEachGrantAwayOnce() {
        ApprovalStore store = newApprovalStore();
        for (String id : List.of("r1", "r2")) {
            store.submit(request(id, Samples.digest("same"), 1, 0));
            store.answer(yes(id, "ann", 1));
        }
        assertThat(store.redeem(Samples.digest("same"), "p", at(2))).isTrue();
        assertThat(store.redeem(Samples.digest("same"), "p", at(2))).isTrue();
        assertThat(store.redeem(Samples.digest("same"), "p", at(2))).isFalse();
    }

    /** The oldest request comes first, as it was submitted. */
    @Test
    default void listsTheOldestFirst() {
        ApprovalStore store = newApprovalStore();
        ApprovalRequest young = request("young", Samples.digest("a"), 1, 5);
        ApprovalRequest old = request("old", Samples.digest("b"), 1, 1);
        store.submit(young);
        store.submit(old);
        assertThat(store.pending(at(6))).containsExactly(old, young);
    }

    /** Of several threads that use one grant, one may. */
    @Test
    default void letsOneOfSeveralThreadsThrough() {
        ApprovalStore store = newApprovalStore();
        for (int round = 0; round < 50; round++) {
            String id = "r" + round;
            store.submit(request(id, 1));
            store.answer(yes(id, "ann", 1));
            List<Boolean> through = Race.run(4, number -> store.redeem(Samples.digest(id), "p", at(2)));
            assertThat(through).containsOnlyOnce(true);
        }
    }

    /** Of several threads that answer for one person, one counts; a quorum is met by as many people as it says. */
    @Test
    default void countsEachPersonOnceBetweenThreads() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 2));
        assertThat(Race.run(4, number -> store.answer(yes("r", "ann", 1)))).containsOnlyOnce(true);
        assertThat(store.state("r", at(2))).isEqualTo(ApprovalState.PENDING);
        List<Boolean> submitted = Race.run(4, number -> store.submit(request("s", 1)));
        assertThat(submitted).containsOnlyOnce(true);
        assertThat(Race.run(4, number -> store.answer(yes("s", "person-" + number, 1))))
                .containsOnlyOnce(true);
        assertThat(IntStream.range(0, 3).filter(i -> store.redeem(Samples.digest("s"), "p", at(2))))
                .hasSize(1);
    }

    private static ApprovalRequest request(String id, int quorum) {
        return request(id, Samples.digest(id), quorum, 0);
    }

    private static ApprovalRequest request(String id, ActionDigest action, int quorum, long created) {
        return new ApprovalRequest(id, action, "p", "agent-1", "owner", "May it?", quorum, at(created), at(100));
    }

    private static Approval yes(String id, String approver, long seconds) {
        return new Approval(id, approver, Approval.Answer.APPROVED, at(seconds));
    }

    private static Approval no(String id, String approver, long seconds) {
        return new Approval(id, approver, Approval.Answer.REJECTED, at(seconds));
    }

    private static Instant at(long seconds) {
        return Samples.NOON.plusSeconds(seconds);
    }
}
