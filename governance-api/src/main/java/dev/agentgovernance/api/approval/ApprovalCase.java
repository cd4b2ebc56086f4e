/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import java.util.List;
import java.util.Objects;

/**
 * A request with all that was said to it, as it stands at one time.
 *
 * @param request the request
 * @param state where it stands
 * @param answers what was said, oldest first
 */
public record ApprovalCase(ApprovalRequest request, ApprovalState state, List<Approval> answers) {

    /** Checks and copies. */
    public ApprovalCase {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(state, "state");
        answers = List.copyOf(answers);
    }

    /** Returns who said yes, also in an emergency. */
    public List<String> approvers() {
        return answers.stream()
                .filter(a -> a.answer() == Approval.Answer.APPROVED || a.answer() == Approval.Answer.BREAK_GLASS)
                .map(Approval::approver)
                .toList();
    }

    /** Tells whether somebody said this. */
    public boolean has(Approval.Answer answer) {
        return answers.stream().anyMatch(a -> a.answer() == answer);
    }

    /** Tells whether it was granted in an emergency and nobody has looked at it since. */
    public boolean waitsForReview() {
        return has(Approval.Answer.BREAK_GLASS) && !has(Approval.Answer.REVIEWED);
    }
}
