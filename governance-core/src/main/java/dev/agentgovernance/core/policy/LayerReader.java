/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.policy.Node.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins what a policy says with what the one above it says, so that the result is nowhere milder than the one above, apart
 * from what that one has unlocked by name. What would loosen all the same is a problem.
 */
@SuppressWarnings("EnumOrdinal") // the order of levels and impacts is part of their contract
final class LayerReader {

    /** The parts of a policy that can be unlocked besides single rules. */
    static final List<String> PARTS = List.of("allow", "branches", "environments", "matrix", "mode", "scope", "trust");

    private final Problems problems;
    private final Policy.Content above;

    LayerReader(Problems problems, Policy.Content above) {
        this.problems = problems;
        this.above = above;
    }

    private boolean unlocked(String part) {
        return above.unlocked().contains(part);
    }

    private void locked(Place place, String what, String part) {
        problems.add(
                place,
                what + ", and the policy above has not unlocked '" + part + "'; it has to say 'unlock: [" + part
                        + "]'");
    }

    TrustTable trust(TrustTable own) {
        return unlocked("trust") ? own : own.under(above.trust());
    }

    Matrix matrix(Matrix own) {
        if (unlocked("matrix")) {
            return own;
        }
        Oversight[][] cells = new Oversight[TrustLevel.values().length][Impact.values().length];
        for (TrustLevel level : TrustLevel.values()) {
            for (Impact impact : Impact.values()) {
                cells[level.ordinal()][impact.ordinal()] =
                        Oversight.stricter(own.at(level, impact), above.matrix().at(level, impact));
            }
        }
        return new Matrix(cells);
    }

    void rule(Rule rule) {
        if (rule.verdict() == Rule.Verdict.ALLOW && !unlocked("allow")) {
            locked(rule.place().at(), "the rule '" + Display.of(rule.id()) + "' allows", "allow");
        }
    }

    void mode(RuleReader.Mode mode, Place place) {
        if (mode == RuleReader.Mode.SHADOW && above.mode() != RuleReader.Mode.SHADOW && !unlocked("mode")) {
            locked(place, "'mode: shadow' would take back what is enforced", "mode");
        }
    }

    /** Names of production and of governed branches add up; names that are not production have to be known above. */
    ClassifierSettings settings(ClassifierSettings own, Fieldset fields) {
        ClassifierSettings old = above.settings();
        List<String> production = own.productionNames();
        List<String> nonProduction = own.nonProductionNames();
        if (!unlocked("environments")) {
            production = union(old.productionNames(), production);
            for (String name : nonProduction) {
                if (!old.nonProductionNames().contains(name)) {
                    locked(
                            fields.placeOf("environments"),
                            "'" + Display.of(name) + "' would no longer count as production",
                            "environments");
                }
            }
            Set<String> kept = new LinkedHashSet<>(nonProduction);
            production.forEach(kept::remove);
            nonProduction = List.copyOf(kept);
        }
        return new ClassifierSettings(
                unlocked("branches") ? own.governedBranches() : union(old.governedBranches(), own.governedBranches()),
                production,
                nonProduction,
                own.protectedPaths(),
                own.trustedPrograms(),
                own.homeDirectory());
    }

    TaskScope scope(TaskScope own, Fieldset fields) {
        if (unlocked("scope")) {
            return own;
        }
        TaskScope old = above.scope();
        Place place = fields.placeOf("scope");
        List<String> effects = new ArrayList<>();
        for (String id : own.effects()) {
            if (RuleReader.kinds(old.effects()).containsAll(RuleReader.kinds(List.of(id)))) {
                effects.add(id);
            } else {
                locked(place, "the scope would gain the effect '" + Display.of(id) + "'", "scope");
            }
        }
        TaskScope.Builder scope = TaskScope.builder("default")
                .purpose(own.purpose())
                .effects(effects.toArray(String[]::new))
                .forbiddenEffects(strings(union(old.forbiddenEffects(), own.forbiddenEffects())))
                .paths(strings(within("paths", old.paths(), own.paths(), place)))
                .forbiddenPaths(strings(union(old.forbiddenPaths(), own.forbiddenPaths())))
                .branches(strings(within("branches", old.branches(), own.branches(), place)))
                .services(strings(within("services", old.services(), own.services(), place)));
        for (String goal : own.secondaryGoals()) {
            if (old.secondaryGoals().contains(goal)) {
                scope.secondaryGoals(goal);
            } else {
                locked(place, "the scope would gain the secondary goal '" + goal + "'", "scope");
            }
        }
        int mostLines = Math.min(
                old.maxLines().orElse(Integer.MAX_VALUE), own.maxLines().orElse(Integer.MAX_VALUE));
        if (mostLines < Integer.MAX_VALUE) {
            scope.maxLines(mostLines);
        }
        int most = Math.min(
                old.maxFiles().orElse(Integer.MAX_VALUE), own.maxFiles().orElse(Integer.MAX_VALUE));
        if (most < Integer.MAX_VALUE) {
            scope.maxFiles(most);
        }
        return scope.build();
    }

    /** Returns the globs of the lower policy where all of them are within those above, which hold where it gives none. */
    private List<String> within(String key, List<String> old, List<String> own, Place place) {
        if (own.isEmpty()) {
            return old;
        }
        for (String glob : own) {
            if (!GlobRelations.covers(old, List.of(glob))) {
                locked(
                        place,
                        "'" + Display.of(glob) + "' in '" + key + "' of the scope is not within those above",
                        "scope");
            }
        }
        return own;
    }

    /** Checks what a policy unlocks for those below it. */
    void unlock(Set<String> names, Set<String> own, Place place) {
        Set<String> grantable = new HashSet<>(own);
        grantable.addAll(above.unlocked());
        for (String name : names) {
            if (!grantable.contains(name)) {
                locked(place, "'" + Display.of(name) + "' is not this policy's to unlock", name);
            }
        }
    }

    /** Checks that a rule may be left out. */
    void without(String id, Place place) {
        if (!unlocked(id)) {
            locked(place, "the rule '" + Display.of(id) + "' holds from above", id);
        }
    }

    private static List<String> union(List<String> left, List<String> right) {
        Set<String> both = new LinkedHashSet<>(left);
        both.addAll(right);
        return List.copyOf(both);
    }

    private static String[] strings(List<String> list) {
        return list.toArray(String[]::new);
    }
}
