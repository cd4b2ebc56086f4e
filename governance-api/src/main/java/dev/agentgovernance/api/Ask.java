/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.action.ActionDigest;
import java.util.List;
import java.util.Objects;

/**
 * The agent may go ahead once humans have said yes.
 *
 * @param reasons why, most important first
 * @param obligations what the host must do besides, if it goes ahead
 * @param digest the name of exactly what was judged
 * @param assessment what was made of the action
 */
public record Ask(List<Reason> reasons, List<Obligation> obligations, ActionDigest digest, Assessment assessment)
        implements Decision {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no reason
     */
    public Ask {
        reasons = List.copyOf(reasons);
        obligations = List.copyOf(obligations);
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(assessment, "assessment");
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("whoever is not let through is told why");
        }
    }

    /** Returns how many people have to say yes. */
    public int quorum() {
        return assessment.oversight() == dev.agentgovernance.api.trust.Oversight.APPROVE_BY_TWO ? 2 : 1;
    }
}
