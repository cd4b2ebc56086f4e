/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DecodeThroughTest {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final String TOKEN = Templates.expand("ghp_{alnum:30}{crc62}", new Random(4));

    static final List<Encodings.Encoding> ENCODINGS = Encodings.ALL;

    private static SecretFinding only(String text) {
        List<SecretFinding> findings = SCANNER.scan(text);
        assertThat(findings).as(text).hasSize(1);
        return findings.get(0);
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void aTokenIsFoundInEveryEncodingAndCovered(Encodings.Encoding encoding) {
        String written = encoding.of("my key = " + TOKEN + "; ");
        String text = "see \"" + written + "\" for it";
        SecretFinding finding = only(text);
        assertThat(finding.kind().id()).isEqualTo("github-personal-access-token");
        assertThat(finding.confidence()).isEqualTo(Confidence.CONFIRMED);
        assertThat(finding.start()).isGreaterThanOrEqualTo(5);
        assertThat(finding.end()).isLessThanOrEqualTo(5 + written.length());
        String redacted = Redactor.of(SCANNER).redact(text);
        assertThat(redacted).startsWith("see \"").endsWith("\" for it");
        assertThat(SCANNER.scan(redacted)).as(redacted).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void anEncodedValueHasTheFingerprintOfThePlainOne(Encodings.Encoding encoding) {
        String plain = only("t " + TOKEN).fingerprint();
        assertThat(only(encoding.of("my key = " + TOKEN + "; ")).fingerprint()).isEqualTo(plain);
    }

    @Test
    void theReasonSaysThroughWhatItWasDecoded() {
        String inner = Base64.getEncoder().encodeToString(("key " + TOKEN).getBytes(UTF_8));
        assertThat(only(inner).evidence()).isEqualTo("its checksum fits; decoded from base 64");
        String outer = Base64.getEncoder().encodeToString(("{\"data\": \"" + inner + "\"}").getBytes(UTF_8));
        assertThat(only(outer).evidence()).isEqualTo("its checksum fits; decoded from base 64 in base 64");
    }

    @Test
    void encodingsAreUndoneUpToADepth() {
        String text = "key " + TOKEN;
        for (int depth = 1; depth <= 4; depth++) {
            text = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
            assertThat(SCANNER.scan(text)).hasSize(1);
        }
        assertThat(SCANNER.scan(Base64.getEncoder().encodeToString(text.getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void everyPairOfEncodingsIsUndone() {
        for (Encodings.Encoding inner : Encodings.ALL) {
            for (Encodings.Encoding outer : Encodings.ALL) {
                String text = outer.of("data: " + inner.of("my key = " + TOKEN + "; ") + " end");
                assertThat(SCANNER.scan(text)).as(inner + " in " + outer).isNotEmpty();
                String redacted = Redactor.of(SCANNER).redact(text);
                assertThat(SCANNER.scan(redacted)).as(inner + " in " + outer).isEmpty();
            }
        }
    }

    @Test
    void aKeyOfManyLinesIsFoundInBase64() {
        String key = Templates.expand(
                "-----BEGIN PRIVATE KEY-----{nl}{alnum:64}{nl}{alnum:64}{nl}-----END PRIVATE KEY-----{nl}",
                new Random(2));
        SecretFinding finding = only("tls.key: " + Base64.getEncoder().encodeToString(key.getBytes(UTF_8)));
        assertThat(finding.kind().id()).isEqualTo("private-key");
        assertThat(finding.start()).isEqualTo(9);
    }

    @Test
    void aRunBehindAPathIsDecoded() {
        String run = Base64.getEncoder().withoutPadding().encodeToString(("key " + TOKEN).getBytes(UTF_8));
        assertThat(SCANNER.scan("/api/v1/blob/" + run)).hasSize(1);
    }

    @Test
    void inALineOverTheLimitThePartIsCovered() {
        SecretScanner narrow = SecretScanner.builder()
                .limits(new ScanLimits(1 << 20, 512, 128))
                .build();
        for (int before = 0; before < 600; before += 7) {
            String text = "x".repeat(before) + " key " + TOKEN + " " + "y".repeat(700);
            String run = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
            List<SecretFinding> findings = narrow.scan(run);
            assertThat(findings).as("" + before).isNotEmpty();
            int from = (int) findings.get(0).start();
            int to = (int) findings.get(findings.size() - 1).end();
            assertThat(from).isLessThanOrEqualTo((before + 5 + 4) / 3 * 4);
            assertThat(to).isGreaterThanOrEqualTo((before + 5 + TOKEN.length()) / 3 * 4);
            String redacted = Redactor.of(narrow).redact(run);
            assertThat(narrow.scan(redacted)).as(redacted).isEmpty();
        }
    }

    @Test
    void aBombIsInflatedInPartAndLinear() {
        byte[] zeros = new byte[64 << 20];
        java.util.Arrays.fill(zeros, (byte) ' ');
        String bomb = Base64.getEncoder().encodeToString(Encodings.gzip(zeros));
        List<SecretFinding> found = new ArrayList<>();
        ScanSession session = SCANNER.openSession(found::add);
        session.feed(bomb);
        session.finish();
        assertThat(found).isEmpty();
        assertThat(session.steps()).isLessThan(60L * bomb.length());
    }

    @Test
    void namesAndHashesAreNotDecoded() {
        String text = "getUserAccountByIdentifierOrThrow d670460b4b4aece5915caf5c68d12f560a9fe3e4"
                + " com/example/project/module/SomeClassName ThisIsJustAVeryLongIdentifier";
        ScanSession session = SCANNER.openSession(finding -> {});
        session.feed(text);
        session.finish();
        assertThat(session.steps()).isLessThan(4L * text.length());
    }
}
