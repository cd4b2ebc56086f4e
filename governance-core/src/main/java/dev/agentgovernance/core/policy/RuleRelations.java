/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.trust.TrustLevel;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can be said of the conditions of two rules without a question. */
final class RuleRelations {

    private RuleRelations() {}

    /**
     * Tells whether one rule certainly holds wherever another may. False also where that is true and not plain to see.
     *
     * <p>INVARIANT: of no question does {@code inner} hold, or perhaps hold, where {@code outer} does not hold for certain,
     * apart from what nobody knows, which makes both uncertain.
     */
    static boolean covers(Rule outer, Rule inner) {
        Condition.Parts o = outer.when().parts();
        Condition.Parts i = inner.when().parts();
        return (outer.when().perEffect() ? inner.when().perEffect() : wholeCovers(outer, inner))
                && kinds(outer).containsAll(kinds(inner))
                && environments(outer).containsAll(environments(inner))
                && impacts(outer).containsAll(impacts(inner))
                && trusts(outer).containsAll(trusts(inner))
                && coverages(outer).containsAll(coverages(inner))
                && actions(o).containsAll(actions(i))
                && confidences(o).containsAll(confidences(i))
                && (!o.outside || i.outside)
                && GlobRelations.covers(o.paths, i.paths)
                && GlobRelations.covers(o.resources, i.resources)
                && GlobRelations.covers(o.branches, i.branches)
                && GlobRelations.covers(o.agents, i.agents)
                && GlobRelations.covers(o.repositories, i.repositories)
                && GlobRelations.covers(o.tools, i.tools)
                && (o.times.isEmpty()
                        || (!i.times.isEmpty()
                                && i.times.stream()
                                        .allMatch(t -> o.times.stream().anyMatch(u -> u.covers(t)))));
    }

    /** A rule about the action as a whole is bound to the worst impact, one about effects to that of its effect. */
    private static boolean wholeCovers(Rule outer, Rule inner) {
        return !inner.when().perEffect() || outer.verdict() != Rule.Verdict.ALLOW;
    }

    /** Tells whether some question may be one for which both hold. */
    static boolean meet(Rule a, Rule b) {
        Condition.Parts l = a.when().parts();
        Condition.Parts r = b.when().parts();
        return common(kinds(a), kinds(b))
                && common(environments(a), environments(b))
                && common(impacts(a), impacts(b))
                && common(trusts(a), trusts(b))
                && common(coverages(a), coverages(b))
                && common(actions(l), actions(r))
                && GlobRelations.meet(l.paths, r.paths)
                && GlobRelations.meet(l.resources, r.resources)
                && GlobRelations.meet(l.branches, r.branches)
                && GlobRelations.meet(l.agents, r.agents)
                && GlobRelations.meet(l.repositories, r.repositories)
                && GlobRelations.meet(l.tools, r.tools);
    }

    private static boolean common(Collection<?> a, Collection<?> b) {
        return a.stream().anyMatch(b::contains);
    }

    static Set<EffectKind> kinds(Rule rule) {
        Set<EffectKind> kinds = EnumSet.noneOf(EffectKind.class);
        for (EffectKind kind : EffectKind.values()) {
            if (rule.when().concerns(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** An environment that is not known is production to a rule that tightens, and only itself to one that loosens. */
    static Set<Environment> environments(Rule rule) {
        Set<Environment> given = rule.when().parts().environments;
        if (given.isEmpty()) {
            return EnumSet.allOf(Environment.class);
        }
        Set<Environment> all = EnumSet.copyOf(given);
        if (rule.verdict() != Rule.Verdict.ALLOW && given.contains(Environment.PRODUCTION)) {
            all.add(Environment.UNKNOWN);
        }
        return all;
    }

    static Set<Impact> impacts(Rule rule) {
        boolean loosens = rule.verdict() == Rule.Verdict.ALLOW;
        Impact bound = rule.when().parts().impact;
        Set<Impact> impacts = EnumSet.noneOf(Impact.class);
        for (Impact impact : Impact.values()) {
            boolean holds = bound == null || (loosens ? impact.compareTo(bound) <= 0 : impact.compareTo(bound) >= 0);
            // What is critical is never loosened.
            if (holds && !(loosens && impact == Impact.CRITICAL)) {
                impacts.add(impact);
            }
        }
        return impacts;
    }

    static Set<TrustLevel> trusts(Rule rule) {
        boolean loosens = rule.verdict() == Rule.Verdict.ALLOW;
        TrustLevel bound = rule.when().parts().trust;
        Set<TrustLevel> trusts = EnumSet.noneOf(TrustLevel.class);
        for (TrustLevel trust : TrustLevel.values()) {
            if (bound == null || (loosens ? trust.compareTo(bound) >= 0 : trust.compareTo(bound) <= 0)) {
                trusts.add(trust);
            }
        }
        return trusts;
    }

    private static Set<Coverage> coverages(Rule rule) {
        if (rule.verdict() == Rule.Verdict.ALLOW) {
            return EnumSet.of(Coverage.KNOWN);
        }
        Coverage least = rule.when().parts().coverage;
        return least == null ? EnumSet.allOf(Coverage.class) : EnumSet.range(least, Coverage.OPAQUE);
    }

    private static Collection<String> actions(Condition.Parts parts) {
        return parts.actions.isEmpty() ? RuleReader.ACTIONS : parts.actions;
    }

    /** The findings that are enough for a condition; null stands for none at all. */
    private static List<?> confidences(Condition.Parts parts) {
        Confidence least = parts.secrets;
        if (least == null) {
            return Arrays.asList(Confidence.CONFIRMED, Confidence.LIKELY, Confidence.POSSIBLE, null);
        }
        return List.copyOf(EnumSet.range(Confidence.CONFIRMED, least));
    }

    /** Tells whether a rule holds for whatever has a fitting kind, environment, impact and trust, and depends on nothing else. */
    static boolean isPlain(Rule rule) {
        Condition.Parts parts = rule.when().parts();
        return parts.coverage == null
                && parts.secrets == null
                && !parts.outside
                && parts.times.isEmpty()
                && parts.actions.isEmpty()
                && parts.paths.isEmpty()
                && parts.resources.isEmpty()
                && parts.branches.isEmpty()
                && parts.agents.isEmpty()
                && parts.repositories.isEmpty()
                && parts.tools.isEmpty();
    }
}
