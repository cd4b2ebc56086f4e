/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a classifier makes of an action: the effects it found, and what it could not understand.
 *
 * @param effects the effects, in the order of the text
 * @param coverage how much was understood
 * @param gaps what was not understood; empty exactly when the coverage is {@link Coverage#KNOWN}
 */
public record Classification(List<Effect> effects, Coverage coverage, List<Gap> gaps) {

    /** Nothing is done, and that is certain. */
    public static final Classification NOTHING = new Classification(List.of(), Coverage.KNOWN, List.of());

    /**
     * A part of an action that was not understood.
     *
     * @param why what was in the way, as a short clause for a human; it may name a program or an option of the action, and
     *     so may hold a secret until a guard has redacted it
     * @param span where
     */
    public record Gap(String why, SourceSpan span) {
        /** Checks that nothing is null. */
        public Gap {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(span, "span");
        }
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if something was not understood and no gap says what, or the other way round
     */
    public Classification {
        effects = List.copyOf(effects);
        Objects.requireNonNull(coverage, "coverage");
        gaps = List.copyOf(gaps);
        if ((coverage == Coverage.KNOWN) != gaps.isEmpty()) {
            throw new IllegalArgumentException("coverage " + coverage + " with " + gaps.size() + " gaps");
        }
    }

    /** Returns a classification of an action that was understood. */
    public static Classification known(List<Effect> effects) {
        return new Classification(effects, Coverage.KNOWN, List.of());
    }

    /** Returns a classification of an action of which nothing can be relied on. */
    public static Classification opaque(String why, SourceSpan span) {
        return new Classification(
                List.of(Effect.of(EffectKind.EXEC_OPAQUE, "", span)), Coverage.OPAQUE, List.of(new Gap(why, span)));
    }

    /** Returns both together: all effects, all gaps, the lesser coverage. */
    public Classification and(Classification other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        List<Effect> allEffects = new ArrayList<>(effects);
        allEffects.addAll(other.effects);
        List<Gap> allGaps = new ArrayList<>(gaps);
        allGaps.addAll(other.gaps);
        return new Classification(allEffects, Coverage.worst(coverage, other.coverage), allGaps);
    }

    private boolean isEmpty() {
        return effects.isEmpty() && gaps.isEmpty();
    }

    /** Tells whether it was all understood and only looks at things. */
    public boolean isKnownRead() {
        return coverage == Coverage.KNOWN
                && effects.stream().allMatch(e -> e.kind().isRead());
    }
}
