/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

import dev.agentgovernance.api.action.ActionDigest;
import java.time.Instant;
import java.util.Objects;

/**
 * One outcome of one action.
 *
 * @param id unique name of this piece of evidence: storing it twice counts once
 * @param key for what it counts
 * @param outcome what became of the action
 * @param action the action
 * @param at when the outcome was known
 * @param witness who or what says so: a human, a pipeline
 */
public record Evidence(String id, TrustKey key, Outcome outcome, ActionDigest action, Instant at, String witness) {
    /** Checks that nothing is null. */
    public Evidence {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(witness, "witness");
    }
}
