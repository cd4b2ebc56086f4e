/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScannerTest {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final String GITHUB = Templates.expand("ghp_{alnum:30}{crc62}", new Random(1));
    private static final String WRONG_CHECKSUM = GITHUB.substring(0, 39) + (GITHUB.endsWith("a") ? "b" : "a");

    private static SecretFinding only(String text) {
        List<SecretFinding> findings = SCANNER.scan(text);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void aFindingIsWhereTheValueIs() {
        SecretFinding finding = only("a = " + GITHUB + " # mine");
        assertThat(finding.kind().id()).isEqualTo("github-personal-access-token");
        assertThat(finding.start()).isEqualTo(4);
        assertThat(finding.end()).isEqualTo(4 + 40);
    }

    @Test
    void aChecksumThatFitsConfirms() {
        assertThat(only(GITHUB).confidence()).isEqualTo(Confidence.CONFIRMED);
    }

    @Test
    void aChecksumThatFailsLowersTheConfidenceAndSaysSo() {
        SecretFinding finding = only(WRONG_CHECKSUM);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(finding.evidence()).contains("checksum does not fit");
    }

    @Test
    void noFindingCarriesTheText() {
        assertThat(SCANNER.scan("token: " + GITHUB + "\npassword=" + "Tr0ub4dor&3x")
                        .toString())
                .doesNotContain(GITHUB)
                .doesNotContain(GITHUB.substring(4, 12))
                .doesNotContain("Tr0ub4dor");
    }

    @Test
    void theMostSpecificKindWins() {
        assertThat(only("github_token = \"" + GITHUB + "\"").kind().provider()).isEqualTo("github");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: ${DB_PASSWORD}",
                "password = process.env.PASSWORD1",
                "token = os.environ['TOKEN1']",
                "api_key: {{ .Values.apiKey1 }}",
                "secret: vault:kv/app#password1",
                "password = getenv(\"X9\")",
                "export TOKEN=$GITHUB_TOKEN_2",
                "password=%PASSWORD1%",
                "if (token1 == null) return;",
                "String password = request.getPassword2();",
                "the key to success is patience 100%",
                "primary_key = \"a8f5f167f44f4964e6c998dee827110c\"",
                "Tokenizer tokenizer = new Tokenizer(2);",
                "sort keys by name, then by age"
            })
    void aReferenceIsNoFinding(String text) {
        assertThat(SCANNER.scan(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key = \"xxxxxxxxxxxxxxxxxxxxxxxx\"",
                "password = \"changeme123\"",
                "token: 00000000000000000000000000000000",
                "secret = \"your_secret_goes_in_1\"",
                "AKIAIOSFODNN7EXAMPLE",
                "https://user:password@host/"
            })
    void anExampleIsAPlaceholderAndNotRedacted(String text) {
        assertThat(SCANNER.scan(text)).allMatch(finding -> finding.confidence() == Confidence.PLACEHOLDER);
        assertThat(Redactor.of(SCANNER).redact(text)).isEqualTo(text);
    }

    @Test
    void theSameValueHasTheSamePlaceholderEverywhere() {
        SecretFinding here = only("x " + GITHUB);
        SecretFinding there = SecretScanner.standard().scan("token=" + GITHUB).get(0);
        assertThat(there.placeholder()).isEqualTo(here.placeholder());
        assertThat(here.fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void aKeyMakesFingerprintsThatOutliveTheProcess() {
        byte[] key = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        SecretScanner one = SecretScanner.builder().fingerprintKey(key).build();
        SecretScanner two = SecretScanner.builder().fingerprintKey(key).build();
        assertThat(one.scan(GITHUB)).isEqualTo(two.scan(GITHUB)).isNotEqualTo(SCANNER.scan(GITHUB));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretScanner.builder().fingerprintKey(new byte[15]));
    }

    @Test
    void namedValuesAreFoundAsTheyAre() {
        SecretScanner scanner = SecretScanner.builder()
                .alsoMask("correct horse", "Zürich-42", "line one\nline two")
                .build();
        assertThat(Redactor.of(scanner).redact("a correct horse, b Zürich-42, line two"))
                .doesNotContain("horse")
                .doesNotContain("42,")
                .doesNotContain("two")
                .startsWith("a [REDACTED:named-value:");
        assertThat(scanner.scan("Correct Horse")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretScanner.builder().alsoMask("abc"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretScanner.builder().alsoMask("\n"));
    }

    @Test
    void mailAddressesBelongToTheirProfile() {
        String text = "write to jane.roe@" + "corp.io";
        assertThat(SCANNER.scan(text)).isEmpty();
        SecretScanner personal =
                SecretScanner.builder().profile(ScanProfile.PERSONAL_DATA).build();
        assertThat(personal.scan(text)).hasSize(1);
    }

    @Test
    void aTextOverTheLimitIsRefused() {
        SecretScanner small =
                SecretScanner.builder().limits(new ScanLimits(10, 64, 32)).build();
        assertThatIllegalArgumentException().isThrownBy(() -> small.scan("01234567890"));
    }

    @Test
    void aKeyOfManyLinesIsOneFinding() {
        String key = Templates.expand(
                "-----BEGIN RSA PRIVATE KEY-----{nl}Proc-Type: 4,ENCRYPTED{nl}{nl}{alnum:64}{nl}{alnum:64}{nl}{alnum:20}=={nl}"
                        + "-----END RSA PRIVATE KEY-----",
                new Random(3));
        SecretFinding finding = only("before\n" + key + " after");
        assertThat(finding.start()).isEqualTo(7);
        assertThat(finding.end()).isEqualTo(7 + key.length());
        assertThat(finding.confidence()).isEqualTo(Confidence.CONFIRMED);
    }

    @Test
    void aKeyOverTheLimitIsRedactedInParts() {
        String lines = "{alnum:64}{nl}".repeat(700);
        String key = Templates.expand(
                "-----BEGIN PRIVATE KEY-----{nl}" + lines + "{alnum:6}=={nl}-----END PRIVATE KEY-----{nl}end",
                new Random(6));
        assertThat(Redactor.of(SCANNER).redact(key)).matches("(\\[REDACTED:private-key:[0-9a-f]{8}]){2,4}\nend");
    }

    @Test
    void aKeyWithoutItsEndIsStillFoundAndWhatFollowsIsScanned() {
        String key = Templates.expand("-----BEGIN EC PRIVATE KEY-----{nl}{alnum:64}{nl}{alnum:64}", new Random(4));
        List<SecretFinding> findings = SCANNER.scan(key + "\ntoken: " + GITHUB);
        assertThat(findings)
                .extracting(f -> f.kind().id())
                .containsExactly("private-key", "github-personal-access-token");
        assertThat(findings.get(0).end()).isEqualTo(key.length());
    }

    @Test
    void aSessionFindsWhatAScanFindsAndCountsFromTheFirstChunk() {
        String text = "x\n" + "y = " + GITHUB + "\nend";
        List<SecretFinding> findings = new ArrayList<>();
        ScanSession session = SCANNER.openSession(findings::add);
        for (int i = 0; i < text.length(); i++) {
            session.feed(text.substring(i, i + 1));
        }
        assertThat(findings).isEqualTo(SCANNER.scan(text));
        session.finish();
        session.finish();
        assertThat(findings).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> session.feed("z"));
    }

    @Test
    void aTreeIsRedactedByItsKeys() {
        Object tree = Map.of(
                "config",
                Map.of("db_password", "Tr0ub4dor&" + "3x", "name", "orders"),
                "lines",
                List.of("ok", "Authorization: Bearer " + Templates.expand("{alnum:40}", new Random(5))));
        String redacted = String.valueOf(Redactor.of(SCANNER).redactTree(tree));
        assertThat(redacted)
                .doesNotContain("Tr0ub4dor")
                .contains("orders")
                .contains("ok")
                .contains("Bearer [REDACTED:bearer-authorization:");
    }

    @Test
    void anEarlierRedactionIsNoFinding() {
        String redacted = Redactor.of(SCANNER).redact("password = \"Tr0ub4dor&" + "3x\" token: " + GITHUB);
        assertThat(SCANNER.scan(redacted)).isEmpty();
        assertThat(SCANNER.scan("password = \"[REDACTED:no" + "Such3cret!\"")).isEmpty();
        assertThat(SCANNER.scan("token: [REDACTED:x] " + GITHUB)).hasSize(1);
    }
}
