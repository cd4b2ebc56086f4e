/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.core.trust.TrustLedger;
import dev.agentgovernance.core.trust.TrustRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws 2 and 6 of the guard, over random ledgers and actions. */
class TrustLawProperties {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final List<ActionDigest> ACTIONS = IntStream.range(0, 50)
            .mapToObj(i -> ActionDigest.of(Action.shell("echo " + i), TestActions.context()))
            .toList();

    /** Low bars without signatures, so that random evidence reaches every level. */
    private static final TrustRules RULES = TrustRules.standard().toBuilder()
            .bar(TrustLevel.PROPOSE, new TrustRules.Bar(1, 200, false))
            .bar(TrustLevel.CONTRIBUTE, new TrustRules.Bar(2, 300, false))
            .bar(TrustLevel.DELIVER, new TrustRules.Bar(3, 400, false))
            .bar(TrustLevel.OPERATE, new TrustRules.Bar(4, 500, false))
            .build();

    private static Evidence piece(Random random, TrustKey key, Outcome outcome, int number) {
        return new Evidence(
                "e" + number,
                key,
                outcome,
                ACTIONS.get(random.nextInt(ACTIONS.size())),
                NOON.instant().minus(Duration.ofMinutes(random.nextInt(60 * 24 * 30))),
                "ci");
    }

    /** Which ledger the guard looks into: the same seed gives the same, made as far as it is asked for. */
    private static long ledger;

    private static Optional<Outcome> besides = Optional.empty();

    private static TrustLevel levelOf(TrustKey key) {
        Random random = new Random(ledger ^ key.actionClass().id().hashCode());
        TrustStore store = InMemoryStores.trustStore();
        int good = random.nextInt(9);
        for (int i = 0; i < good; i++) {
            store.append(piece(random, key, Outcome.SUCCEEDED, i));
        }
        if (random.nextInt(4) == 0) {
            store.append(piece(random, key, OUTCOMES.get(random.nextInt(OUTCOMES.size())), 100));
        }
        besides.ifPresent(outcome -> store.append(piece(random, key, outcome, 1_000)));
        return TrustLedger.builder(store).rules(RULES).clock(NOON).build().levelOf(key);
    }

    private static final Governance GUARD = Governance.builder(Policy.baseline())
            .trust(TrustLawProperties::levelOf)
            .clock(NOON)
            .build();

    private static Decision decide(long seed, Optional<Outcome> more, Action action, ActionContext context) {
        ledger = seed;
        besides = more;
        return GUARD.decide(action, context);
    }

    @Provide
    Arbitrary<Action> actions() {
        return TestActions.actions();
    }

    @Provide
    Arbitrary<ActionContext> contexts() {
        return TestActions.contexts();
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void betterEvidenceIsNeverStricterAndWorseNeverMilderAndTheSameGivesTheSame(
            @ForAll("actions") Action action, @ForAll("contexts") ActionContext context, @ForAll long seed) {
        Outcome outcome = OUTCOMES.get(new Random(seed).nextInt(OUTCOMES.size()));
        boolean good = outcome == Outcome.SUCCEEDED
                || outcome == Outcome.APPROVED_UNCHANGED
                || outcome == Outcome.HUMAN_OVERRIDE;
        Decision before = decide(seed, Optional.empty(), action, context);
        Decision again = decide(seed, Optional.empty(), action, context);
        Decision after = decide(seed, Optional.of(outcome), action, context);
        assertThat(again).isEqualTo(before);
        assertThat(again.explanation()).isEqualTo(before.explanation());
        if (good) {
            assertThat(after.assessment().oversight())
                    .isLessThanOrEqualTo(before.assessment().oversight());
        } else {
            assertThat(after.assessment().oversight())
                    .isGreaterThanOrEqualTo(before.assessment().oversight());
        }
    }
}
