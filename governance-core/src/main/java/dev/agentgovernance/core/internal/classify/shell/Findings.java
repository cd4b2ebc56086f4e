/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Classification.Gap;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects effects and gaps; the same one twice counts once. Not for use by several threads. */
final class Findings {

    private final Set<Effect> effects = new LinkedHashSet<>();
    private final Map<EffectKind, Integer> counts = new EnumMap<>(EffectKind.class);
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private Coverage coverage = Coverage.KNOWN;

    /** Whether all since the last {@link #watch} was understood and only reads. */
    private boolean reads = true;

    /** Tells how many effects of a kind there are. */
    int count(EffectKind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Tells how many effects there are on what others see: what follows from these is told by the words of the action. */
    int countSaid() {
        int count = 0;
        for (Map.Entry<EffectKind, Integer> entry : counts.entrySet()) {
            EffectKind kind = entry.getKey();
            boolean said = (kind.isWithin("forge") && !kind.isRead()) || kind.isWithin("vcs.push");
            count += said ? entry.getValue() : 0;
        }
        return count;
    }

    void effect(Effect effect) {
        if (effects.add(effect)) {
            counts.merge(effect.kind(), 1, Integer::sum);
        }
        reads &= effect.kind().isRead();
    }

    /** Begins to watch a part; what is returned goes back into {@link #watched}. */
    boolean watch() {
        boolean before = reads;
        reads = true;
        return before;
    }

    /** Ends the watch and tells whether all of the part was understood and only reads. */
    boolean watched(boolean before) {
        boolean part = reads;
        reads &= before;
        return part;
    }

    void effect(EffectKind kind, String resource, SourceSpan span) {
        effect(Effect.of(kind, resource, span));
    }

    void gap(Coverage worst, String why, SourceSpan span) {
        if (worst != Coverage.KNOWN) {
            coverage = Coverage.worst(coverage, worst);
            gaps.add(new Gap(why, span));
            reads = false;
        }
    }

    /** Reports that something is run of which nothing can be relied on. */
    void opaque(String why, SourceSpan span) {
        effect(EffectKind.EXEC_OPAQUE, "", span);
        gap(Coverage.OPAQUE, why, span);
    }

    void add(Classification other) {
        other.effects().forEach(this::effect);
        coverage = Coverage.worst(coverage, other.coverage());
        reads &= other.coverage() == Coverage.KNOWN;
        gaps.addAll(other.gaps());
    }

    Classification done() {
        return new Classification(List.copyOf(effects), coverage, List.copyOf(gaps));
    }
}
