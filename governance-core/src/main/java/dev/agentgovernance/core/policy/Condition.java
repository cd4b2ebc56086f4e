/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.ResourceNames;
import dev.agentgovernance.core.policy.Question.Rated;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule holds. A part that was not given holds everywhere.
 *
 * <p>The bounds point one way: a rule that tightens names a least impact, a most trust, a least lack of coverage; a rule
 * that loosens names a most impact and a least trust. So no rule makes more trust, less impact or better coverage stricter.
 */
final class Condition {

    /** The parts of a condition as the reader collects them. Empty collections and nulls stand for "everywhere". */
    static final class Parts {
        Set<EffectKind> effects = EnumSet.noneOf(EffectKind.class);

        @Nullable Impact impact;

        @Nullable TrustLevel trust;

        @Nullable Coverage coverage;

        Set<Environment> environments = EnumSet.noneOf(Environment.class);
        List<String> paths = List.of();
        List<String> resources = List.of();
        List<String> branches = List.of();
        List<String> agents = List.of();
        List<String> repositories = List.of();
        List<String> tools = List.of();
        Set<String> actions = Set.of();

        @Nullable Confidence secrets;

        boolean outside;
        List<TimeWindow> times = List.of();
    }

    private final boolean loosens;
    private final Parts parts;

    /** Takes over the parts; nobody changes them afterwards. */
    Condition(boolean loosens, Parts parts) {
        this.loosens = loosens;
        this.parts = parts;
    }

    /** Returns the parts; nobody changes them. */
    Parts parts() {
        return parts;
    }

    /** Tells whether effects of a kind can matter to this condition. */
    boolean concerns(EffectKind kind) {
        return (parts.effects.isEmpty() || parts.effects.contains(kind))
                && (parts.paths.isEmpty() || isOnPaths(kind))
                && (parts.branches.isEmpty() || isOnBranches(kind));
    }

    /** Tells whether this condition is about the effects one by one, or about the action as a whole. */
    boolean perEffect() {
        return !(parts.effects.isEmpty()
                && parts.environments.isEmpty()
                && parts.paths.isEmpty()
                && parts.resources.isEmpty()
                && parts.branches.isEmpty());
    }

    /** Tells whether the parts hold that are about the action as a whole. */
    Holds onAction(Question q) {
        if (!levelsHold(q)
                || (!parts.actions.isEmpty() && !parts.actions.contains(q.action()))
                || (!parts.tools.isEmpty() && !Globs.matchesAny(parts.tools, q.tool()))
                || (parts.outside && q.outside().isEmpty())
                || (parts.secrets != null && !carries(q, parts.secrets))
                || (!parts.agents.isEmpty()
                        && !Globs.matchesAny(parts.agents, q.context().agent()))) {
            return Holds.NO;
        }
        Holds holds = times(q.at());
        if (!parts.repositories.isEmpty()) {
            holds = holds.and(glob(parts.repositories, q.context().repository().orElse("")));
        }
        if (!perEffect() && parts.impact != null) {
            holds = holds.and(Holds.of(impactHolds(q.impact())));
        }
        return holds;
    }

    /** Tells whether the parts hold that are about an effect. */
    Holds onEffect(Rated rated, Question q) {
        Effect effect = rated.effect();
        if (!concerns(effect.kind()) || !impactHolds(rated.impact())) {
            return Holds.NO;
        }
        Holds holds = environment(effect.environment());
        if (!parts.resources.isEmpty()) {
            holds = holds.and(glob(parts.resources, effect.resource()));
        }
        if (!parts.paths.isEmpty()) {
            holds = holds.and(glob(parts.paths, ResourceNames.path(effect.resource(), q.context())));
        }
        return parts.branches.isEmpty()
                ? holds
                : holds.and(glob(parts.branches, ResourceNames.branch(effect.resource())));
    }

    private boolean levelsHold(Question q) {
        if (parts.coverage != null && q.coverage().compareTo(parts.coverage) < 0) {
            return false;
        }
        if (parts.trust == null) {
            return true;
        }
        int order = q.trust().compareTo(parts.trust);
        return loosens ? order >= 0 : order <= 0;
    }

    private boolean impactHolds(Impact impact) {
        if (parts.impact == null) {
            return true;
        }
        int order = impact.compareTo(parts.impact);
        return loosens ? order <= 0 : order >= 0;
    }

    private static boolean carries(Question q, Confidence least) {
        return q.findings().stream()
                .anyMatch(f -> f.kind().category() == SecretKind.Category.SECRET
                        && f.confidence().compareTo(least) <= 0);
    }

    private Holds environment(Environment environment) {
        if (parts.environments.isEmpty()) {
            return Holds.YES;
        }
        if (parts.environments.contains(environment)) {
            return Holds.YES;
        }
        // An environment that is not known counts as production: for a rule that tightens, that it holds; for a rule
        // that
        // loosens, that it does not.
        if (environment != Environment.UNKNOWN || loosens) {
            return Holds.NO;
        }
        return parts.environments.contains(Environment.PRODUCTION) ? Holds.YES : Holds.MAYBE;
    }

    private Holds times(@Nullable Instant at) {
        if (parts.times.isEmpty()) {
            return Holds.YES;
        }
        return at == null ? Holds.MAYBE : Holds.of(parts.times.stream().anyMatch(window -> window.contains(at)));
    }

    private static Holds glob(List<String> globs, String text) {
        if (globs.isEmpty()) {
            return Holds.YES;
        }
        return text.isEmpty() ? Holds.MAYBE : Holds.of(Globs.matchesAny(globs, text));
    }

    static boolean isOnPaths(EffectKind kind) {
        return kind.isWithin("fs")
                || kind.isWithin("agent.instructions")
                || kind.isWithin("agent.self-tamper")
                || kind == EffectKind.SECRET_READ
                || kind == EffectKind.SECRET_WRITE
                || kind == EffectKind.CI_CONFIG
                || kind == EffectKind.EXEC_SCRIPT;
    }

    static boolean isOnBranches(EffectKind kind) {
        return kind.isWithin("vcs.push");
    }
}
