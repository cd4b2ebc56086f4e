/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.Deployment.Gate;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.effect.EffectKind;

/**
 * A way from events to a deployment.
 *
 * @param kind what is done at its end
 * @param file the file that describes it
 * @param line the line that says what is done
 * @param job the job
 * @param hint names that may tell the environment where the target does not
 * @param certain whether the step surely does that, once it runs
 * @param when what starts it, for a reader
 * @param answer what it makes of an event
 */
record Route(
        EffectKind kind, String file, int line, String job, String hint, boolean certain, String when, Answer answer) {

    /** What a route makes of an event. */
    @FunctionalInterface
    interface Answer {
        Outcome on(RepositoryEvent event);
    }

    /**
     * Whether and how a route is taken.
     *
     * @param taken whether it is
     * @param gate whether a human has to let it go on
     * @param target where it leads; empty where that is not known
     */
    record Outcome(Truth taken, Gate gate, String target) {
        static final Outcome NO = new Outcome(Truth.NO, Gate.NONE, "");

        /** Returns the one that weighs more: taken rather than not, without a gate rather than with one. */
        Outcome worse(Outcome other) {
            if (taken == Truth.NO || other.taken == Truth.NO) {
                return taken == Truth.NO ? other : this;
            }
            if (gate != other.gate) {
                return gate == Gate.NONE ? this : other;
            }
            return taken.compareTo(other.taken) >= 0 ? this : other;
        }
    }
}
