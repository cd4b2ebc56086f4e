/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What speaks for a value that no issuer's form speaks for. A bar parts what would look like a secret in this file. */
class JudgementTest {
    private static final SecretScanner BALANCED = SecretScanner.standard();

    private static List<Confidence> confidences(String text) {
        return BALANCED.scan(text.replace("|", "")).stream()
                .map(SecretFinding::confidence)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key = \"a1b2c3d4|e5f6g7h8i9j0k1l2\"",
                "export TOKEN=abc123def456|ghi789jkl012mno345",
                "client_secret: 1a2b3c4d-5e6f|-7a8b-9c0d-1e2f3a4b",
                "BREVO_API_KEY=xkeysib-|1234567890abcdef1234567890abcdef-extra"
            })
    void aTokenInAPatternIsAnExampleWhenNothingElseSpeaksForIt(String text) {
        assertThat(confidences(text)).containsOnly(Confidence.PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zorpix_api_key = \"a1b2c3d4|e5f6g7h8i9j0k1l2\"",
                "zorpix apikey=abc123def456|ghi789jkl012mno345",
                "password: abc123def456|ghi789"
            })
    void theNameOfAnOwnerSpeaksForItAndAHumanMayChooseIt(String text) {
        assertThat(confidences(text)).containsExactly(Confidence.POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key = \"abcdefgh|Qz7Lm2Xw9Rk4Tp8Bv3Nd\"", "token: Xk93PcDP8p|MKfhY28a5cTXL03bgr"})
    void whatOnlyBeginsInAPatternIsFound(String text) {
        assertThat(confidences(text)).containsExactly(Confidence.LIKELY);
    }

    /** Of 32 and 51 characters behind their marks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deepseek_key = \"sk-ba588036|180d4d1d9cebbf\"",
                "stability_key = \"sk-AnmgropvAII5|XEoxVPjbnSMG3X\""
            })
    void whatEndsBeforeItsIssuersFormDoesIsNone(String text) {
        assertThat(confidences(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zorpix_key = \"sk-ba588036|180d4d1d9cebbf\"", "deepseek_key = \"zq-ba588036|180d4d1d9cebbf71\""
            })
    void anotherIssuerMayHaveAnotherForm(String text) {
        assertThat(confidences(text)).hasSize(1);
    }
}
