/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import dev.agentgovernance.api.integrity.ResourceKey;
import java.util.Objects;
import java.util.Set;

/** What a host must do if it goes ahead with an action. A host that cannot meet an obligation must not go ahead. */
public sealed interface Obligation {

    /**
     * What the action prints or returns goes through a redactor before the agent sees it.
     *
     * @param why what could come to light, as a clause for a human
     */
    record RedactOutput(String why) implements Obligation {
        /** Checks that nothing is null. */
        public RedactOutput {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Somebody is told.
     *
     * @param what what they are told, without secrets
     */
    record Notify(String what) implements Obligation {
        /** Checks that nothing is null. */
        public Notify {
            Objects.requireNonNull(what, "what");
        }
    }

    /**
     * Changes to these parts are verified together with those of another task before either lands.
     *
     * @param keys the parts, at least one
     */
    record VerifyTogether(Set<ResourceKey> keys) implements Obligation {
        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException if there is no part
         */
        public VerifyTogether {
            keys = Set.copyOf(keys);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("something is verified");
            }
        }
    }
}
