/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import dev.agentgovernance.api.Obligation;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.trust.Oversight;
import java.util.List;
import java.util.Objects;

/**
 * What a policy answers.
 *
 * @param oversight how much a human has to do with it
 * @param reasons why, most important first; at least one wherever the action does not just go ahead
 * @param obligations what must happen besides, if the action goes ahead
 */
public record Ruling(Oversight oversight, List<Reason> reasons, List<Obligation> obligations) {

    /** Returns the answer while all agents are halted, with the sentence that says why. */
    public static Ruling halted(String why) {
        return new Ruling(
                Oversight.FORBID, List.of(Reason.of("oversight.halt", "All agents are halted.", why)), List.of());
    }

    /** Checks and copies. */
    public Ruling {
        Objects.requireNonNull(oversight, "oversight");
        reasons = List.copyOf(reasons);
        obligations = List.copyOf(obligations);
        if (!oversight.allows() && reasons.isEmpty()) {
            throw new IllegalArgumentException("whoever is not let through is told why");
        }
    }
}
