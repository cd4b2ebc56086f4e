/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Assessment;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.trust.Oversight;
import java.util.ArrayList;
import java.util.List;

/** Makes a decision stricter for further reasons. */
final class Stricter {

    private Stricter() {}

    /**
     * Returns a decision with at least some oversight.
     *
     * @param first the reasons for it, which come first
     * @param watches whether the policy only watches: then the reasons are added and an Allow stays one
     */
    // INVARIANT: never milder than the decision it is given.
    static Decision of(Decision decision, Oversight least, List<Reason> first, boolean watches) {
        Assessment was = decision.assessment();
        List<Reason> reasons = new ArrayList<>(first);
        if (watches) {
            reasons.addAll(0, decision.reasons());
            return new Allow(reasons, decision.obligations(), decision.digest(), was);
        }
        reasons.addAll(decision.reasons());
        Assessment now = new Assessment(
                was.effects(),
                was.coverage(),
                was.gaps(),
                was.impact(),
                was.trust(),
                Oversight.stricter(was.oversight(), least),
                was.withinScope(),
                was.findings(),
                was.policy(),
                was.filesRead());
        return now.oversight() == Oversight.FORBID
                ? new Deny(reasons, decision.obligations(), decision.digest(), now)
                : new Ask(reasons, decision.obligations(), decision.digest(), now);
    }
}
