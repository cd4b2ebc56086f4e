/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.action.ActionDigest;
import java.util.List;
import java.util.Objects;

/**
 * The agent may go ahead, if the host meets the obligations.
 *
 * @param reasons why, most important first
 * @param obligations what the host must do besides, if it goes ahead
 * @param digest the name of exactly what was judged
 * @param assessment what was made of the action
 */
public record Allow(List<Reason> reasons, List<Obligation> obligations, ActionDigest digest, Assessment assessment)
        implements Decision {

    /**
     * Checks and copies.
     *
     */
    public Allow {
        reasons = List.copyOf(reasons);
        obligations = List.copyOf(obligations);
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(assessment, "assessment");
    }
}
