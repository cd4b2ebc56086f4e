/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static dev.agentgovernance.api.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
        assertThat(store.redeem("r", capability("x"), at(0))).isFalse();
        assertThat(store.answer(yes("r", "ann", 1))).isFalse();
    }

    /** One yes lets one action through once. */
    @Test
    default void isGoodForOneUse() {
        ApprovalStore store = newApprovalStore();
        assertThat(store.submit(request("r", 1))).isTrue();
        assertThat(store.state("r", at(1))).isEqualTo(ApprovalState.PENDING);
        assertThat(store.redeem("r", capability("r"), at(1))).isFalse();
        assertThat(store.answer(yes("r", "ann", 2))).isTrue();
        assertThat(store.state("r", at(3))).isEqualTo(ApprovalState.GRANTED);
        assertThat(store.redeem("r", capability("r"), at(4))).isTrue();
        assertThat(store.redeem("r", capability("r"), at(4))).isFalse();
        assertThat(store.state("r", at(5))).isEqualTo(ApprovalState.USED);
        assertThat(store.state("r", at(500))).isEqualTo(ApprovalState.USED);
    }

    /** A yes is for that very action under that very policy. */
    @Test
    default void isGoodForNothingElse() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 1));
        store.answer(yes("r", "ann", 1));
        assertThat(store.redeem("r", capability("r "), at(2))).isFalse();
        assertThat(store.redeem("other", capability("r"), at(2))).isFalse();
        assertThat(store.redeem("r", capability("r"), at(2))).isTrue();
    }

    /** Neither the agent nor the one it works for can say yes, or no. */
    @Test
    default void takesNoAnswerFromWhoAsks() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 1));
        assertThat(store.answer(yes("r", "agent-1", 1))).isFalse();
        assertThat(store.answer(yes("r", "owner", 1))).isFalse();
        assertThat(store.answer(yes("r", "parent", 1))).isFalse();
        assertThat(store.answer(yes("r", "", 1))).isFalse();
        assertThat(store.answer(no("r", "agent-1", 1))).isFalse();
        assertThat(store.answer(new Approval("r", "agent-1", Approval.Answer.BREAK_GLASS, at(1))))
                .isFalse();
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
        assertThat(store.redeem("r", capability("r"), at(3))).isFalse();
        assertThat(store.answer(yes("r", "bob", 3))).isTrue();
        assertThat(store.answer(yes("r", "cem", 3))).isFalse();
        assertThat(store.redeem("r", capability("r"), at(4))).isTrue();
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
        assertThat(store.redeem("r", capability("r"), at(3))).isFalse();
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
        assertThat(store.pending(at(99)))
                .extracting(found -> found.request().id())
                .containsExactly("open");
        assertThat(store.pending(at(100))).isEmpty();
        assertThat(store.state("open", at(100))).isEqualTo(ApprovalState.EXPIRED);
        assertThat(store.state("answered", at(100))).isEqualTo(ApprovalState.EXPIRED);
        assertThat(store.redeem("answered", capability("answered"), at(100))).isFalse();
        assertThat(store.redeem("answered", capability("answered"), at(99))).isTrue();
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
            store.submit(request(id, "same", 1, 0));
            store.answer(yes(id, "ann", 1));
        }
        assertThat(store.findAll(capability("same"), at(2)))
                .extracting(found -> found.request().id(), ApprovalCase::state)
                .containsExactly(tuple("r1", ApprovalState.GRANTED), tuple("r2", ApprovalState.GRANTED));
        assertThat(store.redeem("r1", capability("same"), at(2))).isTrue();
        assertThat(store.redeem("r1", capability("same"), at(2))).isFalse();
        assertThat(store.redeem("r2", capability("same"), at(2))).isTrue();
        assertThat(store.redeem("r2", capability("same"), at(2))).isFalse();
        assertThat(store.findAll(capability("another"), at(2))).isEmpty();
    }

    /** The oldest request comes first, as it was submitted. */
    @Test
    default void listsTheOldestFirst() {
        ApprovalStore store = newApprovalStore();
        ApprovalRequest young = request("young", "a", 1, 5);
        ApprovalRequest old = request("old", "b", 1, 1);
        store.submit(young);
        store.submit(old);
        assertThat(store.pending(at(6))).extracting(ApprovalCase::request).containsExactly(old, young);
        assertThat(store.recent(9, at(6))).extracting(ApprovalCase::request).containsExactly(young, old);
        assertThat(store.recent(1, at(6))).extracting(ApprovalCase::request).containsExactly(young);
    }

    /** Of several threads that use one grant, one may. */
    @Test
    default void letsOneOfSeveralThreadsThrough() {
        ApprovalStore store = newApprovalStore();
        for (int round = 0; round < 50; round++) {
            String id = "r" + round;
            store.submit(request(id, 1));
            store.answer(yes(id, "ann", 1));
            List<Boolean> through = Race.run(4, number -> store.redeem(id, capability(id), at(2)));
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
        assertThat(IntStream.range(0, 3).filter(i -> store.redeem("s", capability("s"), at(2))))
                .hasSize(1);
    }

    /** Whoever has asked as an agent is no human, whatever it asks about. */
    @Test
    default void takesNoAnswerFromAnotherAgent() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 1));
        store.submit(new ApprovalRequest(
                "other", capability("other"), asker("child"), 1, Set.of(), shown("other"), at(0), at(100)));
        assertThat(store.answer(yes("r", "child", 1))).isFalse();
        assertThat(store.answer(yes("other", "agent-1", 1))).isFalse();
        assertThat(store.answer(yes("r", "ann", 1))).isTrue();
    }

    /** What was asked and answered comes back as it was, whatever characters are in it. */
    @Test
    default void keepsEverythingThatWasSaid() {
        ApprovalStore store = newApprovalStore();
        String odd = "a\u0000b\\u\\ \ud800 \udc00\ud800 \ud83d\ude00 'x' \n\u202e" + "long ".repeat(2_000);
        ApprovalRequest request = new ApprovalRequest(
                odd,
                capability("r"),
                new ApprovalRequest.Asker("agent\u0000", "parent", "owner", "s", "acme/shop"),
                2,
                Set.of("dba", "a,b"),
                shown(odd),
                NOON.plusNanos(1),
                Instant.MAX);
        store.submit(request);
        Approval answer = new Approval(odd, "ann \ud800", Approval.Answer.APPROVED, NOON.plusNanos(999), odd);
        assertThat(store.answer(answer)).isTrue();
        assertThat(store.find(odd, at(1))).isPresent();
        ApprovalCase found = store.find(odd, at(1)).orElseThrow();
        assertThat(found.request()).isEqualTo(request);
        assertThat(found.answers()).containsExactly(answer);
        assertThat(found.state()).isEqualTo(ApprovalState.PENDING);
        assertThat(store.find(odd + "x", at(1))).isEmpty();
    }

    /** What is pending or granted can be taken back, and is worth nothing then. */
    @Test
    default void takesBack() {
        ApprovalStore store = newApprovalStore();
        for (String id : List.of("pending", "granted", "used")) {
            store.submit(request(id, 1));
        }
        store.answer(yes("granted", "ann", 1));
        store.answer(yes("used", "ann", 1));
        store.redeem("used", capability("used"), at(2));
        assertThat(store.answer(revoke("pending", "ann", 3))).isTrue();
        assertThat(store.answer(revoke("granted", "ann", 3))).isTrue();
        assertThat(store.answer(revoke("granted", "bob", 3))).isFalse();
        assertThat(store.answer(revoke("used", "ann", 3))).isFalse();
        assertThat(store.answer(revoke("nothing", "ann", 3))).isFalse();
        assertThat(store.answer(yes("pending", "ann", 4))).isFalse();
        assertThat(store.redeem("granted", capability("granted"), at(4))).isFalse();
        assertThat(store.state("granted", at(4))).isEqualTo(ApprovalState.REVOKED);
        assertThat(store.state("used", at(4))).isEqualTo(ApprovalState.USED);
    }

    /** In an emergency one is enough; somebody else looks at it later, once. */
    @Test
    default void breaksTheGlass() {
        ApprovalStore store = newApprovalStore();
        store.submit(request("r", 3));
        assertThat(store.answer(new Approval("r", "ann", Approval.Answer.REVIEWED, at(1))))
                .isFalse();
        assertThat(store.answer(new Approval("r", "ann", Approval.Answer.BREAK_GLASS, at(1), "fire")))
                .isTrue();
        assertThat(store.redeem("r", capability("r"), at(2))).isTrue();
        assertThat(store.waitingForReview(at(500)))
                .extracting(found -> found.request().id())
                .containsExactly("r");
        assertThat(store.answer(new Approval("r", "ann", Approval.Answer.REVIEWED, at(500))))
                .isFalse();
        assertThat(store.answer(new Approval("r", "agent-1", Approval.Answer.REVIEWED, at(500))))
                .isFalse();
        assertThat(store.answer(new Approval("r", "bob", Approval.Answer.REVIEWED, at(500))))
                .isTrue();
        assertThat(store.answer(new Approval("r", "cem", Approval.Answer.REVIEWED, at(501))))
                .isFalse();
        assertThat(store.waitingForReview(at(502))).isEmpty();
        assertThat(store.state("r", at(502))).isEqualTo(ApprovalState.USED);
    }

    private static ApprovalRequest request(String id, int quorum) {
        return request(id, id, quorum, 0);
    }

    private static ApprovalRequest request(String id, String what, int quorum, long created) {
        return new ApprovalRequest(
                id, capability(what), asker("agent-1"), quorum, Set.of(), shown(what), at(created), at(100));
    }

    private static ApprovalRequest.Asker asker(String agent) {
        return new ApprovalRequest.Asker(agent, "parent", "owner", "", "acme/shop");
    }

    private static ApprovalRequest.Shown shown(String text) {
        return new ApprovalRequest.Shown(
                Samples.digest(text),
                "p",
                "shell",
                text,
                Impact.HIGH,
                List.of(Effect.of(EffectKind.DEPLOY, text, new SourceSpan(0, 1))),
                List.of(Reason.of("oversight.matrix", text, "")));
    }

    private static Capability capability(String what) {
        return new Capability(Samples.digest(what).hex());
    }

    private static Approval yes(String id, String approver, long seconds) {
        return new Approval(id, approver, Approval.Answer.APPROVED, at(seconds));
    }

    private static Approval no(String id, String approver, long seconds) {
        return new Approval(id, approver, Approval.Answer.REJECTED, at(seconds));
    }

    private static Approval revoke(String id, String approver, long seconds) {
        return new Approval(id, approver, Approval.Answer.REVOKED, at(seconds));
    }

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }
}
