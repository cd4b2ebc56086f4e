/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.api.secret.Confidence;

/**
 * What was decided on a value that may be a secret.
 *
 * @param confidence how sure it is
 * @param evidence why, without any part of the value
 */
public record Verdict(Confidence confidence, String evidence) {
    /** What is said of a placeholder. */
    public static final String PLACE = "an example or a place for a secret";

    // What a record has by itself is linked at its first use, which costs a process that starts 40 ms.
    @Override
    public boolean equals(Object other) {
        return other instanceof Verdict verdict
                && confidence == verdict.confidence
                && evidence.equals(verdict.evidence);
    }

    @Override
    public int hashCode() {
        return 31 * confidence.hashCode() + evidence.hashCode();
    }
}
