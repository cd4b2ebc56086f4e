/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

import dev.agentgovernance.api.action.Environment;
import java.util.Objects;

/**
 * One thing that an action would do.
 *
 * <p>Immutable. {@link #of} gives an effect with what its kind implies; the {@code with…} methods say what a classifier
 * knows besides.
 *
 * @param kind what is done
 * @param resource what it is done to: a path, a branch, a table, a host; empty where that is not known. It comes from the
 *     text of the action and may hold a secret until a guard has redacted it
 * @param environment where it takes hold
 * @param reach whom it touches
 * @param reversibility what it takes to undo
 * @param data what kind of data it moves or reveals
 * @param span the part of the action's text that does it
 * @param evidence where it is known from, if not from that text alone: a file of the repository with line and job, as a
 *     clause; otherwise empty
 */
public record Effect(
        EffectKind kind,
        String resource,
        Environment environment,
        Reach reach,
        Reversibility reversibility,
        DataSensitivity data,
        SourceSpan span,
        String evidence) {

    /** Checks that nothing is null. */
    public Effect {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(reach, "reach");
        Objects.requireNonNull(reversibility, "reversibility");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** An effect that is known from the text of the action alone. */
    public Effect(
            EffectKind kind,
            String resource,
            Environment environment,
            Reach reach,
            Reversibility reversibility,
            DataSensitivity data,
            SourceSpan span) {
        this(kind, resource, environment, reach, reversibility, data, span, "");
    }

    /**
     * Returns an effect with the reach and reversibility of its kind, on ordinary data. What stays on the machine is in
     * {@link Environment#LOCAL}; for what leaves it, the environment is {@link Environment#UNKNOWN} until somebody says.
     */
    public static Effect of(EffectKind kind, String resource, SourceSpan span) {
        Environment environment = kind.reach().compareTo(Reach.SHARED) >= 0 ? Environment.UNKNOWN : Environment.LOCAL;
        return new Effect(
                kind, resource, environment, kind.reach(), kind.reversibility(), DataSensitivity.ORDINARY, span);
    }

    /** Returns this effect on another resource. */
    public Effect withResource(String resource) {
        return new Effect(kind, resource, environment, reach, reversibility, data, span, evidence);
    }

    /** Returns this effect in an environment. */
    public Effect withEnvironment(Environment environment) {
        return new Effect(kind, resource, environment, reach, reversibility, data, span, evidence);
    }

    /** Returns this effect with a reach. */
    public Effect withReach(Reach reach) {
        return new Effect(kind, resource, environment, reach, reversibility, data, span, evidence);
    }

    /** Returns this effect with a reversibility. */
    public Effect withReversibility(Reversibility reversibility) {
        return new Effect(kind, resource, environment, reach, reversibility, data, span, evidence);
    }

    /** Returns this effect on a kind of data. */
    public Effect withData(DataSensitivity data) {
        return new Effect(kind, resource, environment, reach, reversibility, data, span, evidence);
    }

    /** Returns this effect at another place. */
    public Effect withSpan(SourceSpan span) {
        return new Effect(kind, resource, environment, reach, reversibility, data, span, evidence);
    }

    /** Returns this effect with the place it is known from. */
    public Effect withEvidence(String evidence) {
        return new Effect(kind, resource, environment, reach, reversibility, data, span, evidence);
    }

    /** Names the kind and the place; the resource, which may hold a secret, is left out. */
    @Override
    public String toString() {
        return "Effect[" + kind.id() + ", " + environment + ", " + reach + ", " + reversibility + ", " + data + ", "
                + span.start() + "-" + span.end() + "]";
    }
}
