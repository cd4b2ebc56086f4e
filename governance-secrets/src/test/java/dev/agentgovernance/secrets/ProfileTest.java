/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the judgement of values under telling names does, and says. */
class ProfileTest {
    private static final SecretScanner PRECISE =
            SecretScanner.builder().profile(ScanProfile.PRECISE).build();
    private static final SecretScanner BALANCED = SecretScanner.standard();
    private static final SecretScanner THOROUGH =
            SecretScanner.builder().profile(ScanProfile.THOROUGH).build();

    private static List<Confidence> confidences(SecretScanner scanner, String text) {
        return scanner.scan(text).stream().map(SecretFinding::confidence).toList();
    }

    @Test
    void aDrawnTokenIsLikelyUnderEveryProfile() {
        String text = "api_token = \"" + "q7Rk2Zp9" + "Lx4Vb8Nw" + "T3mC6yHd" + "\"";
        for (SecretScanner scanner : List.of(PRECISE, BALANCED, THOROUGH)) {
            assertThat(confidences(scanner, text)).containsExactly(Confidence.LIKELY);
        }
    }

    @Test
    void aUsualPasswordIsPossibleAndNotPrecise() {
        String text = "password = \"" + "falcon" + "77\"";
        assertThat(confidences(PRECISE, text)).isEmpty();
        assertThat(confidences(BALANCED, text)).containsExactly(Confidence.POSSIBLE);
        assertThat(confidences(THOROUGH, text)).containsExactly(Confidence.POSSIBLE);
    }

    @Test
    void aPhraseOrAWordInCodeIsFoundOnlyThoroughly() {
        String text = "password: " + "Falcon";
        assertThat(confidences(BALANCED, text)).isEmpty();
        assertThat(confidences(THOROUGH, text)).containsExactly(Confidence.POSSIBLE);
    }

    @Test
    void whatWasTypedInSequenceIsPossibleAndSaysSo() {
        SecretFinding finding =
                BALANCED.scan("password = \"" + "qwerty" + "uiop\"").get(0);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(finding.evidence()).contains("sequence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token = \"gh" + "p_%s\"", "GITHUB_TOKEN=gh" + "p_%s", "gh" + "p_%s"})
    void aTokenTypedInAPatternIsAnExampleForThePreciseAlone(String template) {
        String text = template.replace("%s", "abcdefghij".repeat(3) + "klmnop");
        assertThat(confidences(PRECISE, text)).containsOnly(Confidence.PLACEHOLDER);
        assertThat(confidences(BALANCED, text))
                .doesNotContain(Confidence.PLACEHOLDER)
                .isNotEmpty();
    }

    @Test
    void whatIsNearlyATokenIsFoundOnlyThoroughly() {
        String text = "GITHUB_TOKEN=gh" + "p_" + "q7Rk2Zp9Lx4Vb8NwT3mC" + "6yHd5sFg1jKa8uEo" + "_4t";
        assertThat(confidences(PRECISE, text)).isEmpty();
        assertThat(confidences(BALANCED, text)).isEmpty();
        assertThat(confidences(THOROUGH, text))
                .doesNotContain(Confidence.PLACEHOLDER)
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wandb_api_key = , 32",
        "GITEA_TOKEN=, 32",
        "bitly_token = , 32",
        "X-Api-Key: hvb., 37",
        "private-token: glpat-, 12"
    })
    void digitsOfAnotherDigestAndHeadersWithLessThanATokenAreFoundOnlyThoroughly(String before, int digits) {
        String text = before + ("7c4a8d09ca3762af" + "61e59520943dc264" + "94f8941b").substring(0, digits);
        assertThat(confidences(BALANCED, text)).isEmpty();
        assertThat(confidences(THOROUGH, text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wandb_api_key = ", "GITEA_TOKEN=", "X-Api-Key: ", "private-token: "})
    void digitsOfTheDigestThatAnIssuerGivesOutAreFound(String before) {
        assertThat(confidences(BALANCED, before + "7c4a8d09ca3762af" + "61e59520943dc264" + "94f8941b"))
                .isNotEmpty();
    }

    @Test
    void evidenceTellsNameAndMake() {
        assertThat(BALANCED.scan("secret = '" + "xkqzvwpt" + "hgbn'").get(0).evidence())
                .isEqualTo("the name it is given to, and its letters make no word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fakePassword", "dummyToken", "invalidSecret", "mockApiKey", "nonMatchingToken"})
    void aNameThatSaysItIsMadeUpGivesAPlaceholder(String name) {
        assertThat(confidences(BALANCED, name + " = \"" + "q7Rk2Zp9" + "Lx4Vb8NwT3mC\""))
                .containsExactly(Confidence.PLACEHOLDER);
    }

    @ParameterizedTest
    @CsvSource({
        "DB_PASSWORD='harbor-thunder-window', POSSIBLE, POSSIBLE",
        "key-store-password: harbor-thunder-window, POSSIBLE, POSSIBLE",
        "password = my-example-window, PLACEHOLDER, PLACEHOLDER",
        "password = 'harbor.thunder7', POSSIBLE, POSSIBLE",
        "<password>harbor-thunder-window7</password>, POSSIBLE, POSSIBLE",
        "secret = 'harbor.thunder7', , POSSIBLE",
        "secret: harbor-thunder-window, , POSSIBLE",
        "password = form-login-password, ,",
        "password = reset-your-password, ,",
        "password = harbor.thunder7, ,",
        "password = config.harbor7, ,"
    })
    void wordsThatMarksJoinArePasswordsWhereOnlyAValueCanBe(
            String line, @Nullable Confidence balanced, @Nullable Confidence thorough) {
        assertThat(confidence(BALANCED, line)).isEqualTo(balanced);
        assertThat(confidence(THOROUGH, line)).isEqualTo(thorough);
    }

    private static @Nullable Confidence confidence(SecretScanner scanner, String line) {
        return scanner.scan(line).stream()
                .map(SecretFinding::confidence)
                .findFirst()
                .orElse(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nextToken: \"%s\"",
                "csrf_token = \"%s\"",
                "publicKey = \"%s\"",
                "AWS::ApiGateway::ApiKey: \"%s\"",
                "arn:aws:x:1:secret:%s",
                "token_type = \"%s\"",
                "keyId = \"%s\"",
                "password_hash = \"%s\"",
                "cacheKey = \"%s\""
            })
    void namesThatPromiseNothingGiveNothing(String line) {
        for (SecretScanner scanner : List.of(BALANCED, THOROUGH)) {
            assertThat(scanner.scan(line.formatted("q7Rk2Zp9" + "Lx4Vb8NwT3mC6yHd")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"#dddddd\"",
                "password = \"8.0.28\"",
                "secret = \"0x00400000\"",
                "password: \"24h\"",
                "token = \"com.acme.auth.OAuth2TokenProvider\"",
                "password = \"/etc/app/p1.pem\"",
                "secret = \"https://vault.internal/v1/x2\"",
                "key = \"ssh-rsa2\"",
                "password: \"prefix-${name2}\"",
                "apiKeyChars = \"0123456789abcdefghijklmnopqrstuvwxyz\"",
                "token = oauth2LoginCustomizer;",
                "TOKEN = RSA_OAEP_SHA256.algorithm",
                "secret, token = parse(line2), next(line3)"
            })
    void whatIsWrittenInThePlaceOfAValueAndIsNone(String line) {
        assertThat(BALANCED.scan(line)).isEmpty();
    }

    @Test
    void whatDocumentsShowToEverybodyIsAPlaceholder() {
        String rfc = "2YotnFZFEjr" + "1zCsicMWpAA";
        assertThat(confidences(BALANCED, "access_token = \"" + rfc + "\"")).containsExactly(Confidence.PLACEHOLDER);
        assertThat(confidences(BALANCED, "access_token = \"" + rfc.replace('A', 'B') + "\""))
                .containsExactly(Confidence.LIKELY);
    }

    @Test
    void aValueJoinedFromLiteralsIsJudgedAsOne() {
        String text = "secret = \"q7Rk\" + \"2Zp9\" + \"Lx4V\" + \"b8Nw\" + \"T3mC\"";
        SecretFinding finding = BALANCED.scan(text).get(0);
        assertThat(text.substring((int) finding.start(), (int) finding.end()))
                .startsWith("q7Rk")
                .endsWith("T3mC");
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aValueThatGoesOnInTheNextLineIsFoundThereToo() {
        assertThat(BALANCED.scan("secret = \"q7Rk2Zp9Lx4Vb8\"\n  + \"Nw3T3mC6yHd5\";\n"))
                .hasSize(2);
        assertThat(BALANCED.scan("password=\\\n   falcon77!\n")).hasSize(1);
        assertThat(BALANCED.scan("- name: API_TOKEN\n  value: q7Rk2Zp9Lx4Vb8Nw\n"))
                .hasSize(1);
    }
}
