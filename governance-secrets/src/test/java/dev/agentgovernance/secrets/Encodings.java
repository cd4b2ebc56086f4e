/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** The ways in which a text is written, each as tests write it. */
final class Encodings {

    /** A way to write a text, with a name for reports. */
    record Encoding(String name, UnaryOperator<String> write) {
        String of(String text) {
            return write.apply(text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Encoding> ALL = List.of(
            new Encoding("base 64", text -> Base64.getEncoder().encodeToString(bytes(text))),
            new Encoding(
                    "base 64 without padding",
                    text -> Base64.getEncoder().withoutPadding().encodeToString(bytes(text))),
            new Encoding(
                    "base 64 for addresses",
                    text -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text))),
            new Encoding(
                    "base 64 of UTF-16",
                    text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE))),
            new Encoding("hexadecimal", text -> HexFormat.of().formatHex(bytes(text))),
            new Encoding("HEXADECIMAL", text -> HexFormat.of().withUpperCase().formatHex(bytes(text))),
            new Encoding("percent, where it must", text -> percent(text, false)),
            new Encoding("percent, everywhere", text -> percent(text, true)),
            new Encoding("unicode escapes", text -> each(text, "\\u%04x")),
            new Encoding("bytes of a string", text -> each(text, "\\x%02x")),
            new Encoding("HTML, decimal", text -> each(text, "&#%d;")),
            new Encoding("HTML, hexadecimal", text -> each(text, "&#x%X;")),
            new Encoding("quoted-printable", Encodings::quotedPrintable),
            new Encoding("gzip in base 64", text -> Base64.getEncoder().encodeToString(gzip(bytes(text)))));

    private Encodings() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String each(String text, String format) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(String.format(format, c)));
        return out.toString();
    }

    private static String percent(String text, boolean everything) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes(text)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-_.~".indexOf(b) >= 0);
            if (plain && !everything) {
                out.append((char) b);
            } else {
                out.append(String.format("%%%02X", b));
            }
        }
        return out.toString();
    }

    private static String quotedPrintable(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes(text)) {
            if (b > ' ' && b < 127 && b != '=') {
                out.append((char) b);
            } else {
                out.append(String.format("=%02X", b));
            }
        }
        return out.toString();
    }
}
