/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What it takes to earn a level of trust, and what costs one. All numbers are whole, so that there is no threshold which a
 * value that is no number could pass. Immutable.
 */
public final class TrustRules {

    /** The weight of one whole sample. */
    public static final int WHOLE = 4;

    /**
     * What a level asks for.
     *
     * @param successes how many successes, after decay, at least 1
     * @param permille the rate of success that the lower bound of Wilson's interval has to reach, in thousandths, 1 to 999
     * @param signed whether a human has to sign besides
     */
    public record Bar(int successes, int permille, boolean signed) {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if one is left
         */
        public Bar {
            if (successes < 1 || permille < 1 || permille > 999) {
                throw new IllegalArgumentException(
                        "a bar asks for 1 success or more, and a rate of 1 to 999 thousandths");
            }
        }
    }

    private static final TrustRules STANDARD = new Builder()
            .bar(TrustLevel.PROPOSE, new Bar(5, 600, false))
            .bar(TrustLevel.CONTRIBUTE, new Bar(20, 800, false))
            .bar(TrustLevel.DELIVER, new Bar(60, 900, true))
            .bar(TrustLevel.OPERATE, new Bar(200, 950, true))
            .weight(Outcome.APPROVED_UNCHANGED, WHOLE)
            .weight(Outcome.SUCCEEDED, WHOLE)
            .weight(Outcome.HUMAN_OVERRIDE, WHOLE / 2)
            .weight(Outcome.APPROVED_WITH_CHANGE, WHOLE / 2)
            .weight(Outcome.REJECTED, WHOLE)
            .weight(Outcome.REVERTED, 2 * WHOLE)
            .weight(Outcome.INCIDENT, 10 * WHOLE)
            .build();

    private final Map<TrustLevel, Bar> bars;
    private final Map<Outcome, Integer> weights;
    private final Duration halfLife;
    private final Duration cooldown;
    private final Duration longestSignature;
    private final int zSquared;

    private TrustRules(Builder builder) {
        this.bars = new EnumMap<>(builder.bars);
        this.weights = new EnumMap<>(builder.weights);
        this.halfLife = builder.halfLife;
        this.cooldown = builder.cooldown;
        this.longestSignature = builder.longestSignature;
        this.zSquared = builder.zSquared;
        for (TrustLevel level : TrustLevel.values()) {
            if (level != TrustLevel.OBSERVE && !bars.containsKey(level)) {
                throw new IllegalArgumentException("there is no bar for " + level);
            }
        }
        Bar below = null;
        for (Bar bar : bars.values()) {
            if (below != null && (bar.successes() < below.successes() || bar.permille() < below.permille())) {
                throw new IllegalArgumentException("a higher level asks for less than the one below");
            }
            if (below != null && below.signed() && !bar.signed()) {
                throw new IllegalArgumentException("a level above one that has to be signed has to be signed too");
            }
            below = bar;
        }
    }

    /** Returns the rules that hold without any other; {@code TRUST.md} lists them. */
    public static TrustRules standard() {
        return STANDARD;
    }

    /** Returns a builder that starts with these rules. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.bars.putAll(bars);
        builder.weights.putAll(weights);
        return builder.halfLife(halfLife)
                .cooldown(cooldown)
                .longestSignature(longestSignature)
                .zSquared(zSquared);
    }

    /** Tells whether an outcome speaks for the agent. */
    static boolean isGood(Outcome outcome) {
        return switch (outcome) {
            case APPROVED_UNCHANGED, SUCCEEDED, HUMAN_OVERRIDE -> true;
            case APPROVED_WITH_CHANGE, REJECTED, REVERTED, INCIDENT -> false;
        };
    }

    /** Returns what a level above {@link TrustLevel#OBSERVE} asks for. */
    public Bar bar(TrustLevel level) {
        return Objects.requireNonNull(bars.get(level), "everybody may observe");
    }

    int weight(Outcome outcome) {
        return weights.getOrDefault(outcome, WHOLE);
    }

    Duration halfLife() {
        return halfLife;
    }

    Duration cooldown() {
        return cooldown;
    }

    /** Returns how long a signature is good for at most. */
    public Duration longestSignature() {
        return longestSignature;
    }

    int zSquared() {
        return zSquared;
    }

    /** Collects rules. Not for use by several threads. */
    public static final class Builder {

        private final Map<TrustLevel, Bar> bars = new EnumMap<>(TrustLevel.class);
        private final Map<Outcome, Integer> weights = new EnumMap<>(Outcome.class);
        private Duration halfLife = Duration.ofDays(30);
        private Duration cooldown = Duration.ofDays(7);
        private Duration longestSignature = Duration.ofDays(90);
        private int zSquared = 2706;

        private Builder() {}

        /** Sets what a level asks for. */
        public Builder bar(TrustLevel level, Bar bar) {
            if (level == TrustLevel.OBSERVE) {
                throw new IllegalArgumentException("everybody may observe");
            }
            bars.put(level, Objects.requireNonNull(bar, "bar"));
            return this;
        }

        /** Sets how much an outcome weighs, {@link #WHOLE} for one sample, from 1 to 100 samples; a good one at most one. */
        public Builder weight(Outcome outcome, int weight) {
            if (weight < 1 || weight > 100 * WHOLE || (isGood(outcome) && weight > WHOLE)) {
                throw new IllegalArgumentException("the weight of " + outcome + " is out of range");
            }
            weights.put(outcome, weight);
            return this;
        }

        /** Sets after which time of further evidence an older piece counts half: whole days, at least one. */
        public Builder halfLife(Duration halfLife) {
            if (halfLife.toDays() < 1 || !halfLife.equals(Duration.ofDays(halfLife.toDays()))) {
                throw new IllegalArgumentException("a half-life is counted in whole days");
            }
            this.halfLife = halfLife;
            return this;
        }

        /** Sets for how long after an incident nothing is earned. */
        public Builder cooldown(Duration cooldown) {
            this.cooldown = positive(cooldown);
            return this;
        }

        /** Sets how long a human's signature is good for at most. */
        public Builder longestSignature(Duration longest) {
            this.longestSignature = positive(longest);
            return this;
        }

        /** Sets the square of the normal quantile, in thousandths: 2706 for 95 % on one side, 5412 for 99 %. */
        public Builder zSquared(int thousandths) {
            if (thousandths < 1 || thousandths > 100_000) {
                throw new IllegalArgumentException("the square of a quantile is from 1 to 100000 thousandths");
            }
            this.zSquared = thousandths;
            return this;
        }

        private static Duration positive(Duration duration) {
            if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(36_500)) > 0) {
                throw new IllegalArgumentException("a duration is longer than nothing, and no century");
            }
            return duration;
        }

        /**
         * Returns the rules.
         *
         * @throws IllegalArgumentException if a higher level asks for less than one below
         */
        public TrustRules build() {
            return new TrustRules(this);
        }
    }
}
