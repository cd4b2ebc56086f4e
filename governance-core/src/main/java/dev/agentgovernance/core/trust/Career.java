/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.trust.Standing.Cause;
import dev.agentgovernance.core.trust.Standing.Step;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through what is known of one key in the order of time, and keeps the level that follows. A pure function of the
 * evidence, the words of humans, the base level, the rules and the time for which it is asked.
 *
 * <p>The level is the higher of two: what was earned, which begins with the base and ends below the levels that need a
 * signature, and what was signed, which ends by itself. Only good evidence and signatures raise it. Time alone never does.
 */
// INVARIANT: more good evidence never gives a lower level, more bad evidence never a higher one.
final class Career {

    private static final TrustLevel[] LEVELS = TrustLevel.values();

    private record Signature(TrustLevel level, Instant until) {}

    private final TrustKey key;
    private final TrustRules rules;
    private final TrustLevel base;
    private final Tally tally;
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final List<Step> steps = new ArrayList<>();
    private List<Signature> signatures = List.of();
    private TrustLevel earned;
    private TrustLevel proposed = TrustLevel.OBSERVE;
    private Instant cooldownUntil = Instant.MIN;

    private Career(TrustKey key, TrustLevel base, TrustRules rules) {
        this.key = key;
        this.base = base;
        this.earned = base;
        this.rules = rules;
        this.tally = new Tally(rules);
    }

    /** Returns where a key stands. Evidence and grants come oldest first; linear in their number. */
    static Standing standing(
            TrustKey key,
            TrustLevel base,
            TrustRules rules,
            List<Evidence> evidence,
            List<TrustGrant> grants,
            Instant now) {
        Career career = new Career(key, base, rules);
        int next = 0;
        for (Evidence piece : evidence) {
            while (next < grants.size() && grants.get(next).at().isBefore(piece.at())) {
                career.apply(grants.get(next++), now);
            }
            career.apply(piece, now);
        }
        while (next < grants.size()) {
            career.apply(grants.get(next++), now);
        }
        return career.standing(now);
    }

    private void apply(Evidence piece, Instant now) {
        // What speaks against an agent counts at once, also from a clock that is ahead; what speaks for it waits.
        boolean good = TrustRules.isGood(piece.outcome());
        if (good && piece.at().isAfter(now)) {
            return;
        }
        Instant at = piece.at().isAfter(now) ? now : piece.at();
        expire(at);
        outcomes.merge(piece.outcome(), 1, Integer::sum);
        tally.add(piece, at);
        if (good) {
            rise(at);
        } else if (piece.outcome() == Outcome.INCIDENT) {
            fallTo(TrustLevel.OBSERVE, at, Cause.INCIDENT, "harm was done, says " + piece.witness());
            Instant end = plus(at, rules.cooldown());
            cooldownUntil = end.isAfter(cooldownUntil) ? end : cooldownUntil;
        } else {
            fall(at);
        }
    }

    private void apply(TrustGrant grant, Instant now) {
        boolean down = grant.kind() == TrustGrant.Kind.DEMOTION;
        if (!down && grant.at().isAfter(now)) {
            return;
        }
        Instant at = grant.at().isAfter(now) ? now : grant.at();
        expire(at);
        if (down) {
            fallTo(grant.level(), at, Cause.DEMOTED, because(grant));
        } else if (mayHold(grant.level(), at)) {
            Instant latest = plus(at, rules.longestSignature());
            TrustLevel before = held(at);
            List<Signature> more = new ArrayList<>(signatures);
            more.add(new Signature(grant.level(), grant.until().isBefore(latest) ? grant.until() : latest));
            signatures = more;
            step(at, Cause.SIGNED, before, because(grant));
        }
    }

    private static String because(TrustGrant grant) {
        return grant.signer() + (grant.reason().isEmpty() ? "" : ": " + grant.reason());
    }

    /**
     * Tells whether a signature for a level is good: for one that is held, since it would have been lost if the evidence spoke
     * clearly against it; for the next above, if the evidence supports it at this time.
     */
    private boolean mayHold(TrustLevel level, Instant at) {
        if (level == TrustLevel.OBSERVE || at.isBefore(cooldownUntil)) {
            return false;
        }
        TrustLevel held = held(at);
        return level.compareTo(held) <= 0 || (level.compareTo(above(held)) <= 0 && tally.passes(rules.bar(level), at));
    }

    private void rise(Instant at) {
        if (at.isBefore(cooldownUntil)) {
            return;
        }
        TrustLevel next = above(earned);
        if (next != earned && !rules.bar(next).signed() && tally.passes(rules.bar(next))) {
            TrustLevel before = held(at);
            earned = next;
            step(at, Cause.EARNED, before, bound());
        }
        TrustLevel wanted = above(held(at));
        if (wanted.compareTo(held(at)) > 0
                && wanted.compareTo(proposed) > 0
                && rules.bar(wanted).signed()
                && tally.passes(rules.bar(wanted))) {
            proposed = wanted;
            steps.add(new Step(at, Cause.PROPOSED, held(at), wanted, bound()));
        }
    }

    /** One level is lost where the rate of success is clearly below what it asks for. */
    private void fall(Instant at) {
        TrustLevel held = held(at);
        if (held == TrustLevel.OBSERVE || !tally.isClearlyBelow(rules.bar(held))) {
            return;
        }
        cut(below(held));
        step(at, Cause.FELL, held, "the rate of success is clearly below what the level asks for");
    }

    private void fallTo(TrustLevel level, Instant at, Cause cause, String why) {
        TrustLevel before = held(at);
        cut(level);
        tally.forgetGood();
        step(at, cause, before, why);
    }

    private void cut(TrustLevel level) {
        earned = TrustLevel.lower(earned, level);
        signatures = signatures.stream()
                .map(s -> new Signature(TrustLevel.lower(s.level(), level), s.until()))
                .toList();
        proposed = TrustLevel.lower(proposed, level);
    }

    private void expire(Instant at) {
        for (boolean again = true; again; ) {
            Signature first = null;
            for (Signature s : signatures) {
                first = !at.isBefore(s.until()) && (first == null || s.until().isBefore(first.until())) ? s : first;
            }
            again = first != null;
            if (first != null) {
                Signature ended = first;
                TrustLevel before = highest(signatures);
                signatures = signatures.stream().filter(s -> !s.equals(ended)).toList();
                proposed = TrustLevel.lower(proposed, highest(signatures));
                if (before != highest(signatures)) {
                    step(ended.until(), Cause.EXPIRED, before, "the signature ended");
                }
            }
        }
    }

    private void step(Instant at, Cause cause, TrustLevel before, String why) {
        TrustLevel after = held(at);
        if (before != after || cause == Cause.INCIDENT || cause == Cause.SIGNED) {
            steps.add(new Step(at, cause, before, after, why));
        }
    }

    private String bound() {
        int bound = tally.lowerBound();
        return "at least " + bound / 10 + "." + bound % 10 + " % of " + (tally.good() + tally.bad()) / Wilson.SAMPLE
                + " samples succeeded";
    }

    private TrustLevel held(Instant at) {
        return highest(signatures.stream().filter(s -> at.isBefore(s.until())).toList());
    }

    private TrustLevel highest(List<Signature> list) {
        TrustLevel highest = earned;
        for (Signature s : list) {
            highest = s.level().compareTo(highest) > 0 ? s.level() : highest;
        }
        return highest;
    }

    @SuppressWarnings("EnumOrdinal") // the order of levels is part of their contract
    private static TrustLevel above(TrustLevel level) {
        return LEVELS[Math.min(level.ordinal() + 1, LEVELS.length - 1)];
    }

    @SuppressWarnings("EnumOrdinal")
    private static TrustLevel below(TrustLevel level) {
        return LEVELS[Math.max(level.ordinal() - 1, 0)];
    }

    private static Instant plus(Instant at, Duration duration) {
        try {
            return at.plus(duration);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MAX;
        }
    }

    private Standing standing(Instant now) {
        expire(now);
        TrustLevel held = held(now);
        TrustLevel next = above(held);
        boolean proposes = next != held && rules.bar(next).signed() && mayHold(next, now);
        Optional<Instant> until = earned == held
                ? Optional.empty()
                : signatures.stream()
                        .filter(s -> s.level() == held)
                        .map(Signature::until)
                        .max(Instant::compareTo);
        return new Standing(
                key,
                held,
                base,
                proposes ? Optional.of(next) : Optional.empty(),
                outcomes,
                tally.lowerBound(),
                (tally.good() + tally.bad()) / Wilson.SAMPLE,
                now.isBefore(cooldownUntil) ? Optional.of(cooldownUntil) : Optional.empty(),
                until,
                steps);
    }
}
