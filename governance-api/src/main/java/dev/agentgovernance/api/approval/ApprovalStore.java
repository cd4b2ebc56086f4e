/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps requests and answers, and gives each grant away once.
 *
 * <p>Safe for use by several threads and, in a durable form, several processes; each operation happens as a whole or not at
 * all. Time comes from the caller. Throws {@link java.io.UncheckedIOException} where the store cannot be reached.
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
     * <p>A yes, a no and an emergency count while the request is pending, once for each person, from nobody whom the request
     * {@linkplain ApprovalRequest#excludes excludes} and from nobody who ever asked for an approval as an agent. What is
     * pending or granted can be revoked. What was granted in an emergency can be reviewed once, at any time, by somebody else
     * than the one who said so.
     *
     * @return whether it counts; what does not count is not stored
     */
    boolean answer(Approval approval);

    /** Returns a request with its answers as it stands at a time. */
    Optional<ApprovalCase> find(String requestId, Instant now);

    /** Returns the requests for a capability, in whatever state, oldest first; of equal age, in the order of their arrival. */
    List<ApprovalCase> findAll(Capability capability, Instant now);

    /** Returns the requests that wait for an answer at a time, oldest first. */
    List<ApprovalCase> pending(Instant now);

    /**
     * Returns the latest requests, youngest first.
     *
     * @param limit how many at most, at least 1
     */
    List<ApprovalCase> recent(int limit, Instant now);

    /** Returns what was granted in an emergency and waits for its review, oldest first. */
    List<ApprovalCase> waitingForReview(Instant now);

    /**
     * Uses up a grant.
     *
     * @return whether it was there, for exactly this capability: of several callers at once, one gets true
     */
    boolean redeem(String requestId, Capability capability, Instant now);

    /** Returns where a request stands at a time. */
    default ApprovalState state(String requestId, Instant now) {
        return find(requestId, now).map(ApprovalCase::state).orElse(ApprovalState.UNKNOWN);
    }
}
