/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import static dev.agentgovernance.secrets.files.Scanned.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is read fast is read as by the slow and obvious way. */
class ReadingProperties {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final Settings SETTINGS = new Settings(SCANNER, Redactor.of(SCANNER), null, false, false, 0, 0);
    private static final String PASSWORD = "Zx9" + "kQ27vLmPw83";
    private static final String PEM_BODY = "MIIEowIBAAKCAQEA" + "u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gun";

    /** Parts of strings of JSON, escaped as they are written. */
    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                        "text ",
                        "password",
                        "\\u0070assword",
                        "pass\\u0077ord",
                        ": ",
                        " = ",
                        "\\\"",
                        "'",
                        "\\n",
                        "\\n",
                        "\\r\\n",
                        "\\r",
                        "\\t",
                        "\\\\",
                        "\\/",
                        "\\u000a",
                        "\\u00e9",
                        "\\uD83D\\uDE00",
                        "password:\\n",
                        "api_key=",
                        PASSWORD,
                        PASSWORD.replace("Q", "\\u0051"),
                        KEY,
                        KEY.replace("Z", "\\u005a"),
                        "AKIA" + "\\n",
                        "postgres:\\/\\/app:" + PASSWORD + "@db\\/x",
                        "-----BEGIN RSA " + "PRIVATE KEY-----\\n",
                        PEM_BODY + "\\n",
                        "-----END RSA " + "PRIVATE KEY-----",
                        "{\\\"password\\\": \\\"" + PASSWORD + "\\\"}",
                        "{\\\"a\\\":\\\"x\\\\n" + KEY + "\\\"}",
                        "%3D",
                        "é")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> names =
                Arbitraries.of("text", "password", "api_key", "content", "pass\\u0077ord", "token", "note");
        Arbitrary<String> member = Combinators.combine(names, values())
                .as((name, value) ->
                        "\"" + name + "\": " + (value.length() % 5 == 0 ? "[\"" + value + "\"]" : "\"" + value + "\""));
        Arbitrary<String> object =
                member.list().ofMinSize(1).ofMaxSize(4).map(members -> "{" + String.join(", ", members) + "}");
        return object.list().ofMinSize(1).ofMaxSize(3).map(lines -> String.join("\n", lines));
    }

    /** Each value whole, alone and with its name. */
    @Property(tries = 600)
    void valuesAreReadAsEachOfThemWhole(@ForAll("documents") String json) {
        char[] chars = json.toCharArray();
        Bench bench = new Bench(SCANNER);
        JsonValues values = new JsonValues(bench, Redactor.of(SCANNER));
        values.piece(chars, chars.length, true);
        Set<DocumentScan.Ranked> expected = new LinkedHashSet<>();
        for (int start = 0; start < chars.length; ) {
            int newline = json.indexOf('\n', start);
            int end = newline < 0 ? chars.length : newline;
            JsonText.walk(chars, start, end, (from, to, escaped, path) -> {
                if (escaped) {
                    slowly(path.name(), DecodedText.of(chars, from, to), 0, expected);
                }
            });
            start = end + 1;
        }

        assertThat(new LinkedHashSet<>(values.escaped())).as(json).isEqualTo(expected);
    }

    private static void slowly(
            @Nullable String name, DecodedText value, int nesting, Set<DocumentScan.Ranked> expected) {
        String text = value.text();
        SCANNER.scan(text).forEach(finding -> add(finding, 0, value, nesting, expected));
        if (name != null) {
            char quote = text.indexOf('"') >= 0 && text.indexOf('\'') < 0 ? '\'' : '"';
            String prefix = "\"" + name + "\": " + quote;
            SCANNER.scan(prefix + text + quote)
                    .forEach(finding -> add(finding, prefix.length(), value, nesting, expected));
        }
        String begin = text.strip();
        if (nesting < 4 && text.indexOf('\\') >= 0 && (begin.startsWith("{") || begin.startsWith("["))) {
            JsonText.walk(value.chars(), 0, value.length(), (from, to, escaped, path) -> {
                if (escaped) {
                    slowly(path.name(), value.inner(from, to), nesting + 1, expected);
                }
            });
        }
    }

    private static void add(
            SecretFinding finding, int prefix, DecodedText value, int nesting, Set<DocumentScan.Ranked> expected) {
        int start = (int) Math.max(0, finding.start() - prefix);
        int end = (int) Math.min(value.length(), finding.end() - prefix);
        if (start < end) {
            expected.add(new DocumentScan.Ranked(
                    new SecretFinding(
                            finding.kind(),
                            value.place(start),
                            value.place(end),
                            finding.confidence(),
                            finding.fingerprint(),
                            finding.evidence()),
                    nesting));
        }
    }

    /** A bench that has seen other texts reads one as a new bench does, at once or from a reader. */
    @Property(tries = 200)
    void whatIsUsedAgainHasNoMemory(@ForAll("documents") String first, @ForAll("documents") String second)
            throws IOException {
        Bench used = new Bench(SCANNER);
        List<FileFinding> findings = read(used, first);
        assertThat(findings).isEqualTo(read(new Bench(SCANNER), first));
        findings = read(used, second);

        assertThat(findings).isEqualTo(read(new Bench(SCANNER), second));
        List<FileFinding> streamed = new ArrayList<>();
        new DocumentScan(SETTINGS, "f", used, streamed::add).scan(new StringReader(second));
        assertThat(streamed).isEqualTo(findings);
    }

    private static List<FileFinding> read(Bench bench, String text) throws IOException {
        List<FileFinding> findings = new ArrayList<>();
        assertThat(bench.fill(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        new DocumentScan(SETTINGS, "f", bench, findings::add).scan(bench.decode(0));
        return findings;
    }

    /** Bytes become the characters that the reader makes of them, also where they are no UTF-8. */
    @Property(tries = 300)
    void bytesAreDecodedAsByTheReader(@ForAll byte[] bytes) throws IOException {
        Bench bench = new Bench(SCANNER);
        bench.fill(new ByteArrayInputStream(bytes));
        String decoded = new String(bench.chars(), 0, bench.decode(0));
        StringBuilder read = new StringBuilder();
        try (LenientReader reader = new LenientReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            char[] chars = new char[64];
            for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
                read.append(chars, 0, count);
            }
        }

        assertThat(decoded).isEqualTo(read.toString());
    }
}
