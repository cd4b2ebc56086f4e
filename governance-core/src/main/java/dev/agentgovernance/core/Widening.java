/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.scope.ScopeSource;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.scope.ScopeCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The scope of a task: as it was declared, as people have widened it, and what is missing from it. */
final class Widening {

    private final Policy policy;
    private final ScopeSource scopes;
    private final Redactor redactor;
    private final Clock clock;
    private final @Nullable ExpansionStep expansions;

    Widening(Governance.Builder builder) {
        this.policy = builder.policy;
        this.scopes = builder.scopes;
        this.redactor = Redactor.of(builder.detector);
        this.clock = builder.clock;
        this.expansions = builder.approvals == null ? null : new ExpansionStep(builder.approvals, policy.digest());
    }

    /**
     * What an action is to its task.
     *
     * @param scope the scope that counts
     * @param outside why the action is outside it, with what would have to be added; empty where it is within
     * @param widened who has widened it, where the action is within it only for that
     */
    record Placed(TaskScope scope, List<Reason> outside, List<Reason> widened) {}

    /** Holds an action against its task. */
    Placed place(Classification classification, ActionContext context, Instant now, UnaryOperator<String> shown) {
        TaskScope scope = declared(context);
        List<Reason> outside = ScopeCheck.check(scope, classification, context, now, shown);
        List<Reason> widened = List.of();
        if (outside.isEmpty() || context.task().isEmpty()) {
            return new Placed(scope, outside, widened);
        }
        if (expansions != null) {
            ExpansionStep.Widened wider = expansions.widened(scope, context);
            scope = wider.scope();
            widened = wider.reasons();
            outside = ScopeCheck.check(scope, classification, context, now, shown);
        }
        return outside.isEmpty()
                ? new Placed(scope, outside, widened)
                : new Placed(
                        scope,
                        withOffer(outside, ScopeCheck.missing(scope, classification, context, now), shown),
                        List.of());
    }

    private static List<Reason> withOffer(
            List<Reason> outside, List<TaskScope.Addition> missing, UnaryOperator<String> shown) {
        if (missing.isEmpty()) {
            return outside;
        }
        List<Reason> reasons = new ArrayList<>(outside);
        reasons.add(ExpansionStep.offer(missing, shown));
        return reasons;
    }

    private TaskScope declared(ActionContext context) {
        Optional<TaskScope> declared = Optional.empty();
        try {
            declared = context.task().flatMap(scopes::scopeOf);
        } catch (RuntimeException e) {
            // No scope can be had: the default of the policy holds, which is no free pass.
        }
        return declared.isPresent() ? declared.get() : policy.defaultScope();
    }

    /** Returns the least that would have to be added for an action to be within its task. */
    List<TaskScope.Addition> missing(Classification classification, ActionContext context) {
        TaskScope scope = declared(context);
        if (expansions != null) {
            scope = expansions.widened(scope, context).scope();
        }
        return ScopeCheck.missing(scope, classification, context, clock.instant());
    }

    /** Asks people to widen a task, and returns what came of it. */
    DecisionFlow.Judged widen(
            ToolAction action, List<TaskScope.Addition> additions, String why, ActionContext context) {
        UnaryOperator<String> shown = redactor::redact;
        ApprovalDesk.Outcome outcome = asked(action, additions, why, context, shown);
        ActionDigest digest = ActionDigest.of(action, context);
        List<Reason> reasons = List.of(ExpansionStep.reason(outcome));
        Assessment assessment = Assessment.unknown(policy.digest());
        Decision decision = outcome instanceof ApprovalDesk.Outcome.Waiting
                ? new Ask(reasons, List.of(), digest, assessment)
                : outcome instanceof ApprovalDesk.Outcome.Granted
                        ? new Allow(reasons, List.of(), digest, assessment)
                        : new Deny(reasons, List.of(), digest, assessment);
        return new DecisionFlow.Judged(decision, ActionText.summary(shown.apply(ActionText.of(action))));
    }

    private ApprovalDesk.Outcome asked(
            ToolAction action,
            List<TaskScope.Addition> additions,
            String why,
            ActionContext context,
            UnaryOperator<String> shown) {
        if (expansions == null) {
            return new ApprovalDesk.Outcome.NotAsked("There is no desk for approvals.");
        }
        try {
            return expansions.ask(declared(context), additions, why, context, action, shown);
        } catch (RuntimeException e) {
            return new ApprovalDesk.Outcome.NotAsked("The request could not be brought to anybody ("
                    + e.getClass().getSimpleName() + ").");
        }
    }
}
