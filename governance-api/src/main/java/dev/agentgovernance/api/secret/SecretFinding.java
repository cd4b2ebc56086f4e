/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

import java.util.Objects;

/**
 * Where a secret is, and of which kind: never what it is.
 *
 * @param kind the kind
 * @param start the first UTF-16 code unit of the value in the text that was scanned
 * @param end the unit after the last
 * @param confidence how sure the detector is
 * @param fingerprint 16 hexadecimal digits that are the same for the same value under the same key of the detector, from
 *     which the value cannot be worked out without that key
 * @param evidence why the detector thinks so, as a short clause without any part of the value
 */
public record SecretFinding(
        SecretKind kind, long start, long end, Confidence confidence, String fingerprint, String evidence) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the start is negative or not before the end
     */
    public SecretFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(confidence, "confidence");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(evidence, "evidence");
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("not a place in a text: " + start + " to " + end);
        }
    }

    /** Returns what stands in the place of the value in a redacted text: {@code [REDACTED:kind:fingerprint]}. */
    public String placeholder() {
        return "[REDACTED:" + kind.id() + ":" + fingerprint.substring(0, Math.min(8, fingerprint.length())) + "]";
    }

    /** Returns this finding moved by an offset. */
    public SecretFinding shifted(long offset) {
        return at(start + offset, end + offset);
    }

    /** Returns this finding at another place. */
    SecretFinding at(long newStart, long newEnd) {
        return new SecretFinding(kind, newStart, newEnd, confidence, fingerprint, evidence);
    }
}
