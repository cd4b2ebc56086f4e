/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

import dev.agentgovernance.api.effect.ActionClass;
import java.util.Objects;

/**
 * What a level of trust is held for.
 *
 * @param agent the agent
 * @param repository the repository, empty where none is known
 * @param actionClass the class of action
 */
public record TrustKey(String agent, String repository, ActionClass actionClass) {
    /** Checks that nothing is null. */
    public TrustKey {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(actionClass, "actionClass");
    }
}
