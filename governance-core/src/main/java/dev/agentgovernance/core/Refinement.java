/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a guard makes of a classification before it weighs it, and what a host has to do besides. Pure functions. */
final class Refinement {

    private static final int MOST_SHOWN = 128;

    private Refinement() {}

    /**
     * What the host says of the environment counts where a classifier could not tell; and an agent that itself runs in
     * production has no local effects.
     */
    static Classification inEnvironment(Classification classification, Environment host) {
        if (host == Environment.UNKNOWN || host == Environment.LOCAL) {
            return classification;
        }
        List<Effect> effects = classification.effects().stream()
                .map(effect -> effect.environment() == Environment.UNKNOWN
                                || (effect.environment() == Environment.LOCAL
                                        && host == Environment.PRODUCTION
                                        && !effect.kind().isRead())
                        ? effect.withEnvironment(host)
                        : effect)
                .toList();
        return new Classification(effects, classification.coverage(), classification.gaps());
    }

    static List<Obligation> obligations(Action action, Classification classification, List<Obligation> ruled) {
        List<Obligation> obligations = new ArrayList<>(ruled);
        if (couldShowSomething(action, classification)) {
            obligations.add(new Obligation.RedactOutput("what it prints may hold a secret"));
        }
        return obligations;
    }

    /** A listing of names shows no content; everything else may. */
    private static boolean couldShowSomething(Action action, Classification classification) {
        if (!(action instanceof ShellAction) || classification.coverage() != Coverage.KNOWN) {
            return true;
        }
        for (Effect effect : classification.effects()) {
            if (effect.kind() != EffectKind.FS_LIST) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whatever repeats itself hundreds of times is judged once: effects that differ in nothing but their place, gaps with the
     * same reason. An ordinary action is left as it is, so that every part of it can be shown.
     */
    static Classification condensed(Classification classification) {
        if (classification.effects().size() <= MOST_SHOWN
                && classification.gaps().size() <= MOST_SHOWN) {
            return classification;
        }
        Map<Effect, Effect> effects = new LinkedHashMap<>();
        classification.effects().forEach(effect -> effects.putIfAbsent(effect.withSpan(SourceSpan.NONE), effect));
        Map<String, Classification.Gap> gaps = new LinkedHashMap<>();
        classification.gaps().forEach(gap -> gaps.putIfAbsent(gap.why(), gap));
        return new Classification(List.copyOf(effects.values()), classification.coverage(), List.copyOf(gaps.values()));
    }
}
