/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import org.jspecify.annotations.Nullable;

/** Answers every question and puts the answer on record; whatever fails on the way becomes a Deny. Safe for use by several threads. */
final class FailClosed {

    private final DecisionFlow flow;
    private final DecisionRecorder recorder;
    private final String defaultTask;

    FailClosed(DecisionFlow flow, DecisionRecorder recorder, String defaultTask) {
        this.flow = flow;
        this.recorder = recorder;
        this.defaultTask = defaultTask;
    }

    /**
     * Returns the answer to a question.
     *
     * @param uses whether budgets and approvals are used up by it, and parts of the codebase held
     */
    // INVARIANT: never throws, never returns null.
    Decision to(@Nullable Action action, @Nullable ActionContext context, boolean uses) {
        if (action == null || context == null) {
            return recorder.refusal("The question is incomplete: an action or its context is missing.");
        }
        ActionDigest digest = DecisionRecorder.NOTHING_ASKED;
        DecisionFlow.Judged judged;
        ActionContext known = context;
        try {
            known = ofTask(context);
            digest = ActionDigest.of(action, known);
            judged = flow.judge(action, known, digest, uses);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The message may quote the action: the kind of failure is all that is said.
            judged = new DecisionFlow.Judged(
                    recorder.refusal(
                            digest,
                            "The action could not be judged (" + e.getClass().getSimpleName() + ")."),
                    "(not shown: it could not be judged)");
        }
        return recorder.recorded(action, known, judged);
    }

    /** Returns a context with the task of the host, where it names none. */
    ActionContext ofTask(ActionContext context) {
        return defaultTask.isEmpty() || context.task().isPresent()
                ? context
                : context.toBuilder().task(defaultTask).build();
    }
}
