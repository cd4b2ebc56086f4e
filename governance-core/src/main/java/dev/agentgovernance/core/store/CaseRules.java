/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.Approval.Answer;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import java.time.Instant;
import java.util.List;

/** What follows from a request and what was said to it: the same for every form of store. Pure functions. */
final class CaseRules {

    private CaseRules() {}

    /** Returns where a request stands at a time. */
    static ApprovalState state(ApprovalRequest request, List<Approval> answers, boolean used, Instant now) {
        if (used) {
            return ApprovalState.USED;
        }
        if (has(answers, Answer.REVOKED)) {
            return ApprovalState.REVOKED;
        }
        if (has(answers, Answer.REJECTED)) {
            return ApprovalState.REJECTED;
        }
        if (!now.isBefore(request.expiresAt())) {
            return ApprovalState.EXPIRED;
        }
        return isGranted(request, answers) ? ApprovalState.GRANTED : ApprovalState.PENDING;
    }

    private static boolean isGranted(ApprovalRequest request, List<Approval> answers) {
        long people = answers.stream()
                .filter(answer -> answer.answer() == Answer.APPROVED)
                .map(Approval::approver)
                .distinct()
                .count();
        return people >= request.quorum() || has(answers, Answer.BREAK_GLASS);
    }

    /**
     * Tells whether an answer counts.
     *
     * @param isAgent whether its author ever asked for an approval
     */
    static boolean counts(
            ApprovalRequest request, List<Approval> answers, boolean used, Approval answer, boolean isAgent) {
        String who = answer.approver();
        if (isAgent || request.excludes(who)) {
            return false;
        }
        ApprovalState state = state(request, answers, used, answer.at());
        return switch (answer.answer()) {
            case APPROVED, REJECTED, BREAK_GLASS ->
                state == ApprovalState.PENDING
                        && answers.stream().noneMatch(a -> a.approver().equals(who));
            case REVOKED -> state == ApprovalState.PENDING || state == ApprovalState.GRANTED;
            case REVIEWED ->
                answers.stream()
                                .anyMatch(a -> a.answer() == Answer.BREAK_GLASS
                                        && !a.approver().equals(who))
                        && !has(answers, Answer.REVIEWED);
        };
    }

    private static boolean has(List<Approval> answers, Answer answer) {
        return answers.stream().anyMatch(a -> a.answer() == answer);
    }
}
