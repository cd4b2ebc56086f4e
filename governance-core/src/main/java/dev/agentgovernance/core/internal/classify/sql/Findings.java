/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what all readings of one text find; what several find counts once. Not for use by several threads. */
final class Findings {

    private static final int MOST_PLACES = 256;

    private final Environment environment;
    private final Set<Effect> effects = new LinkedHashSet<>();
    private final Set<Classification.Gap> gaps = new LinkedHashSet<>();
    private final Map<String, Integer> gapsByReason = new HashMap<>();
    private Coverage coverage = Coverage.KNOWN;
    private long steps;

    Findings(Environment environment) {
        this.environment = environment;
    }

    void effect(Effect effect) {
        effects.add(effect.withEnvironment(environment));
    }

    /** Reports something that is not understood, together with the effect of running it nevertheless. */
    void gap(Coverage level, String why, SourceSpan span) {
        if (noteGap(level, why, span)) {
            effect(Effect.of(EffectKind.DB_EXECUTE, "", span));
        }
    }

    /** Reports something that is not understood of an effect that is reported besides. */
    void gapOnly(Coverage level, String why, SourceSpan span) {
        noteGap(level, why, span);
    }

    /** What a text repeats thousands of times is judged as what it repeats a few times: the places after that are left out. */
    private boolean noteGap(Coverage level, String why, SourceSpan span) {
        coverage = Coverage.worst(coverage, level);
        if (gapsByReason.merge(why, 1, Integer::sum) > MOST_PLACES) {
            return false;
        }
        gaps.add(new Classification.Gap(why, span));
        return true;
    }

    /** Counts work done: what tests hold against the length of the text. */
    void step(long count) {
        steps += count;
    }

    long steps() {
        return steps;
    }

    Classification toClassification() {
        return new Classification(List.copyOf(effects), coverage, List.copyOf(gaps));
    }
}
