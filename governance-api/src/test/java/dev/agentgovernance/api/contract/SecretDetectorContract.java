/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SecretDetector} must do. Implement {@link #detector()}, {@link #secret()} and {@link #textWith(String)}
 * and run.
 */
public interface SecretDetectorContract {

    /** Returns the detector under test. */
    SecretDetector detector();

    /** Returns a value that the detector finds in {@link #textWith}; made of parts, so that no source file holds it. */
    String secret();

    /** Returns a text of one line in which a value stands where the detector finds it. */
    default String textWith(String secret) {
        return "key = \"" + secret + "\"";
    }

    /** It finds the sample, where it is. */
    @Test
    default void findsTheSample() {
        String text = textWith(secret());
        List<SecretFinding> findings = detector().scan(text);
        assertThat(findings).isNotEmpty();
        assertThat(findings).anyMatch(finding -> overlaps(finding, text.indexOf(secret()), secret().length()));
    }

    /** Prose is clean. */
    @Test
    default void findsNothingInProse() {
        assertThat(detector().scan("")).isEmpty();
        assertThat(detector().scan("The quick brown fox jumps over the lazy dog.\nAnd then it sleeps.\n"))
                .isEmpty();
    }

    /** Findings are ordered, apart, and within the text; the same text has the same findings. */
    @Test
    default void ordersFindings() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append("line ")
                    .append(i)
                    .append('\n')
                    .append(textWith(secret()))
                    .append('\n');
        }
        List<SecretFinding> findings = detector().scan(text);
        assertThat(findings).hasSizeGreaterThanOrEqualTo(20);
        long end = 0;
        for (SecretFinding finding : findings) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(end);
            end = finding.end();
        }
        assertThat(end).isLessThanOrEqualTo(text.length());
        assertThat(detector().scan(text)).isEqualTo(findings);
    }

    /** The same value has the same fingerprint wherever it stands. */
    @Test
    default void knowsAValueAgain() {
        SecretDetector detector = detector();
        String here = detector.scan(textWith(secret())).get(0).fingerprint();
        String there = detector.scan("\n\n" + textWith(secret())).get(0).fingerprint();
        assertThat(there).isEqualTo(here).matches("[0-9a-f]{16}");
    }

    /** No finding says what it found. */
    @Test
    default void keepsTheValueToItself() {
        for (SecretFinding finding : detector().scan(textWith(secret()))) {
            assertThat(finding.toString()).doesNotContain(secret());
            assertThat(finding.placeholder()).doesNotContain(secret());
        }
    }

    /** A redactor with it takes the value out, and finds nothing more to do afterwards. */
    @Test
    default void redacts() {
        Redactor redactor = Redactor.of(detector());
        String redacted = redactor.redact("before\n" + textWith(secret()) + "\nafter");
        assertThat(redacted).doesNotContain(secret()).startsWith("before\n").endsWith("\nafter");
        assertThat(redactor.redact(redacted)).isEqualTo(redacted);
    }

    /** Text that is no text is no reason to fail. */
    @Test
    default void scansAnything() {
        for (String text : List.of(
                "\0", "\ud800", "\udc00\ud800", "=".repeat(100_000), "\"'`".repeat(10_000), "\n".repeat(10_000))) {
            assertThat(detector().scan(text)).isNotNull();
        }
    }

    /** Several threads find what one finds. */
    @Test
    default void findsTheSameForSeveralThreads() {
        SecretDetector detector = detector();
        String text = textWith(secret());
        List<SecretFinding> alone = detector.scan(text);
        List<List<SecretFinding>> together = Race.run(4, number -> {
            List<SecretFinding> last = List.of();
            for (int i = 0; i < 200; i++) {
                last = detector.scan(text);
                assertThat(last).isEqualTo(alone);
            }
            return last;
        });
        assertThat(together).isEqualTo(Collections.nCopies(4, alone));
    }

    private static boolean overlaps(SecretFinding finding, int start, int length) {
        return finding.start() < start + length && finding.end() > start;
    }
}
