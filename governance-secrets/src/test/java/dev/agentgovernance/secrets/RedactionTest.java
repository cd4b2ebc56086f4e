/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final byte[] KEY = "a key of the host, of 16 or more".getBytes(UTF_8);
    private static final SecretScanner SCANNER = SecretScanner.builder()
            .personalData(PersonalData.values())
            .fingerprintKey(KEY)
            .build();
    private static final StreamRedactor REDACTOR = StreamRedactor.of(SCANNER);
    private static final String TOKEN = Templates.expand("ghp_{alnum:30}{crc62}", new Random(11));

    private static void assertClean(String text) {
        assertThat(SCANNER.scan(text)).as(text).allMatch(finding -> finding.confidence() == Confidence.PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
    void bytesAreReadInTheirCharsetAndPlacesCountBytes(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String text = "grüße " + TOKEN + " für alle, at=" + TOKEN + "\r\nend";
        byte[] bytes = text.getBytes(charset);
        List<SecretFinding> findings = SCANNER.scan(bytes);
        assertThat(findings).hasSize(2);
        for (SecretFinding finding : findings) {
            int length = (int) (finding.end() - finding.start());
            assertThat(new String(bytes, (int) finding.start(), length, charset))
                    .isEqualTo(TOKEN);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        REDACTOR.redact(new ByteArrayInputStream(bytes), out);
        assertThat(out.toString(charset)).isEqualTo(REDACTOR.redact(text));
    }

    @Test
    void readersStreamsAndTextsGiveTheSameFindings() throws IOException {
        String text = "grüße \uD83D\uDE00 " + TOKEN + "\n" + "x ".repeat(9000) + TOKEN;
        List<SecretFinding> read = new ArrayList<>();
        SCANNER.scan(new StringReader(text), read::add);
        assertThat(read).isEqualTo(SCANNER.scan(text)).hasSize(2);
        for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
            List<SecretFinding> streamed = new ArrayList<>();
            SCANNER.scan(new ByteArrayInputStream(("go " + text).getBytes(charset)), streamed::add);
            assertThat(streamed).isEqualTo(SCANNER.scan("go " + text));
        }
    }

    @Test
    void wideBytesThatAreNoTextStayAsTheyAre() throws IOException {
        byte[] bytes = ("ab\ud800 " + TOKEN + " \udc00").getBytes(ISO_8859_1);
        byte[] wide = ByteText.pairs("ab\ud800 " + TOKEN + " \udc00", true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] odd = java.util.Arrays.copyOf(wide, wide.length + 1);
        REDACTOR.redact(new ByteArrayInputStream(odd), out);
        byte[] redacted = ByteText.pairs(REDACTOR.redact("ab\ud800 " + TOKEN + " \udc00"), true);
        assertThat(out.toByteArray()).isEqualTo(java.util.Arrays.copyOf(redacted, redacted.length + 1));
        assertThat(bytes).isNotEmpty();
    }

    @Test
    void scannersWithOneKeyAgreeOnThePlaceholder() {
        SecretScanner other = SecretScanner.builder().fingerprintKey(KEY).build();
        assertThat(StreamRedactor.of(other).redact("t: " + TOKEN)).isEqualTo(REDACTOR.redact("t: " + TOKEN));
        assertThat(StreamRedactor.of(SecretScanner.standard()).redact("t: " + TOKEN))
                .isNotEqualTo(REDACTOR.redact("t: " + TOKEN));
    }

    @Test
    void theFormatIsKeptByChoiceAndHoldsNothing() {
        StreamRedactor keeping = REDACTOR.keepingFormat();
        for (String text : List.of(
                "token=" + TOKEN + " next",
                "password = \"h7Tr0ub4dor3xKq9\"",
                "card 4556 7375 8689 9855 paid",
                "mail jane.doe@corp.io now",
                "phone: 030 / 90 18 20 14",
                "id 529.982.247-25 of",
                "from 84.17.46.90 on")) {
            String redacted = keeping.redact(text);
            assertThat(redacted).isNotEqualTo(text).doesNotContain("REDACTED");
            assertClean(redacted);
            if (!text.contains("@")) {
                assertThat(redacted).hasSameSizeAs(text);
            }
            assertThat(keeping.redact(text)).isEqualTo(redacted);
        }
        assertThat(keeping.redact("t " + TOKEN)).isNotEqualTo(keeping.redact("t " + TOKEN.replace('a', 'b') + "Q"));
    }

    @Test
    void jsonStaysJsonOfTheSameShape() {
        String json = "{ \"user\": \"bob\", \"password\": \"h7Tr0ub4dor3xKq9\", \"card\": 4556737586899855,\n"
                + " \"log\": [\"a\\nb " + TOKEN + "\", true, null, -1.5e3, {\"x\": []}], \"e\": {} }";
        String redacted = REDACTOR.redactJson(json);
        assertThat(redacted)
                .matches(
                        "(?s)\\{ \"user\": \"bob\", \"password\": \"\\[REDACTED:[^\"]*\", \"card\": \"\\[REDACTED:[^\"]*\",\n"
                                + " \"log\": \\[\"a\\\\nb \\[REDACTED:[^\"]*\", true, null, -1.5e3, \\{\"x\": \\[]}], \"e\": \\{} }");
        assertClean(redacted);
        assertThat(REDACTOR.redactJson(redacted)).isEqualTo(redacted);
    }

    @Test
    void linesOfJsonAndOtherTextAreRedactedEachAsWhatTheyAre() {
        String text =
                "{\"password\": \"h7Tr0ub4dor3xKq9\"}\nnot json: " + TOKEN + "\n[1, 2]\n{\"a\": \"" + TOKEN + "\"";
        String redacted = REDACTOR.redactJson(text);
        assertThat(redacted).doesNotContain(TOKEN, "h7Tr0ub4dor3xKq9").contains("\n[1, 2]\n", "not json: [REDACTED:");
        assertClean(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1,]", "{\"a\"}", "\"\\u12\"", "[1 2]", "nul", "\"a", "{\"a\":1,}", "[\"\\x\"]", "1 2"
            })
    void whatIsNoJsonIsText(String text) {
        assertThat(REDACTOR.redactJson(text)).isEqualTo(text);
    }

    @Test
    void deepJsonNeedsNoStack() {
        String deep = "[".repeat(200_000) + "\"" + TOKEN + "\"" + "]".repeat(200_000);
        assertThat(REDACTOR.redactJson(deep)).doesNotContain(TOKEN).hasSizeGreaterThan(400_000);
    }

    /** What follows a key in its last line stands, once that is redacted, in the line that the key began in. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\u00e9 ", "{\"key\": \"", "", "x ", "[1, "})
    void whatIsEscapedBehindAKeyIsReadAsItWillBeOnceTheKeyIsGone(String before) {
        String key = "-----BEGIN RSA PRIVATE " + "KEY-----\n" + "{alnum:64}\n{alnum:64}\n-----END RSA PRIVATE KEY-----";
        for (String behind :
                List.of("0123456789 password: -----END\\nDE04826524859454600059{\"a\": \"\"", "\\n" + TOKEN)) {
            String text = before + Templates.expand(key, new Random(12)) + behind;
            assertClean(REDACTOR.redact(text));
            assertThat(SCANNER.scan(text)).hasSizeGreaterThan(before.isEmpty() || before.equals("x ") ? 0 : 1);
        }
    }

    /** Once the key is redacted, what follows it stands in the line in which the key began. */
    @Test
    void aBlockThatBeginsBehindAKeyIsFollowed() {
        String text = "x '-----BEGIN OPENSSH PRIVATE " + "KEY-----\n"
                + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2w\n" + "-----END OPENSSH PRIVATE "
                + "KEY-----  \"adminPassword\": {\n  \"type\": \"text\",\n  \"value\": \"hH1c9CxGEg99!\"\n}";

        String redacted = Redactor.of(SecretScanner.standard()).redact(text);

        assertThat(redacted).doesNotContain("hH1c9CxGEg99!");
        assertThat(SecretScanner.standard().scan(redacted)).isEmpty();
    }

    /** What is redacted in a row of a table may hold separators: without them it has as many cells as the heading. */
    @Test
    void aRowThatIsOneOnceItIsRedactedIsRead() {
        String cookie = Templates.expand(
                "_|WARNING:-DO-NOT-SHARE-THIS.--Sharing-this-will-allow-someone-to-log-in-as-you-and-to-steal-your-ROBUX-and-items.|_"
                        + "{alnum:300}",
                new Random(5));
        String text = "| user | password |\n| --- | --- |\n| bob | Fdlzuv172! | " + cookie + "\n| eve | Kuwzyd845! |\n";

        String redacted = Redactor.of(SecretScanner.standard()).redact(text);

        assertThat(redacted).contains("roblox-cookie");
        assertThat(SecretScanner.standard().scan(redacted)).isEmpty();
    }
}
