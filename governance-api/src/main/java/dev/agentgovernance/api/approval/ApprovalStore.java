/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import dev.agentgovernance.api.action.ActionDigest;
import java.time.Instant;
import java.util.List;

/**
 * Keeps requests and answers, and gives each grant away once.
 *
 * <p>Safe for use by several threads and, in a durable form, several processes. Time comes from the caller. Throws
 * {@link java.io.UncheckedIOException} where the store cannot be reached.
 */
public interface ApprovalStore {

    /**
     * Stores a request.
     *
     * @return whether it is new; false where a request with this id was stored before, which stays as it was
     */
    boolean submit(ApprovalRequest request);

    /**
     * Stores an answer.
     *
     * @return whether it counts: false where the request is not pending at the time of the answer, where the approver is
     *     the requester or the one on whose behalf it asks, or where this approver has answered before
     */
    boolean answer(Approval approval);

    /** Returns where a request stands at a time. */
    ApprovalState state(String requestId, Instant now);

    /** Returns the requests that wait for an answer at a time, oldest first. */
    List<ApprovalRequest> pending(Instant now);

    /**
     * Uses up a grant for exactly this action under exactly this policy.
     *
     * @return whether there was one: of several callers at once, one gets true
     */
    boolean redeem(ActionDigest action, String policy, Instant now);
}
