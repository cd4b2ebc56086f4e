/**
 * How much of something is used up: {@link dev.agentgovernance.api.budget.BudgetStore} keeps the counters behind the budgets of
 * a policy.
 */
@NullMarked
package dev.agentgovernance.api.budget;

import org.jspecify.annotations.NullMarked;
