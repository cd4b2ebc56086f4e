/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found, before it is settled which of several findings wins.
 *
 * @param rule the rule
 * @param start first character in the array of the line
 * @param end character after the last
 * @param confidence how sure the rule is
 * @param evidence why, without any part of the value
 * @param fingerprint that of the value where the line shows it in another form; null to take the characters of the line
 */
public record Candidate(
        Rule rule,
        int start,
        int end,
        Confidence confidence,
        String evidence,
        @Nullable String fingerprint) {

    /** Makes a candidate whose value is what the line shows. */
    public Candidate(Rule rule, int start, int end, Confidence confidence, String evidence) {
        this(rule, start, end, confidence, evidence, null);
    }

    /** Returns this candidate moved by an offset. */
    public Candidate shifted(int offset) {
        return new Candidate(rule, start + offset, end + offset, confidence, evidence, fingerprint);
    }
}
