/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The laws of trust, over random ledgers. */
class TrustProperties {

    private static final TrustKey KEY = new TrustKey("agent", "acme/shop", ActionClass.EDIT);
    private static final Instant START = TestClock.START;
    private static final List<ActionDigest> ACTIONS = IntStream.range(0, 400)
            .mapToObj(i -> ActionDigest.of(Action.shell("echo " + i), ActionContext.of("agent", "acme/shop")))
            .toList();

    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final List<TrustLevel> LEVELS = List.of(TrustLevel.values());

    /** Low bars, so that random careers pass them. */
    private static final TrustRules RULES = TrustRules.standard().toBuilder()
            .bar(TrustLevel.PROPOSE, new TrustRules.Bar(2, 300, false))
            .bar(TrustLevel.CONTRIBUTE, new TrustRules.Bar(4, 400, false))
            .bar(TrustLevel.DELIVER, new TrustRules.Bar(6, 500, true))
            .bar(TrustLevel.OPERATE, new TrustRules.Bar(8, 600, true))
            .halfLife(Duration.ofDays(10))
            .cooldown(Duration.ofDays(2))
            .build();

    record Ledger(List<Evidence> evidence, List<TrustGrant> grants) {
        Standing at(Instant now) {
            return at(now, TrustLevel.OBSERVE);
        }

        Standing at(Instant now, TrustLevel base) {
            return Career.standing(KEY, base, RULES, evidence, grants, now);
        }

        Ledger and(Evidence more) {
            List<Evidence> all = new ArrayList<>(evidence);
            all.add(more);
            all.sort(Comparator.comparing(Evidence::at));
            return new Ledger(all, grants);
        }
    }

    /** Ledgers are made from a number: lists of lists of arbitraries would take most of the time. */
    private static final class Maker {

        private final Random random;

        Maker(long seed) {
            this.random = new Random(seed);
        }

        Instant time() {
            return START.plus(Duration.ofMinutes(random.nextInt(40 * 24 * 60)));
        }

        Evidence piece() {
            Outcome outcome = random.nextInt(40) == 0
                    ? Outcome.INCIDENT
                    : random.nextInt(6) == 0 ? OUTCOMES.get(random.nextInt(OUTCOMES.size())) : Outcome.SUCCEEDED;
            return new Evidence(
                    "e" + random.nextInt(), KEY, outcome, ACTIONS.get(random.nextInt(ACTIONS.size())), time(), "ci");
        }

        TrustGrant grant() {
            Instant at = time();
            TrustGrant.Kind kind = random.nextInt(6) == 0 ? TrustGrant.Kind.DEMOTION : TrustGrant.Kind.PROMOTION;
            TrustLevel level = LEVELS.get(random.nextInt(LEVELS.size()));
            Instant until = at.plus(Duration.ofDays(1 + random.nextInt(30)));
            return new TrustGrant("g" + random.nextInt(), KEY, kind, level, "ann", "", at, until);
        }

        Ledger ledger() {
            return new Ledger(
                    Stream.generate(this::piece)
                            .limit(random.nextInt(60))
                            .sorted(Comparator.comparing(Evidence::at))
                            .toList(),
                    Stream.generate(this::grant)
                            .limit(random.nextInt(6))
                            .sorted(Comparator.comparing(TrustGrant::at))
                            .toList());
        }
    }

    @Property(tries = 10_000)
    void goodEvidenceNeverCostsAndBadEvidenceNeverHelps(@ForAll long seed) {
        Maker maker = new Maker(seed);
        Ledger ledger = maker.ledger();
        Evidence more = maker.piece();
        Instant now = maker.time();
        TrustLevel before = ledger.at(now).level();
        TrustLevel after = ledger.and(more).at(now).level();
        if (TrustRules.isGood(more.outcome())) {
            assertThat(after).isGreaterThanOrEqualTo(before);
        } else {
            assertThat(after).isLessThanOrEqualTo(before);
        }
    }

    @Property(tries = 3_000)
    void anIncidentCostsEverythingUntilItsCooldownIsOver(
            @ForAll long seed, @ForAll @LongRange(min = 0, max = 2 * 24 * 60 - 1) long minutes) {
        Maker maker = new Maker(seed);
        Ledger ledger = maker.ledger();
        Instant at = maker.time();
        Evidence incident = new Evidence("incident", KEY, Outcome.INCIDENT, ACTIONS.get(0), at, "pager");
        Standing then = ledger.and(incident).at(at.plus(Duration.ofMinutes(minutes)), TrustLevel.OPERATE);
        assertThat(then.level()).isEqualTo(TrustLevel.OBSERVE);
        assertThat(then.proposal()).isEmpty();
    }

    @Property(tries = 3_000)
    void timeAloneNeverGivesTrust(@ForAll long seed, @ForAll @IntRange(min = 0, max = 10_000) int hours) {
        Ledger ledger = new Maker(seed).ledger();
        Instant end = START.plus(Duration.ofDays(41));
        Standing now = ledger.at(end);
        Standing later = ledger.at(end.plus(Duration.ofHours(hours)));
        assertThat(later.level()).isLessThanOrEqualTo(now.level());
        if (now.signedUntil().isEmpty()) {
            assertThat(later.level()).isEqualTo(now.level());
        }
    }

    @Property(tries = 3_000)
    void theUpperLevelsAreNeverHeldWithoutASignatureInForce(@ForAll long seed) {
        Maker maker = new Maker(seed);
        Ledger ledger = maker.ledger();
        Instant now = maker.time();
        Standing standing = ledger.at(now);
        if (standing.level().compareTo(TrustLevel.CONTRIBUTE) > 0) {
            assertThat(standing.signedUntil())
                    .hasValueSatisfying(until -> assertThat(until).isAfter(now));
            assertThat(ledger.grants())
                    .anyMatch(grant -> grant.kind() == TrustGrant.Kind.PROMOTION
                            && grant.level().compareTo(standing.level()) >= 0);
        }
    }

    @Property(tries = 10_000)
    void theSameLedgerGivesTheSameStandingAndExplanation(@ForAll long seed) {
        Maker maker = new Maker(seed);
        Ledger ledger = maker.ledger();
        Instant now = maker.time();
        assertThat(ledger.at(now)).isEqualTo(ledger.at(now));
        assertThat(ledger.at(now).explanation()).isEqualTo(ledger.at(now).explanation());
    }

    @Property(tries = 10_000)
    void theBoundIsThatOfWilson(
            @ForAll @IntRange(max = 5_000) int good,
            @ForAll @IntRange(max = 5_000) int bad,
            @ForAll @IntRange(min = 1, max = 999) int rate) {
        int n = good + bad;
        if (n == 0) {
            assertThat(Wilson.isAtLeast(0, 0, rate, 2706)).isFalse();
            assertThat(Wilson.lowerBound(0, 0, 2706)).isZero();
            return;
        }
        double z2 = 2.706;
        double p = (double) good / n;
        double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Math.sqrt(z2 * p * (1 - p) / n + z2 * z2 / (4.0 * n * n)) / (1 + z2 / n);
        double wanted = rate / 1000.0;
        long s = good * Wilson.SAMPLE;
        long f = bad * Wilson.SAMPLE;
        if (Math.abs(middle - half - wanted) > 1e-9) {
            assertThat(Wilson.isAtLeast(s, f, rate, 2706)).isEqualTo(middle - half >= wanted);
        }
        if (Math.abs(middle + half - wanted) > 1e-9) {
            assertThat(Wilson.isBelow(s, f, rate, 2706)).isEqualTo(middle + half < wanted);
        }
        assertThat(Wilson.lowerBound(s, f, 2706) / 1000.0)
                .isBetween(middle - half - 0.001 - 1e-9, middle - half + 1e-9);
    }

    @Property(tries = 10_000)
    void noCountHoweverLargeIsMisjudged(
            @ForAll @LongRange(min = 1) long count, @ForAll @IntRange(min = 1, max = 999) int rate) {
        assertThat(Wilson.isAtLeast(0, count, rate, 2706)).isFalse();
        assertThat(Wilson.isBelow(count, 0, rate, 2706)).isFalse();
        assertThat(Wilson.isAtLeast(Long.MAX_VALUE, 0, rate, 2706)).isTrue();
    }
}
