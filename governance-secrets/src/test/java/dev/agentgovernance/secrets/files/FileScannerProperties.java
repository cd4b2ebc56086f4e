/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import static dev.agentgovernance.secrets.files.Scanned.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.SecretScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FileScannerProperties {
    private static final SecretScanner STANDARD = SecretScanner.standard();
    private static final FileScanner SCANNER =
            FileScanner.of(STANDARD).withArchives(4, 1 << 20).withIgnoreMarks();

    @Provide
    Arbitrary<byte[]> archives() {
        byte[] text = ("id " + KEY + "\n").repeat(3).getBytes(StandardCharsets.UTF_8);
        Arbitrary<byte[]> once = Arbitraries.of(Scanned.zip("a.txt", text), Scanned.gzip(text), tar("b.txt", text));
        return once.flatMap(inner -> Arbitraries.of(
                inner,
                Scanned.zip("in", inner),
                Scanned.zip("word/document.xml", inner),
                Scanned.gzip(inner),
                tar("in", inner),
                Scanned.gzip(tar("in", inner))));
    }

    /** A damaged archive is read or reported; it never throws, and never gives more than was allowed. */
    @Property(tries = 500)
    void anyBytesAreReadOrReported(
            @ForAll("archives") byte[] archive,
            @ForAll @Size(max = 6) List<@IntRange(max = 1 << 20) Integer> places,
            @ForAll byte value,
            @ForAll boolean cut) {
        byte[] bytes = archive.clone();
        places.forEach(place -> bytes[place % bytes.length] ^= (byte) (value | 1));
        byte[] given = cut && !places.isEmpty() ? java.util.Arrays.copyOf(bytes, places.get(0) % bytes.length) : bytes;

        Scanned scanned = Scanned.of(SCANNER, "f", given);
        assertThat(scanned.findings.size() + scanned.texts.size() + scanned.leftOut.size() + scanned.failed.size())
                .isPositive();
        assertThat(scanned.findings)
                .allSatisfy(found -> assertThat(found.toString()).doesNotContain(KEY));
    }

    @Property(tries = 300)
    void anyTextIsRead(@ForAll byte[] bytes) {
        Scanned scanned = Scanned.of(SCANNER, "f", bytes);

        assertThat(scanned.texts.size() + scanned.leftOut.size() + scanned.failed.size())
                .isPositive();
    }

    @Provide
    Arbitrary<String> json() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        ":",
                        ",",
                        "\\",
                        "\\n",
                        "\\u0041",
                        "\\uD83D",
                        "\\\"",
                        "a",
                        "1",
                        "true",
                        " ",
                        "\n",
                        "\"k\":",
                        "\"password\":\"" + "Zx9" + "kQ27vL\\/mPw83\"",
                        "\"" + KEY + "\"",
                        "\\\\",
                        "é")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    /** Whatever the text, a key that stands free in it is found once, at its place. */
    @Property(tries = 500)
    void noJsonHidesAKey(@ForAll("json") String before, @ForAll("json") String after) {
        String text = "{" + before + " " + KEY + " " + after;

        Scanned scanned = Scanned.of(FileScanner.of(STANDARD), text);
        int place = before.length() + 2;
        assertThat(scanned.findings)
                .as(text)
                .filteredOn(found ->
                        found.finding().start() <= place && found.finding().end() >= place + KEY.length())
                .hasSize(1);
        for (int i = 1; i < scanned.findings.size(); i++) {
            assertThat(scanned.findings.get(i).finding().start())
                    .isGreaterThanOrEqualTo(
                            scanned.findings.get(i - 1).finding().end());
        }
    }

    /** In well-formed UTF-8 the reader reads what the reader of the JDK reads. */
    @Property(tries = 300)
    void utf8IsReadAsTheJdkReadsIt(@ForAll String text, @ForAll @IntRange(min = 2, max = 50) int room)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        try (LenientReader reader = new LenientReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            char[] chars = new char[room];
            for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
                read.append(chars, 0, count);
            }
        }

        assertThat(read.toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void anyXmlIsWords(@ForAll("xml") String xml) throws IOException {
        List<Character> words = new ArrayList<>();
        try (OfficeText text = new OfficeText(new StringReader(xml))) {
            for (int c = text.read(); c >= 0; c = text.read()) {
                words.add((char) c);
            }
        }

        assertThat(words).hasSizeLessThanOrEqualTo(xml.length());
    }

    @Provide
    Arbitrary<String> xml() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "/",
                        "w:p",
                        "p",
                        "&",
                        ";",
                        "amp",
                        "#x41",
                        "#99999999",
                        "a",
                        "<w:p/>",
                        "</p>",
                        "<>",
                        "&lt;")
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }

    private static byte[] tar(String name, byte[] content) {
        byte[] tar = new byte[1024 + (content.length + 511) / 512 * 512 + 512];
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format(java.util.Locale.ROOT, "%011o", content.length));
        header[156] = '0';
        put(header, 257, "ustar");
        put(header, 263, "00");
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(java.util.Locale.ROOT, "%06o\0 ", sum));
        System.arraycopy(header, 0, tar, 0, 512);
        System.arraycopy(content, 0, tar, 512, content.length);
        return tar;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
