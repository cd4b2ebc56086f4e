/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import dev.agentgovernance.api.action.ActionDigest;
import java.time.Instant;
import java.util.Objects;

/**
 * A question to humans: may this exact action be done, under this policy?
 *
 * @param id unique name of the request
 * @param action the digest of the action and its context
 * @param policy the digest of the policy under which it was judged
 * @param requester the agent that asks
 * @param onBehalfOf the human or service for whom it works, who cannot approve either; empty where nobody is known
 * @param summary what is asked, complete and without secrets, as it is shown to a human
 * @param quorum how many different people have to say yes, at least 1
 * @param createdAt when it was asked
 * @param expiresAt when no answer counts any more
 */
public record ApprovalRequest(
        String id,
        ActionDigest action,
        String policy,
        String requester,
        String onBehalfOf,
        String summary,
        int quorum,
        Instant createdAt,
        Instant expiresAt) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the quorum is under 1, or the request ends before it begins
     */
    public ApprovalRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(onBehalfOf, "onBehalfOf");
        Objects.requireNonNull(summary, "summary");
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum is at least 1: " + quorum);
        }
        if (!createdAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a request ends after it begins");
        }
    }
}
