/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.budget.BudgetStore.Draw;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.Policy.Budget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** Holds what goes ahead against the budgets of the policy. */
final class BudgetStep {

    /*
     * What would go ahead reserves its amount in every budget that counts it, in one step of the store; where one of them would
     * come to more than its limit, nothing is reserved and the strictest of those that are over holds. What needs a yes, or is
     * denied, reserves nothing, but is told by the same budgets, so that more trust is never stricter. What people have said yes
     * to is counted when the yes is used, whatever the limit. A window begins at a multiple of its length since 1970. What was reserved is not given back.
     */

    private final List<Budget> budgets;
    private final boolean watches;
    private final BudgetStore store;
    private final ToLongBiFunction<Action, ActionContext> costs;

    private BudgetStep(Policy policy, BudgetStore store, ToLongBiFunction<Action, ActionContext> costs) {
        this.budgets = policy.budgets();
        this.watches = policy.isShadow();
        this.store = store;
        this.costs = costs;
    }

    /** Returns the step, or null where the policy has no budget. */
    static @Nullable BudgetStep of(Policy policy, BudgetStore store, ToLongBiFunction<Action, ActionContext> costs) {
        return policy.budgets().isEmpty() ? null : new BudgetStep(policy, store, costs);
    }

    private record Wish(Budget budget, Draw draw) {}

    /** Returns what becomes of a decision. */
    // INVARIANT: never milder than the decision it is given.
    Decision decide(Decision decision, Action action, ActionContext context, Instant now) {
        if (decision instanceof Deny) {
            return decision;
        }
        List<Wish> wishes = wishes(decision, action, context, now);
        if (wishes.isEmpty()) {
            return decision;
        }
        try {
            boolean reserved = decision instanceof Allow
                    && store.reserve(wishes.stream().map(Wish::draw).toList(), now);
            return reserved ? decision : over(decision, wishes);
        } catch (RuntimeException e) {
            Reason reason = Reason.of(
                    "budget.unknown",
                    "What is used of the budgets cannot be told ("
                            + e.getClass().getSimpleName() + ").",
                    "What cannot be counted does not happen without a human.");
            return Stricter.of(decision, Oversight.APPROVE, List.of(reason), watches);
        }
    }

    /**
     * Counts what people have said yes to, as it goes ahead: also beyond a limit, which they have seen.
     *
     * @return the decision; an Ask where it cannot be counted
     */
    // INVARIANT: what goes ahead is counted.
    Decision count(Allow approved, Action action, ActionContext context, Instant now) {
        List<Draw> draws = new ArrayList<>();
        for (Wish wish : wishes(approved, action, context, now)) {
            Draw draw = wish.draw();
            draws.add(new Draw(draw.counter(), draw.amount(), BudgetStore.MOST, draw.ends()));
        }
        try {
            return draws.isEmpty() || store.reserve(draws, now)
                    ? approved
                    : uncounted(approved, "they are at their end");
        } catch (RuntimeException e) {
            return uncounted(approved, e.getClass().getSimpleName());
        }
    }

    private static Decision uncounted(Allow approved, String why) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reason.of(
                "budget.unknown",
                "What is used of the budgets cannot be told (" + why + "); the yes is used up.",
                "What cannot be counted does not happen."));
        reasons.addAll(approved.reasons());
        return new Ask(reasons, approved.obligations(), approved.digest(), approved.assessment());
    }

    private List<Wish> wishes(Decision decision, Action action, ActionContext context, Instant now) {
        List<Wish> wishes = new ArrayList<>();
        for (Budget budget : budgets) {
            long amount = amount(budget, decision.assessment(), action, context);
            if (amount > 0) {
                long length = budget.within().toMillis();
                long window = length == 0 ? 0 : Math.floorDiv(now.toEpochMilli(), length);
                Instant ends = length == 0
                        ? Instant.parse("9999-01-01T00:00:00Z")
                        : Instant.ofEpochMilli((window + 1) * length);
                String counter = budget.id()
                        + '\0'
                        + budget.per()
                        + '\0'
                        + holder(budget, context)
                        + '\0'
                        + length
                        + '\0'
                        + window;
                wishes.add(new Wish(budget, new Draw(counter, amount, budget.limit(), ends)));
            }
        }
        return wishes;
    }

    private long amount(Budget budget, Assessment assessment, Action action, ActionContext context) {
        long effects = assessment.effects().stream()
                .filter(effect -> budget.effects().isEmpty() || counts(budget, effect))
                .count();
        return switch (budget.measure()) {
            case CALLS -> budget.effects().isEmpty() || effects > 0 ? 1 : 0;
            case EFFECTS -> effects;
            case SPEND ->
                budget.effects().isEmpty() || effects > 0
                        ? Math.max(0, Math.min(BudgetStore.MOST, costs.applyAsLong(action, context)))
                        : 0;
        };
    }

    private static boolean counts(Budget budget, Effect effect) {
        return budget.effects().stream().anyMatch(effect.kind()::isWithin);
    }

    /** An agent is counted with all that it started; what is not known is counted with the agent. */
    private static String holder(Budget budget, ActionContext context) {
        String agent = "agent " + context.parentAgent().orElse(context.agent());
        return switch (budget.per()) {
            case SESSION ->
                context.session().map(session -> "session " + session).orElse(agent);
            case TASK ->
                context.task()
                        .map(task -> "task " + context.repository().orElse("") + '\0' + task)
                        .orElse(agent);
            case AGENT -> agent;
        };
    }

    private Decision over(Decision decision, List<Wish> wishes) {
        Oversight least = Oversight.NONE;
        List<Reason> reasons = new ArrayList<>();
        for (Wish wish : wishes) {
            long used = store.used(wish.draw().counter());
            if (used + wish.draw().amount() > wish.draw().limit()) {
                Budget budget = wish.budget();
                least = Oversight.stricter(
                        least, budget.over() == Budget.Over.DENY ? Oversight.FORBID : Oversight.APPROVE);
                reasons.add(
                        Reason.of(budget.id(), what(budget, used, wish.draw().amount()), budget.why()));
            }
        }
        if (reasons.isEmpty() && decision instanceof Allow) {
            // Another caller was faster between the two looks, and a window has ended since: nobody knows.
            least = Oversight.APPROVE;
            reasons.add(Reason.of("budget.unknown", "The budgets are in use by others at this moment.", "Try again."));
        }
        return reasons.isEmpty() ? decision : Stricter.of(decision, least, reasons, watches);
    }

    private static String what(Budget budget, long used, long amount) {
        String window = budget.within().isZero() ? "" : " within " + budget.within();
        return "The budget '" + budget.id() + "' is used up: " + used + " of " + budget.limit() + " "
                + lower(budget.measure()) + " per " + lower(budget.per()) + window + ", and this takes " + amount + ".";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
