/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.core.policy.Policy.Budget;
import dev.agentgovernance.core.policy.Policy.Budget.Measure;
import dev.agentgovernance.core.policy.Policy.Budget.Over;
import dev.agentgovernance.core.policy.Policy.Budget.Per;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the budgets of a policy. */
final class BudgetReader {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_LIMIT = Integer.MAX_VALUE;

    private final Problems problems;

    BudgetReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns the budgets of a policy, behind those that hold anyway. */
    List<Budget> budgets(Fieldset policy, List<Budget> above) {
        List<Budget> budgets = new ArrayList<>(above);
        Set<String> ids = new java.util.HashSet<>();
        above.forEach(budget -> ids.add(budget.id()));
        for (Fieldset fields : policy.sections("budgets", Section.BUDGET)) {
            Budget budget = budget(fields);
            if (!ids.add(budget.id())) {
                problems.add(
                        fields.placeOf("id"),
                        "there are two budgets '" + Display.of(budget.id()) + "'; give each a name of its own");
            }
            budgets.add(budget);
        }
        return List.copyOf(budgets);
    }

    private Budget budget(Fieldset fields) {
        Measure measure = fields.choice("measure", Measure.class).orElse(Measure.CALLS);
        List<String> effects = RuleReader.effectIds(fields, "effects");
        if (measure == Measure.EFFECTS && !fields.has("effects")) {
            problems.add(fields.place(), "'effects' is missing; say which effects this budget counts");
        }
        fields.refuseEmpty("effects");
        if (!fields.has("limit")) {
            problems.add(fields.place(), "'limit' is missing; say how much may be used");
        }
        for (String key : List.of("per", "over")) {
            if (!fields.has(key)) {
                problems.add(fields.place(), "'" + key + "' is missing; see POLICY.md");
            }
        }
        return new Budget(
                fields.requiredText("id", "give the budget a name"),
                measure,
                effects,
                fields.choice("per", Per.class).orElse(Per.AGENT),
                within(fields),
                fields.integer("limit", 0, MOST_LIMIT).orElse(0),
                fields.choice("over", Over.class).orElse(Over.DENY),
                fields.requiredText("why", "say why, as a sentence for whoever meets the limit"),
                new Rule.Origin(problems.source(), fields.place()).toString());
    }

    private Duration within(Fieldset fields) {
        if (!fields.has("within")) {
            return Duration.ZERO;
        }
        try {
            Duration within = Duration.parse(fields.text("within"));
            if (within.compareTo(Duration.ofSeconds(1)) >= 0 && within.compareTo(LONGEST) <= 0) {
                return within;
            }
        } catch (DateTimeException e) {
            // told below
        }
        problems.add(
                fields.placeOf("within"), "'within' is from \"PT1S\" to \"P366D\", for example \"PT1H\" for an hour");
        return Duration.ZERO;
    }
}
