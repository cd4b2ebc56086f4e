/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.core.trust.Standing.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrustLedgerTest {

    private static final TrustKey KEY = new TrustKey("agent-7", "acme/shop", ActionClass.EDIT);
    private static final ActionContext CONTEXT = ActionContext.of("agent-7", "acme/shop");

    private final TestClock clock = new TestClock();
    private final TrustStore store = InMemoryStores.trustStore();
    private final TrustLedger ledger =
            TrustLedger.builder(store).clock(clock).freshFor(Duration.ofDays(1)).build();
    private int number;

    private void happens(Outcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            clock.pass(Duration.ofMinutes(2));
            record(outcome, "echo " + number);
        }
    }

    private void record(Outcome outcome, String command) {
        ActionDigest action = ActionDigest.of(Action.shell(command), CONTEXT);
        assertThat(ledger.record(new Evidence("e" + number++, KEY, outcome, action, clock.instant(), "ci")))
                .isTrue();
    }

    @Test
    void anAgentWithoutEvidenceObserves() {
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        assertThat(ledger.standings()).isEmpty();
    }

    @Test
    void theLowerLevelsAreEarnedByEvidenceAlone() {
        happens(Outcome.APPROVED_UNCHANGED, 4);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        happens(Outcome.APPROVED_UNCHANGED, 1);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.PROPOSE);
        happens(Outcome.SUCCEEDED, 15);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
        happens(Outcome.SUCCEEDED, 300);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
    }

    @Test
    void anUpperLevelIsProposedAndTakesASignatureThatEnds() {
        happens(Outcome.SUCCEEDED, 59);
        assertThat(ledger.standing(KEY).proposal()).isEmpty();
        assertThatThrownBy(() -> ledger.promote(KEY, TrustLevel.DELIVER, "ann", "well done", Duration.ofDays(30)))
                .isInstanceOf(IllegalArgumentException.class);
        happens(Outcome.SUCCEEDED, 1);
        assertThat(ledger.standing(KEY).proposal()).contains(TrustLevel.DELIVER);
        assertThatThrownBy(() -> ledger.promote(KEY, TrustLevel.OPERATE, "ann", "", Duration.ofDays(30)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.promote(KEY, TrustLevel.DELIVER, "agent-7", "", Duration.ofDays(30)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.promote(KEY, TrustLevel.DELIVER, "ann", "", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);

        Standing signed = ledger.promote(KEY, TrustLevel.DELIVER, "ann", "well done", Duration.ofDays(30));
        assertThat(signed.level()).isEqualTo(TrustLevel.DELIVER);
        assertThat(signed.signedUntil()).contains(clock.instant().plus(Duration.ofDays(30)));
        clock.pass(Duration.ofDays(30).minusNanos(1));
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.DELIVER);
        clock.pass(Duration.ofNanos(1));
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
        assertThat(ledger.standing(KEY).steps())
                .extracting(Standing.Step::cause)
                .endsWith(Cause.EXPIRED);
    }

    @Test
    void aSignatureCanBeRenewedAndIsCutToTheLongest() {
        happens(Outcome.SUCCEEDED, 60);
        ledger.promote(KEY, TrustLevel.DELIVER, "ann", "", Duration.ofDays(30));
        clock.pass(Duration.ofDays(29));
        Standing again = ledger.promote(KEY, TrustLevel.DELIVER, "ann", "", Duration.ofDays(3_000));
        assertThat(again.signedUntil()).contains(clock.instant().plus(Duration.ofDays(90)));
    }

    @Test
    void anIncidentCostsEverythingAtOnce() {
        happens(Outcome.SUCCEEDED, 300);
        ledger.promote(KEY, TrustLevel.DELIVER, "ann", "", Duration.ofDays(90));
        ledger.promote(KEY, TrustLevel.OPERATE, "ann", "", Duration.ofDays(90));
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OPERATE);
        record(Outcome.INCIDENT, "rm -rf data");
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        assertThat(ledger.standing(KEY).cooldownUntil())
                .contains(clock.instant().plus(Duration.ofDays(7)));

        happens(Outcome.SUCCEEDED, 60);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        clock.pass(Duration.ofDays(7));
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        happens(Outcome.SUCCEEDED, 30);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
    }

    @Test
    void timeAloneGivesNothingBack() {
        TrustLedger based = TrustLedger.builder(store)
                .clock(clock)
                .base(key -> TrustLevel.CONTRIBUTE)
                .freshFor(Duration.ZERO)
                .build();
        assertThat(based.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
        record(Outcome.INCIDENT, "rm -rf data");
        assertThat(based.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        clock.pass(Duration.ofDays(3_650));
        assertThat(based.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
    }

    @Test
    void aLevelFallsWhenTheRateIsClearlyTooLow() {
        happens(Outcome.SUCCEEDED, 20);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
        happens(Outcome.REJECTED, 3);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
        happens(Outcome.REVERTED, 6);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.PROPOSE);
    }

    @Test
    void idlenessChangesNothing() {
        happens(Outcome.SUCCEEDED, 20);
        Standing before = ledger.standing(KEY);
        clock.pass(Duration.ofDays(3_650));
        assertThat(ledger.standing(KEY)).isEqualTo(before);
    }

    @Test
    void whatIsOldWeighsLessThanWhatIsNew() {
        happens(Outcome.SUCCEEDED, 19);
        clock.pass(Duration.ofDays(600));
        happens(Outcome.SUCCEEDED, 1);
        assertThat(ledger.standing(KEY).samples()).isEqualTo(1);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.PROPOSE);
    }

    @Test
    void theSameActionAgainShowsNothingNew() {
        for (int i = 0; i < 100; i++) {
            record(Outcome.SUCCEEDED, "mvn test");
        }
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        assertThat(ledger.standing(KEY).samples()).isEqualTo(1);
    }

    @Test
    void goodNewsFromTheFutureWaitsAndBadNewsDoesNot() {
        for (int i = 0; i < 30; i++) {
            ledger.record(new Evidence(
                    "future" + i,
                    KEY,
                    Outcome.SUCCEEDED,
                    ActionDigest.of(Action.shell("echo " + i), CONTEXT),
                    clock.instant().plus(Duration.ofDays(1)),
                    "ci"));
        }
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
        clock.pass(Duration.ofDays(1));
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
        ActionDigest action = ActionDigest.of(Action.shell("x"), CONTEXT);
        ledger.record(new Evidence(
                "bad", KEY, Outcome.INCIDENT, action, clock.instant().plus(Duration.ofDays(9)), "ci"));
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.OBSERVE);
    }

    @Test
    void aHumanCanTakeTrustAway() {
        happens(Outcome.SUCCEEDED, 20);
        assertThat(ledger.demote(KEY, TrustLevel.PROPOSE, "ann", "too hasty").level())
                .isEqualTo(TrustLevel.PROPOSE);
        happens(Outcome.SUCCEEDED, 19);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.PROPOSE);
        happens(Outcome.SUCCEEDED, 1);
        assertThat(ledger.levelOf(KEY)).isEqualTo(TrustLevel.CONTRIBUTE);
        assertThatThrownBy(() -> ledger.demote(KEY, TrustLevel.PROPOSE, " ", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whySaysWhatItRestsOn() {
        happens(Outcome.APPROVED_UNCHANGED, 20);
        record(Outcome.INCIDENT, "rm -rf data");
        assertThat(ledger.standing(KEY).explanation())
                .contains("observe: the policy gives observe", "20 approved unchanged; 1 incident")
                .contains("earned observe -> propose", "incident contribute -> observe: harm was done, says ci")
                .contains("Nothing is earned until 2026-01-12T12:40:00Z.");
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        TrustRules.Builder rules = TrustRules.standard().toBuilder();
        assertThatThrownBy(() -> new TrustRules.Bar(0, 500, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustRules.Bar(1, 1000, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.bar(TrustLevel.OBSERVE, new TrustRules.Bar(1, 1, false)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.weight(Outcome.SUCCEEDED, TrustRules.WHOLE + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.weight(Outcome.INCIDENT, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.halfLife(Duration.ofHours(36))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.cooldown(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.bar(TrustLevel.OPERATE, new TrustRules.Bar(200, 899, true))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.bar(TrustLevel.OPERATE, new TrustRules.Bar(200, 950, false))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
