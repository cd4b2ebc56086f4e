/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalDesk.Outcome;
import dev.agentgovernance.core.approval.Capabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Brings a question to people, and their yes back to the guard. */
final class ApprovalStep {

    private final ApprovalDesk desk;
    private final BiFunction<Action, ActionContext, String> plans;

    ApprovalStep(ApprovalDesk desk, BiFunction<Action, ActionContext, String> plans) {
        this.desk = desk;
        this.plans = plans;
    }

    /**
     * Returns what becomes of a question that needs a yes.
     *
     * @param text the whole text of the action, redacted
     */
    // INVARIANT: only a yes to exactly this, used up by this call, makes it an Allow.
    Decision decide(Ask ask, Action action, ActionContext context, TaskScope scope, String text) {
        Outcome outcome;
        try {
            outcome = ask(ask, action, context, scope, text);
        } catch (RuntimeException e) {
            outcome = new Outcome.NotAsked("The request could not be brought to anybody ("
                    + e.getClass().getSimpleName() + ").");
        }
        if (outcome instanceof Outcome.Granted granted) {
            String people = String.join(", ", granted.grant().approvers());
            String id = granted.grant().request().id();
            return new Allow(
                    with(Reason.of("approval.used", "Approved by " + people + " (request " + id + ").", ""), ask),
                    ask.obligations(),
                    ask.digest(),
                    ask.assessment());
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            String id = rejected.request().request().id();
            Reason reason = new Reason(
                    "approval.rejected",
                    "A human said no to exactly this (request " + id + ").",
                    "",
                    "Do not ask again; find another way, or ask the human what they would accept.",
                    SourceSpan.NONE);
            return new Deny(with(reason, ask), ask.obligations(), ask.digest(), ask.assessment());
        }
        Reason reason = outcome instanceof Outcome.Waiting waiting
                ? waiting(waiting.request().request())
                : Reason.of("approval.not-asked", ((Outcome.NotAsked) outcome).why(), "");
        return new Ask(with(reason, ask), ask.obligations(), ask.digest(), ask.assessment());
    }

    private Outcome ask(Ask ask, Action action, ActionContext context, TaskScope scope, String text) {
        String policy = ask.assessment().policy();
        Capability capability = Capabilities.of(action, context, policy, scope, plans.apply(action, context));
        return desk.ask(
                capability,
                new ApprovalRequest.Asker(
                        context.agent(),
                        context.parentAgent().orElse(""),
                        context.principal().orElse(""),
                        context.session().orElse(""),
                        context.repository().orElse("")),
                ask.quorum(),
                new ApprovalRequest.Shown(
                        ask.digest(),
                        policy,
                        action.kind(),
                        text,
                        ask.assessment().impact(),
                        ask.assessment().effects(),
                        ask.reasons()));
    }

    private static Reason waiting(ApprovalRequest request) {
        return new Reason(
                "approval.waiting",
                "Request " + request.id() + " waits until " + request.expiresAt() + " for "
                        + (request.quorum() == 1 ? "a human." : request.quorum() + " humans."),
                "",
                "Do exactly the same again after it was approved.",
                SourceSpan.NONE);
    }

    private static List<Reason> with(Reason first, Ask ask) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(first);
        reasons.addAll(ask.reasons());
        return reasons;
    }
}
