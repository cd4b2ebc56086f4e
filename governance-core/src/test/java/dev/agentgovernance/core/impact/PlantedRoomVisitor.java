/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.impact;

import dev.agentgovernance.core.policy.Policy;

/** A room that knows another room, so that the rule against it can be seen to fail. */
public final class PlantedRoomVisitor {

    /** Uses the other room. */
    public String visit() {
        return Policy.baseline().digest();
    }
}
