/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.integrity.ResourceKey.Kind;
import dev.agentgovernance.core.internal.classify.ResourceNames;
import dev.agentgovernance.core.internal.integrity.TouchedParts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Work that is handed over to others by a push or a merge, under claims that others have taken over. */
final class HandedOver {

    /*
     * A part that a task held counts against it from the moment at which another takes it, until a person settles that: also
     * if the task takes the part once more, since what it did before still does not know what the other did. Which of its work
     * is in a push is not known, so all of it in the repository counts. A branch that others have pushed to since is left to
     * git, which refuses to go behind them unless it is forced; an environment is not handed over.
     */

    private static final int MOST_NAMED = 3;

    private HandedOver() {}

    static boolean isIn(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect.kind().isWithin("vcs.push") || effect.kind() == EffectKind.FORGE_PULL_REQUEST_MERGE) {
                return true;
            }
        }
        return false;
    }

    /** Returns those of the claims that stand against handing work over. */
    static List<Overtaken> stale(List<Overtaken> overtaken, List<Effect> effects, ActionContext context) {
        if (overtaken.isEmpty()) {
            return overtaken;
        }
        String repository = TouchedParts.repository(context);
        List<Overtaken> stale = new ArrayList<>();
        for (Overtaken one : overtaken) {
            ResourceKey key = one.claim().key();
            boolean here = repository.isEmpty()
                    || key.name().equals(repository)
                    || key.name().startsWith(repository + "/");
            if (here && counts(key, effects)) {
                stale.add(one);
            }
        }
        return stale;
    }

    private static boolean counts(ResourceKey key, List<Effect> effects) {
        return key.kind() == Kind.BRANCH
                ? effects.stream().anyMatch(effect -> goesBehind(effect, key))
                : key.kind() != Kind.ENVIRONMENT;
    }

    private static boolean goesBehind(Effect effect, ResourceKey branch) {
        boolean forced = effect.kind().isWithin("vcs.push.force") || effect.kind() == EffectKind.VCS_PUSH_DELETE;
        String name = ResourceNames.branch(effect.resource());
        return forced && (name.isEmpty() || branch.name().endsWith("/" + name));
    }

    static List<Reason> reasons(List<Overtaken> stale, UnaryOperator<String> shown) {
        List<Reason> reasons = new ArrayList<>();
        for (Overtaken one : stale) {
            if (reasons.size() == MOST_NAMED) {
                int more = stale.size() - MOST_NAMED;
                reasons.add(Reason.of("claim.overtaken", "So were " + more + " more parts that this task held.", ""));
                break;
            }
            reasons.add(new Reason(
                    "claim.overtaken",
                    "'" + shown.apply(one.claim().key().toString()) + "' was held by this task (token "
                            + one.claim().fencingToken() + "), and taken by " + shown.apply(one.byHolder()) + " at "
                            + one.at() + " (token " + one.byToken() + ").",
                    "What was changed before does not know what the other task has changed since.",
                    "Bring in the work of the other task, build and test both as one, and ask a human, who can settle it"
                            + " with 'governance claims settle "
                            + one.claim().fencingToken() + "'.",
                    SourceSpan.NONE));
        }
        return reasons;
    }
}
