/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Weighted counts of good and bad outcomes, in parts of a sample. What is older counts less: half for each half-life, counted
 * in whole days back from the latest piece of evidence, with a straight line between. Time that passes without evidence
 * changes nothing.
 */
final class Tally {

    /** After so many half-lives nothing is left of the heaviest outcome. */
    private static final int OLDEST = Long.numberOfTrailingZeros(Wilson.SAMPLE) + 7;

    private static final long DAY = Duration.ofDays(1).toSeconds();

    private record Seen(ActionDigest action, Outcome outcome, long day) {}

    private static final class Day {
        private final long index;
        private long good;
        private long bad;

        Day(long index) {
            this.index = index;
        }
    }

    private final TrustRules rules;
    private final Deque<Day> days = new ArrayDeque<>();
    private final Set<Seen> seen = new HashSet<>();

    Tally(TrustRules rules) {
        this.rules = rules;
    }

    /** Adds evidence that is not older than what was added before. */
    void add(Evidence evidence, Instant at) {
        long today = Math.floorDiv(at.getEpochSecond(), DAY);
        long weight = rules.weight(evidence.outcome()) * Wilson.SAMPLE / TrustRules.WHOLE;
        Day day = day(today);
        if (!TrustRules.isGood(evidence.outcome())) {
            day.bad += weight;
        } else if (seen.add(new Seen(evidence.action(), evidence.outcome(), today))) {
            // The very same action counts once a day: whoever repeats it has shown nothing new.
            day.good += weight;
        }
    }

    private Day day(long index) {
        Day last = days.peekLast();
        if (last == null || last.index < index) {
            last = new Day(index);
            days.addLast(last);
            while (index - days.getFirst().index > OLDEST * rules.halfLife().toDays()) {
                days.removeFirst();
            }
        }
        return last;
    }

    /** What was earned is spent; what went wrong stays. */
    void forgetGood() {
        days.forEach(day -> day.good = 0);
        seen.clear();
    }

    long good() {
        return sum(true);
    }

    long bad() {
        return sum(false);
    }

    private long sum(boolean good) {
        Day last = days.peekLast();
        return last == null ? 0 : sum(good, last.index);
    }

    private long sum(boolean good, long today) {
        long sum = 0;
        for (Day day : days) {
            sum += decayed(good ? day.good : day.bad, today - day.index);
        }
        return sum;
    }

    private long decayed(long weight, long age) {
        long halfLife = rules.halfLife().toDays();
        long halved = weight >> (age / halfLife);
        return halved - halved * (age % halfLife) / (2 * halfLife);
    }

    boolean passes(TrustRules.Bar bar) {
        return passes(bar, good(), bad());
    }

    /**
     * Tells whether a bar is passed at a time, with what was seen before decayed until then: evidence that came in between
     * never makes it fewer.
     */
    boolean passes(TrustRules.Bar bar, Instant at) {
        Day last = days.peekLast();
        if (last == null) {
            return false;
        }
        long today = Math.max(last.index, Math.floorDiv(at.getEpochSecond(), DAY));
        return passes(bar, sum(true, today), sum(false, today));
    }

    private boolean passes(TrustRules.Bar bar, long good, long bad) {
        return good >= bar.successes() * Wilson.SAMPLE && Wilson.isAtLeast(good, bad, bar.permille(), rules.zSquared());
    }

    boolean isClearlyBelow(TrustRules.Bar bar) {
        return Wilson.isBelow(good(), bad(), bar.permille(), rules.zSquared());
    }

    int lowerBound() {
        return Wilson.lowerBound(good(), bad(), rules.zSquared());
    }
}
