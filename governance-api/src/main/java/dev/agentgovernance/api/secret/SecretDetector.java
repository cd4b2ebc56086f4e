/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

import java.util.List;

/**
 * Finds secrets and personal data in text.
 *
 * <p>Safe for use by several threads; the same text gives the same findings; the cost is linear in the length of the text.
 * A finding never holds a part of the value.
 */
@FunctionalInterface
public interface SecretDetector {

    /**
     * Returns what is in a text, ordered by start, none overlapping another.
     *
     * @throws IllegalArgumentException if the text is over the limit of the detector: it is never scanned in part and
     *     called clean
     */
    List<SecretFinding> scan(CharSequence text);
}
