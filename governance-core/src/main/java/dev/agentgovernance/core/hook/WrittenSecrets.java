/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretKind;
import java.util.stream.Collectors;

/** Says which secrets a text holds that nobody can take out of it any more: a prompt, a file that is shown as it is. */
final class WrittenSecrets {

    private static final int MAX_KINDS = 10;

    private final SecretDetector detector;

    WrittenSecrets(SecretDetector detector) {
        this.detector = detector;
    }

    /** Returns the kinds of the secrets in a text that are at least likely ones, with commas; empty where there is none. */
    String kindsIn(String text) {
        return detector.scan(text).stream()
                .filter(finding -> finding.kind().category() == SecretKind.Category.SECRET
                        && finding.confidence().compareTo(Confidence.LIKELY) <= 0)
                .map(finding -> finding.kind().id())
                .distinct()
                .limit(MAX_KINDS)
                .collect(Collectors.joining(", "));
    }
}
