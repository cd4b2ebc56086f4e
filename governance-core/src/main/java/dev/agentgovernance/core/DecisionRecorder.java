/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.audit.AuditSink;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Puts decisions on record. */
final class DecisionRecorder {

    static final ActionDigest NOTHING_ASKED = new ActionDigest("0".repeat(64));

    private final AuditSink audit;
    private final Clock clock;
    private final Supplier<String> ids;
    private final String policy;

    DecisionRecorder(Governance.Builder builder) {
        this.audit = builder.audit;
        this.clock = builder.clock;
        this.ids = builder.recordIds;
        this.policy = builder.policy.digest();
    }

    /** What cannot be put on record is not done. */
    // INVARIANT: an Allow is returned only after the audit has taken it.
    Decision recorded(Action action, ActionContext context, DecisionFlow.Judged judged) {
        Decision decision = judged.decision();
        try {
            audit.append(
                    new AuditRecord(ids.get(), clock.instant(), context, action.kind(), judged.summary(), decision));
            return decision;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return refusal(
                    decision.digest(),
                    "The decision could not be put on record (" + e.getClass().getSimpleName() + ").");
        }
    }

    /** Returns the answer to a question that names no action. */
    Decision refusal(String what) {
        return refusal(NOTHING_ASKED, what);
    }

    /** Returns the answer to a question that could not be answered. */
    Decision refusal(ActionDigest digest, String what) {
        Reason reason = Reason.of(
                "internal.failure", what, "What cannot be judged or recorded is not done: the guard fails closed.");
        return new Deny(List.of(reason), List.of(), digest, Assessment.unknown(policy));
    }
}
