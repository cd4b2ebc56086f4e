/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

/** The escapes of {@code $'…'}, {@code printf} and {@code echo -e}. */
final class AnsiC {

    private AnsiC() {}

    /** Returns a text with its escapes replaced. */
    static String decode(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                out.append(c);
                continue;
            }
            char e = text.charAt(at++);
            switch (e) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'a' -> out.append('\u0007');
                case 'b' -> out.append('\b');
                case 'e', 'E' -> out.append('\u001b');
                case 'f' -> out.append('\f');
                case 'v' -> out.append('\u000b');
                case '\\', '\'', '"', '?' -> out.append(e);
                case 'x' -> at = number(text, at, 16, 2, out, "\\x");
                case 'u' -> at = number(text, at, 16, 4, out, "\\u");
                case 'U' -> at = number(text, at, 16, 8, out, "\\U");
                case '0', '1', '2', '3', '4', '5', '6', '7' -> at = number(text, at - 1, 8, e == '0' ? 4 : 3, out, "");
                case 'c' -> {
                    if (at < text.length()) {
                        out.append((char) (text.charAt(at++) & 0x1f));
                    }
                }
                default -> out.append('\\').append(e);
            }
        }
        return out.toString();
    }

    private static int number(String text, int from, int base, int most, StringBuilder out, String otherwise) {
        int at = from;
        long value = 0;
        while (at < text.length() && at - from < most && Character.digit(text.charAt(at), base) >= 0) {
            value = value * base + Character.digit(text.charAt(at), base);
            at++;
        }
        if (at == from) {
            out.append(otherwise);
        } else if (value == 0) {
            return text.length(); // the shell's strings end at a zero
        } else if (value <= Character.MAX_CODE_POINT) {
            out.appendCodePoint((int) (base == 8 ? value & 0xff : value));
        }
        return at;
    }
}
