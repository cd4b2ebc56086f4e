/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy.Budget;
import dev.agentgovernance.core.policy.Policy.Remark;
import dev.agentgovernance.core.policy.Policy.Unattended;
import dev.agentgovernance.core.policy.Rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a policy as a whole, over the finite domains of the language; of texts it knows how their globs relate. */
final class PolicyLint {

    private final Policy.Content content;

    PolicyLint(Policy.Content content) {
        this.content = content;
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        List<Rule> rules =
                content.rules().stream().filter(rule -> !rule.shadow()).toList();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Optional<Rule> covering = covering(rules, i);
            if (covering.isPresent()) {
                remarks.add(covered(rule, covering.get()));
            } else if (rule.verdict() == Verdict.ALLOW) {
                remarksOnAllowing(rule, rules, remarks);
            }
        }
        remarksOnBudgets(remarks);
        return remarks;
    }

    private void remarksOnBudgets(List<Remark> remarks) {
        List<Budget> budgets = content.budgets();
        for (int i = 0; i < budgets.size(); i++) {
            Budget one = budgets.get(i);
            for (int j = 0; j < budgets.size(); j++) {
                Budget two = budgets.get(j);
                boolean covered = i != j && isUsedUpNoLater(two, one) && (j < i || !isUsedUpNoLater(one, two));
                if (covered) {
                    remarks.add(new Remark(
                            Remark.Kind.SHADOWED,
                            one.place(),
                            one.id(),
                            "changes nothing: the budget '" + two.id() + "' (" + two.place()
                                    + ") is used up no later, and is no milder"));
                    break;
                }
            }
        }
    }

    private static boolean isUsedUpNoLater(Budget first, Budget second) {
        boolean counts = first.effects().isEmpty()
                || (!second.effects().isEmpty()
                        && RuleReader.kinds(first.effects()).containsAll(RuleReader.kinds(second.effects())));
        return counts
                && first.measure() == second.measure()
                && first.per() == second.per()
                && first.within().equals(second.within())
                && first.limit() <= second.limit()
                && first.over().compareTo(second.over()) >= 0;
    }

    /** Returns a rule that makes another one needless; of two that say the same, the first. */
    private static Optional<Rule> covering(List<Rule> rules, int index) {
        Rule rule = rules.get(index);
        for (int i = 0; i < rules.size(); i++) {
            Rule other = rules.get(i);
            boolean tells = other.tells() || !rule.tells();
            boolean first = i < index || !RuleRelations.covers(rule, other);
            if (i != index
                    && other.verdict().compareTo(rule.verdict()) <= 0
                    && (tells || other.verdict() != rule.verdict())
                    && (first || other.verdict() != rule.verdict())
                    && RuleRelations.covers(other, rule)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static Remark covered(Rule rule, Rule by) {
        boolean contradicted = rule.verdict() == Verdict.ALLOW && by.verdict() != Verdict.ALLOW;
        return new Remark(
                contradicted ? Remark.Kind.CONTRADICTED : Remark.Kind.SHADOWED,
                rule.place().toString(),
                rule.id(),
                contradicted
                        ? "never allows anything: '" + by.id() + "' (" + by.place() + ") holds wherever it does"
                        : "changes nothing: '" + by.id() + "' (" + by.place()
                                + ") holds wherever it does, and is no milder");
    }

    private void remarksOnAllowing(Rule rule, List<Rule> rules, List<Remark> remarks) {
        boolean lowers = RuleRelations.trusts(rule).stream()
                .anyMatch(trust -> RuleRelations.impacts(rule).stream()
                        .anyMatch(impact -> content.matrix().at(trust, impact).compareTo(Oversight.RECORD) > 0));
        if (!lowers) {
            remarks.add(new Remark(
                    Remark.Kind.NEEDLESS,
                    rule.place().toString(),
                    rule.id(),
                    "changes nothing: the matrix lets through all that it allows"));
            return;
        }
        for (Rule other : rules) {
            if (other.verdict() != Verdict.ALLOW && RuleRelations.meet(rule, other)) {
                EffectKind common = RuleRelations.kinds(rule).stream()
                        .filter(RuleRelations.kinds(other)::contains)
                        .findFirst()
                        .orElseThrow();
                remarks.add(new Remark(
                        Remark.Kind.OVERLAPS,
                        rule.place().toString(),
                        rule.id(),
                        "gives way to '" + other.id() + "' (" + other.place() + ") where both hold, for example for "
                                + common.id()));
            }
        }
    }

    /** Returns every way by which an effect goes ahead without a human's yes. */
    List<Unattended> unattended(EffectKind kind, Environment environment, Set<Impact> impacts) {
        List<Unattended> ways = new ArrayList<>();
        if (!content.halt().isEmpty()) {
            return ways;
        }
        for (TrustLevel trust : TrustLevel.values()) {
            if (trust.compareTo(highest(kind, environment)) > 0) {
                break;
            }
            for (Impact impact : impacts) {
                way(kind, environment, trust, impact).ifPresent(ways::add);
            }
        }
        return ways;
    }

    /** Returns the most trust that any agent can hold here: agents and repositories that no ceiling names are the measure. */
    private TrustLevel highest(EffectKind kind, Environment environment) {
        return content.trust().ceiling(new TrustKey("\0any", "\0any", kind.actionClass()), environment);
    }

    private Optional<Unattended> way(EffectKind kind, Environment environment, TrustLevel trust, Impact impact) {
        if (content.mode() == RuleReader.Mode.SHADOW) {
            return Optional.of(new Unattended(kind, environment, impact, trust, "the policy is in shadow mode", true));
        }
        Oversight cell = content.matrix().at(trust, impact);
        String because = "the matrix says " + Fieldset.name(cell);
        boolean certain = true;
        if (!cell.allows()) {
            Optional<Rule> allowing = content.rules().stream()
                    .filter(rule -> rule.verdict() == Verdict.ALLOW && !rule.shadow())
                    .filter(rule -> concerns(rule, kind, environment, trust, impact))
                    .findFirst();
            if (allowing.isEmpty()) {
                return Optional.empty();
            }
            because =
                    "the rule '" + allowing.get().id() + "' (" + allowing.get().place() + ") allows it";
            certain = RuleRelations.isPlain(allowing.get());
        }
        for (Rule rule : content.rules()) {
            if (rule.verdict() != Verdict.ALLOW && !rule.shadow() && concerns(rule, kind, environment, trust, impact)) {
                if (RuleRelations.isPlain(rule)) {
                    return Optional.empty();
                }
                certain = false;
            }
        }
        return Optional.of(new Unattended(kind, environment, impact, trust, because, certain));
    }

    private static boolean concerns(
            Rule rule, EffectKind kind, Environment environment, TrustLevel trust, Impact impact) {
        return rule.when().concerns(kind)
                && RuleRelations.environments(rule).contains(environment)
                && RuleRelations.trusts(rule).contains(trust)
                && RuleRelations.impacts(rule).contains(impact);
    }
}
