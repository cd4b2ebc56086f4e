/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import java.time.Instant;
import java.util.Objects;

/**
 * One human's answer to one request.
 *
 * @param requestId the request
 * @param approver who answers, as the transport has established it
 * @param answer what is said
 * @param at when
 * @param note why, in the human's words; may be empty
 */
public record Approval(String requestId, String approver, Answer answer, Instant at, String note) {

    /** What was said. */
    public enum Answer {
        /** Yes. */
        APPROVED,
        /** No: the request is over. */
        REJECTED,
        /** Yes at once, in an emergency: counts as a whole quorum, and has to be reviewed by somebody else later. */
        BREAK_GLASS,
        /** What was asked or granted is taken back before it is used. */
        REVOKED,
        /** A second human has looked at what was done in an emergency. */
        REVIEWED
    }

    /** Checks that nothing is null. */
    public Approval {
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(approver, "approver");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(note, "note");
    }

    /** Makes an answer without a note. */
    public Approval(String requestId, String approver, Answer answer, Instant at) {
        this(requestId, approver, answer, at, "");
    }
}
