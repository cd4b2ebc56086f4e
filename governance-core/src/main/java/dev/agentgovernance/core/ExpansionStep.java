/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.Capabilities;
import dev.agentgovernance.core.impact.ImpactTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Brings the wish to widen a task to people, and what they have granted back to the guard. */
final class ExpansionStep {

    /*
     * A request to widen a task is an approval whose capability names the task, its repository, the policy and the scope as it
     * was declared, and whose effects are what is to be added. It is not used up: it counts as long as it is granted, which ends
     * when it expires or is taken back. Another policy or another declared scope needs a new one.
     */

    private final ApprovalDesk desk;
    private final String policy;

    ExpansionStep(ApprovalDesk desk, String policy) {
        this.desk = desk;
        this.policy = policy;
    }

    /** A scope with what people have added, and who did. */
    record Widened(TaskScope scope, List<Reason> reasons) {}

    /** Returns the scope with what people have added to it by now; the scope itself where nobody can be asked. */
    // INVARIANT: only what people have granted for this task is added, as long as that holds.
    Widened widened(TaskScope scope, ActionContext context) {
        if (context.task().isEmpty()) {
            return new Widened(scope, List.of());
        }
        List<TaskScope.Addition> additions = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        try {
            for (ApprovalCase found : desk.standing(capability(scope, context))) {
                for (Effect effect : found.request().shown().effects()) {
                    additions.add(new TaskScope.Addition(effect.kind(), effect.resource()));
                }
                reasons.add(Reason.of(
                        "scope.widened",
                        String.join(", ", found.approvers()) + " widened the task until "
                                + found.request().expiresAt() + " (request "
                                + found.request().id() + ").",
                        ""));
            }
        } catch (RuntimeException e) {
            // The store cannot be reached: the task stays as it was declared.
            return new Widened(scope, List.of());
        }
        return new Widened(scope.with(additions), reasons);
    }

    /** Brings a wish to people. */
    ApprovalDesk.Outcome ask(
            TaskScope scope,
            List<TaskScope.Addition> additions,
            String why,
            ActionContext context,
            Action action,
            UnaryOperator<String> shown) {
        if (context.task().isEmpty()) {
            return new ApprovalDesk.Outcome.NotAsked("Only a task that has a name can be widened.");
        }
        if (additions.isEmpty()
                || additions.stream().anyMatch(a -> !shown.apply(a.resource()).equals(a.resource()))) {
            return new ApprovalDesk.Outcome.NotAsked("What is to be added has to be named, without secrets.");
        }
        List<Effect> effects = additions.stream()
                .map(addition -> Effect.of(addition.effect(), addition.resource(), SourceSpan.NONE))
                .toList();
        return desk.open(
                capability(scope, context),
                new ApprovalRequest.Asker(
                        context.agent(),
                        context.parentAgent().orElse(""),
                        context.principal().orElse(""),
                        context.session().orElse(""),
                        context.repository().orElse("")),
                1,
                new ApprovalRequest.Shown(
                        ActionDigest.of(action, context),
                        policy,
                        action.kind(),
                        shown.apply(text(scope, additions, why)),
                        ImpactTable.standard()
                                .assess(dev.agentgovernance.api.effect.Classification.known(effects))
                                .impact(),
                        effects,
                        List.of(Reason.of("scope.expansion", "The agent asks for a wider task.", shown.apply(why)))));
    }

    private static String text(TaskScope scope, List<TaskScope.Addition> additions, String why) {
        StringBuilder text = new StringBuilder("Widen the task '" + scope.task() + "'");
        text.append(scope.purpose().isEmpty() ? "" : " (" + scope.purpose() + ")")
                .append(" by exactly:\n");
        additions.forEach(addition -> text.append(named(addition)).append('\n'));
        return text.append("Because: ").append(why).toString();
    }

    static String named(TaskScope.Addition addition) {
        return addition.effect().id() + (addition.resource().isEmpty() ? "" : " on '" + addition.resource() + "'");
    }

    /** Returns the wish as an action, for digests and records. */
    static ToolAction action(List<TaskScope.Addition> additions, String why, ActionContext context) {
        return new ToolAction(
                "agent-governance",
                "scope.widen",
                Map.of(
                        "task", context.task().orElse(""),
                        "additions",
                                additions.stream().map(ExpansionStep::named).toList(),
                        "why", why),
                ToolAction.Hints.NONE);
    }

    /** Returns why the answer to a wish is what it is. */
    static Reason reason(ApprovalDesk.Outcome outcome) {
        if (outcome instanceof ApprovalDesk.Outcome.Waiting waiting) {
            ApprovalRequest request = waiting.request().request();
            return new Reason(
                    "scope.expansion",
                    "Request " + request.id() + " to widen the task waits until " + request.expiresAt()
                            + " for a human.",
                    "",
                    "Go on with the task as it is; do what was added after it was granted.",
                    SourceSpan.NONE);
        }
        if (outcome instanceof ApprovalDesk.Outcome.NotAsked refused) {
            return Reason.of("scope.expansion", refused.why(), "Nobody was asked.");
        }
        return outcome instanceof ApprovalDesk.Outcome.Granted granted
                ? Reason.of(
                        "scope.expansion",
                        "The task has been widened by this already (request "
                                + granted.grant().request().id() + ").",
                        "")
                : new Reason(
                        "scope.expansion",
                        "A human said no to exactly this.",
                        "",
                        "Do not ask again; do the task within its scope, or say what is in the way.",
                        SourceSpan.NONE);
    }

    private Capability capability(TaskScope scope, ActionContext context) {
        return Capabilities.ofTask(
                context.task().orElse(""), context.repository().orElse(""), policy, scope);
    }

    /** Tells what would widen a task, as the last of the reasons why an action is outside it. */
    static Reason offer(List<TaskScope.Addition> missing, UnaryOperator<String> shown) {
        Set<String> names = new java.util.LinkedHashSet<>();
        missing.forEach(addition -> names.add(shown.apply(named(addition))));
        return new Reason(
                "scope.missing",
                "The task would have to be widened by " + String.join(" and ", names) + ".",
                "",
                "Ask for exactly that if the task cannot be done without it, and go on with what is within the task.",
                SourceSpan.NONE);
    }
}
