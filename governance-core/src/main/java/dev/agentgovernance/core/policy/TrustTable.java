/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.internal.classify.Globs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The levels that a policy gives, and the ceilings it sets.
 *
 * @param fallback the level of an agent that no assignment names
 * @param assignments levels by agent and repository
 * @param ceilings the most that may count
 * @param above the table of the policy above, which may only be tightened, or null
 */
record TrustTable(
        TrustLevel fallback,
        List<Assignment> assignments,
        List<Ceiling> ceilings,
        @Nullable TrustTable above) {

    /**
     * A level for agents.
     *
     * @param match a glob of agents
     * @param repositories globs of repositories; empty for all
     * @param level the level
     * @param classes other levels for classes of action
     */
    record Assignment(String match, List<String> repositories, TrustLevel level, Map<ActionClass, TrustLevel> classes) {

        boolean holds(TrustKey key) {
            // A level is given to a repository by name: one that is not known has not been given it.
            return Globs.matches(match, key.agent())
                    && (repositories.isEmpty() || Globs.matchesAny(repositories, key.repository()));
        }

        TrustLevel levelFor(ActionClass actionClass) {
            return classes.getOrDefault(actionClass, level);
        }
    }

    /**
     * A ceiling. Empty parts stand for all.
     *
     * @param agents globs of agents
     * @param repositories globs of repositories
     * @param classes classes of action
     * @param environments environments
     * @param level the most that may count
     */
    record Ceiling(
            List<String> agents,
            List<String> repositories,
            Set<ActionClass> classes,
            Set<Environment> environments,
            TrustLevel level) {

        boolean holds(TrustKey key, @Nullable Environment environment) {
            // What is not known may be what the ceiling is for.
            return (agents.isEmpty() || Globs.matchesAny(agents, key.agent()))
                    && (repositories.isEmpty()
                            || key.repository().isEmpty()
                            || Globs.matchesAny(repositories, key.repository()))
                    && (classes.isEmpty() || classes.contains(key.actionClass()))
                    && (environments.isEmpty()
                            || (environment != null
                                    && (environment == Environment.UNKNOWN || environments.contains(environment))));
        }
    }

    TrustTable {
        assignments = List.copyOf(assignments);
        ceilings = List.copyOf(ceilings);
    }

    /** Returns a table that never gives more than either of the two. */
    TrustTable under(TrustTable other) {
        return new TrustTable(fallback, assignments, ceilings, above == null ? other : above.under(other));
    }

    /** Returns the least level of all assignments that name the key, so that their order does not count. */
    TrustLevel levelOf(TrustKey key) {
        TrustLevel least = null;
        for (Assignment assignment : assignments) {
            if (assignment.holds(key)) {
                TrustLevel level = assignment.levelFor(key.actionClass());
                least = least == null ? level : TrustLevel.lower(least, level);
            }
        }
        TrustLevel level = TrustLevel.lower(least == null ? fallback : least, lowestCeiling(key, null));
        return above == null ? level : TrustLevel.lower(level, above.levelOf(key));
    }

    TrustLevel ceiling(TrustKey key, Environment environment) {
        TrustLevel level = lowestCeiling(key, environment);
        return above == null ? level : TrustLevel.lower(level, above.ceiling(key, environment));
    }

    private TrustLevel lowestCeiling(TrustKey key, @Nullable Environment environment) {
        TrustLevel least = TrustLevel.OPERATE;
        for (Ceiling ceiling : ceilings) {
            if (ceiling.holds(key, environment)) {
                least = TrustLevel.lower(least, ceiling.level());
            }
        }
        return least;
    }
}
