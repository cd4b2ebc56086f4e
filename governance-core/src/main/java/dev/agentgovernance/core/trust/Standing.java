/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an agent stands: the level it holds for one key at one time, and all that this rests on.
 *
 * @param key for what
 * @param level the level held, under no ceiling
 * @param base the level that the policy gives by name
 * @param proposal the level to which a human might promote it, as the evidence supports it
 * @param outcomes how often each outcome was recorded
 * @param lowerBound the lower bound of the rate of success after decay, in thousandths
 * @param samples how many samples that rests on, after decay, rounded down
 * @param cooldownUntil until when nothing is earned, after an incident
 * @param signedUntil when the signature ends on which the level rests
 * @param steps every change of the level, oldest first
 */
public record Standing(
        TrustKey key,
        TrustLevel level,
        TrustLevel base,
        Optional<TrustLevel> proposal,
        Map<Outcome, Integer> outcomes,
        int lowerBound,
        long samples,
        Optional<Instant> cooldownUntil,
        Optional<Instant> signedUntil,
        List<Step> steps) {

    /** Why a level changed. */
    public enum Cause {
        /** The evidence reached the bar. */
        EARNED,
        /** The evidence reached the bar of a level that a human has to sign: the level stays. */
        PROPOSED,
        /** A human signed. */
        SIGNED,
        /** A human took the level away. */
        DEMOTED,
        /** The rate of success fell clearly below the bar. */
        FELL,
        /** Something did harm. */
        INCIDENT,
        /** A signature ended. */
        EXPIRED
    }

    /**
     * One change of the level.
     *
     * @param at when
     * @param cause why
     * @param from the level before
     * @param to the level after; of a proposal, the level that is proposed
     * @param why a clause for a human
     */
    public record Step(Instant at, Cause cause, TrustLevel from, TrustLevel to, String why) {
        /** Checks that nothing is null. */
        public Step {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(why, "why");
        }
    }

    /** Checks and copies. */
    public Standing {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(proposal, "proposal");
        outcomes = Map.copyOf(outcomes);
        Objects.requireNonNull(cooldownUntil, "cooldownUntil");
        Objects.requireNonNull(signedUntil, "signedUntil");
        steps = List.copyOf(steps);
    }

    /** Returns why the level is what it is, one sentence a line. */
    public String explanation() {
        StringBuilder text = new StringBuilder();
        text.append(name(level))
                .append(": the policy gives ")
                .append(name(base))
                .append(" to begin with");
        for (Outcome outcome : Outcome.values()) {
            int count = outcomes.getOrDefault(outcome, 0);
            if (count > 0) {
                text.append("; ").append(count).append(' ').append(name(outcome).replace('_', ' '));
            }
        }
        text.append(".\nAfter decay that is ").append(samples).append(samples == 1 ? " sample" : " samples");
        text.append(", with a rate of success of at least ");
        text.append(lowerBound / 10).append('.').append(lowerBound % 10).append(" %.");
        for (Step step : steps) {
            text.append('\n').append(step.at()).append(' ').append(name(step.cause()));
            text.append(' ').append(name(step.from())).append(" -> ").append(name(step.to()));
            text.append(": ").append(step.why());
        }
        cooldownUntil.ifPresent(
                until -> text.append("\nNothing is earned until ").append(until).append('.'));
        signedUntil.ifPresent(
                until -> text.append("\nIt is signed until ").append(until).append('.'));
        proposal.ifPresent(next ->
                text.append("\nThe evidence supports ").append(name(next)).append("; a human has to sign it."));
        return text.toString();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
