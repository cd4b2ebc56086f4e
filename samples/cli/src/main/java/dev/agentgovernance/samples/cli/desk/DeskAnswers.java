/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalDesk.Receipt;
import dev.agentgovernance.core.trust.TrustLedger;

/**
 * Takes a person's word about a request, and what it says about the agent's work as evidence of its trust.
 *
 * @param desk where it counts
 * @param ledger what learns of it
 */
public record DeskAnswers(ApprovalDesk desk, TrustLedger ledger) {

    /** What a person can say. */
    public enum Verb {
        /** Yes. */
        APPROVE,
        /** No. */
        DENY,
        /** What waits or was granted is taken back. */
        REVOKE,
        /** Yes alone, in an emergency. */
        BREAK_GLASS,
        /** Somebody else looked at an emergency. */
        REVIEW
    }

    /** Says it. */
    public Receipt say(Verb verb, ApprovalRequest request, String person, String note) {
        String id = request.id();
        Receipt receipt = switch (verb) {
            case APPROVE -> desk.approve(id, person, note);
            case DENY -> desk.deny(id, person, note);
            case REVOKE -> desk.revoke(id, person, note);
            case BREAK_GLASS -> desk.breakGlass(id, person, note);
            case REVIEW -> desk.review(id, person, note);
        };
        if (receipt.counts() && verb == Verb.DENY) {
            ledger.record(request, Outcome.REJECTED, person);
        } else if (receipt.counts() && verb == Verb.APPROVE && isGranted(id)) {
            ledger.record(request, Outcome.APPROVED_UNCHANGED, person);
        }
        return receipt;
    }

    private boolean isGranted(String id) {
        return desk.find(id)
                .filter(found -> found.state() == ApprovalState.GRANTED)
                .isPresent();
    }
}
