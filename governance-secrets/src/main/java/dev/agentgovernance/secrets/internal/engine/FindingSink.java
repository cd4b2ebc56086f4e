/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.rules.Rule;

/** Receives what a scan found, with the rule that found it. */
@FunctionalInterface
interface FindingSink {
    /** A value stands at {@code [start, end)} of the text. */
    void found(Rule rule, long start, long end, Confidence confidence, String fingerprint, String evidence);
}
