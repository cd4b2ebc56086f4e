/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import java.time.Instant;
import java.util.Objects;

/**
 * One human's answer to one request.
 *
 * @param requestId the request
 * @param approver who answers, as the transport has established it
 * @param answer yes or no
 * @param at when
 */
public record Approval(String requestId, String approver, Answer answer, Instant at) {

    /** What was said. */
    public enum Answer {
        /** Yes. */
        APPROVED,
        /** No: the request is over. */
        REJECTED
    }

    /** Checks that nothing is null. */
    public Approval {
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(approver, "approver");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(at, "at");
    }
}
