/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NamedValuesTest {
    private static final String VALUE = "blue horse/\"7\" & cåt";
    private static final byte[] KEY = "0123456789abcdef-key".getBytes(UTF_8);

    static final List<Encodings.Encoding> ENCODINGS = Encodings.ALL;

    private static void assertMasked(SecretScanner scanner, String text, String written) {
        List<SecretFinding> findings = scanner.scan(text);
        assertThat(findings).as(text).hasSize(1);
        int at = text.indexOf(written);
        assertThat(findings.get(0).start()).isLessThanOrEqualTo(at);
        assertThat(findings.get(0).end()).isGreaterThanOrEqualTo(at + written.length());
        assertThat(findings.get(0).kind().id()).isEqualTo("named-value");
        assertThat(findings.get(0).fingerprint())
                .isEqualTo(scanner.scan(VALUE).get(0).fingerprint());
        assertThat(scanner.scan(Redactor.of(scanner).redact(text))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void aNamedValueIsFoundInEveryEncoding(Encodings.Encoding encoding) {
        SecretScanner scanner = SecretScanner.builder().alsoMask(VALUE).build();
        String written = encoding.of(VALUE);
        assertMasked(scanner, "<" + written + ">", written);
    }

    @Test
    void aNamedValueIsFoundAtEveryPlaceInBase64() {
        SecretScanner scanner = SecretScanner.builder().alsoMask(VALUE).build();
        for (int before = 0; before < 4; before++) {
            byte[] bytes = ("\u0001\u0002\u0003".substring(0, before % 4 == 3 ? 3 : before) + VALUE + "\u0001")
                    .getBytes(UTF_8);
            String written = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            assertThat(scanner.scan("AAAA-" + written)).as("%d before", before).hasSize(1);
        }
    }

    @Test
    void aNamedValueIsFoundAsJsonWritesIt() {
        SecretScanner scanner = SecretScanner.builder().alsoMask(VALUE).build();
        for (String written : List.of(
                "blue horse/\\\"7\\\" & cåt",
                "blue horse\\/\\\"7\\\" \\u0026 c\\u00e5t",
                "blue horse/\\\\\\\"7\\\\\\\" & cåt",
                "blue+horse%2F%227%22+%26+c%C3%A5t",
                "blue horse/&quot;7&quot; &amp; cåt")) {
            assertMasked(scanner, "{\"a\": \"" + written + "\"}", written);
        }
    }

    @Test
    void manyLinesOfAValueAreFoundInOneEncodedRun() {
        String value = "first line of it\nsecond line of it";
        SecretScanner scanner = SecretScanner.builder().alsoMask(value).build();
        assertThat(scanner.scan(value)).hasSize(2);
        assertThat(scanner.scan("\"first line of it\\nsecond line of it\"")).isNotEmpty();
        assertThat(scanner.scan(Base64.getEncoder().encodeToString(value.getBytes(UTF_8))))
                .hasSize(1);
    }

    @Test
    void aValueIsFoundByItsHash() {
        HashedValues hashes = HashedValues.of(KEY, List.of(VALUE, "other-value-9", "12345678"));
        SecretScanner scanner = SecretScanner.builder()
                .alsoMask(HashedValues.parse(KEY, hashes.lines()))
                .build();
        assertThat(String.join(" ", hashes.lines())).doesNotContain("other", "12345678", "horse");
        assertThat(scanner.scan("see " + VALUE + " and other-value-9, 12345678."))
                .hasSize(3);
        assertThat(scanner.scan("another-value-9 other-value-99 112345678")).isEmpty();
        assertThat(SecretScanner.builder()
                        .alsoMask(HashedValues.parse("another key of bytes".getBytes(UTF_8), hashes.lines()))
                        .build()
                        .scan("other-value-9"))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void aHashedValueIsFoundInWhatIsDecoded(Encodings.Encoding encoding) {
        SecretScanner scanner = SecretScanner.builder()
                .alsoMask(HashedValues.of(KEY, List.of(VALUE)))
                .build();
        String written = encoding.of("see " + VALUE + " and");
        assertThat(scanner.scan("<" + written + ">")).hasSize(1);
    }

    @Test
    void hashesNeedAKeyAndValuesALength() {
        assertThatIllegalArgumentException().isThrownBy(() -> HashedValues.of(new byte[15], List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> HashedValues.of(KEY, List.of("short")));
        assertThatIllegalArgumentException().isThrownBy(() -> HashedValues.of(KEY, List.of("two lines\nof it")));
        assertThatIllegalArgumentException().isThrownBy(() -> HashedValues.parse(KEY, List.of("8:zz:")));
        assertThatIllegalArgumentException().isThrownBy(() -> HashedValues.parse(KEY, List.of("nothing")));
    }
}
