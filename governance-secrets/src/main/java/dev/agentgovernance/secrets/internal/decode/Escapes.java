/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.List;

/**
 * Undoes percent escapes, the escapes of strings in code and JSON, those of HTML, and quoted-printable, and leaves out what
 * colours a terminal, all in one pass: what was escaped twice is undone by the next one.
 */
public final class Escapes {
    /** What leads here, in small letters; the first {@link #JSON_ONLY} of them only in a line that looks like JSON. */
    public static final List<String> KEYWORDS = List.of(
            "\\n", "\\\"", "%2", "%3", "%4", "%5", "%6", "%7", "\\u00", "\\u{", "\\x", "\\/", "&#", "&amp;", "&quot;",
            "&apos;", "&lt;", "&gt;", "=3d", "=20", "\u001b[");

    /** Line breaks and quotes stand in most strings of code, where rules read them as they are. */
    public static final int JSON_ONLY = 2;

    /** How far from an escape its name or the end of its value may stand. */
    private static final int REACH = 256;

    /** How far a line of JSON is indented at most. */
    private static final int DEEPEST = 128;

    /** How far the beginning of a line is looked for. */
    private static final int LONGEST_LOOK = 512;

    private static final String[] ENTITIES = {"amp;", "quot;", "apos;", "lt;", "gt;", "nbsp;"};
    private static final String CHARACTERS = "&\"'<> ";

    private static final int ASCII = 127;
    /** Bits: with which characters an escape may begin, and with which where quoted-printable is used too. */
    private static final byte[] SIGNS = new byte[ASCII + 1];

    private static final int USUAL = 1;
    private static final int IN_PRINTABLE = 2;

    static {
        for (char c : new char[] {'\\', '%', '&', 0x1b}) {
            SIGNS[c] = USUAL | IN_PRINTABLE;
        }
        SIGNS['='] = IN_PRINTABLE;
    }

    private Escapes() {}

    /**
     * Undoes the escapes near some, and returns whether there was one.
     *
     * @param first where the first stands
     * @param last where the last stands
     * @param printable whether one of them is of quoted-printable, and so those are undone
     */
    public static boolean decode(TextLine line, int first, int last, boolean printable, Decoded out) {
        int from = Math.max(line.from(), first - REACH);
        int to = Math.min(line.to(), last + REACH);
        line.step(to - from);
        out.begin(from, to);
        int undone = 0;
        int plain = from;
        int sort = printable ? IN_PRINTABLE : USUAL;
        int i = nextSign(line.chars(), from, to, sort);
        while (i < to) {
            int length = 0;
            if (goesOn(line.at(i), line.at(i + 1))) {
                out.addPlain(line.chars(), plain, i);
                length = undo(line, i, to, printable, out);
                plain = i + length;
                undone += length == 0 ? 0 : 1;
            }
            i = nextSign(line.chars(), i + Math.max(length, 1), to, sort);
        }
        // An escape may end behind the last character that is looked at.
        out.addPlain(line.chars(), Math.min(plain, to), to);
        out.end("escapes", to);
        return undone > 0;
    }

    /** Returns whether a keyword is what quoted-printable always escapes: then it is used. */
    public static boolean isPrintable(String keyword) {
        return keyword.charAt(0) == '=';
    }

    /** Returns the next place where an escape may begin. */
    private static int nextSign(char[] chars, int from, int to, int sort) {
        byte[] signs = SIGNS;
        int i = from;
        // What is no ASCII is told apart by whoever looks closer.
        while (i < to - 3) {
            int any = signs[chars[i] & ASCII]
                    | signs[chars[i + 1] & ASCII]
                    | signs[chars[i + 2] & ASCII]
                    | signs[chars[i + 3] & ASCII];
            if ((any & sort) != 0) {
                break;
            }
            i += 4;
        }
        while (i < to && (signs[chars[i] & ASCII] & sort) == 0) {
            i++;
        }
        return Math.min(i, to);
    }

    /** Tells most signs that begin no escape by what stands behind them: in code there are many. */
    private static boolean goesOn(int sign, int next) {
        return switch (sign) {
            case '\\' -> next <= 'x';
            case '&' -> next == '#' || (next >= 'a' && next <= 'q');
            case 0x1b -> next == '[';
            default -> Chars.isHex(next);
        };
    }

    /** Adds the character that an escape stands for, and returns the length of the escape; 0 if there is none. */
    private static int undo(TextLine line, int i, int to, boolean printable, Decoded out) {
        return switch (line.at(i)) {
            case '%' -> bytes(line, i, out);
            case '\\' -> backslash(line, i, to, out);
            case '&' -> entity(line, i, out);
            case 0x1b -> colour(line, i);
            case '=' -> printable ? bytes(line, i, out) : 0;
            default -> 0;
        };
    }

    /** A character of UTF-8 whose bytes are each two digits behind the same sign. */
    private static int bytes(TextLine line, int i, Decoded out) {
        int lead = number(line, i + 1, 2);
        if (lead < 0x80) {
            return hexPair(line, i + 1, i, 3, out);
        }
        int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
        int point = lead & (0x7f >> size);
        for (int k = 1; k < size; k++) {
            int next = line.at(i + 3 * k) == line.at(i) ? number(line, i + 3 * k + 1, 2) : -1;
            if (next < 0x80 || next > 0xbf) {
                return 0;
            }
            point = (point << 6) | (next & 0x3f);
        }
        return size == 0 ? 0 : add(point, i, 3 * size, out);
    }

    private static int hexPair(TextLine line, int digits, int i, int length, Decoded out) {
        int value = number(line, digits, 2);
        return value < 0 ? 0 : add(value, i, length, out);
    }

    private static int backslash(TextLine line, int i, int to, Decoded out) {
        return switch (line.at(i + 1)) {
            case 'n' -> add('\n', i, 2, out);
            case 'r' -> add('\r', i, 2, out);
            case 't' -> add('\t', i, 2, out);
            case '/', '"', '\'', '\\' -> add(line.at(i + 1), i, 2, out);
            case 'x' -> hexPair(line, i + 2, i, 4, out);
            case 'u' -> line.at(i + 2) == '{' ? braced(line, i, to, out) : unicode(line, i, out);
            default -> 0;
        };
    }

    private static int unicode(TextLine line, int i, Decoded out) {
        int value = number(line, i + 2, 4);
        if (value < 0) {
            return 0;
        }
        out.add((char) value, i, i + 6);
        return 6;
    }

    private static int braced(TextLine line, int i, int to, Decoded out) {
        int end = i + 3;
        while (end < to && end - i < 9 && Chars.isHex(line.at(end))) {
            end++;
        }
        return line.at(end) == '}' ? add(number(line, i + 3, end - i - 3), i, end + 1 - i, out) : 0;
    }

    private static int entity(TextLine line, int i, Decoded out) {
        if (line.at(i + 1) != '#') {
            for (int k = 0; k < ENTITIES.length; k++) {
                if (line.matches(i + 1, ENTITIES[k])) {
                    return add(CHARACTERS.charAt(k), i, 1 + ENTITIES[k].length(), out);
                }
            }
            return 0;
        }
        boolean hex = (line.at(i + 2) | 32) == 'x';
        int start = i + (hex ? 3 : 2);
        int end = start;
        int point = 0;
        while (end - start < 7 && (hex ? Chars.isHex(line.at(end)) : Chars.isDigit(line.at(end)))) {
            point = point * (hex ? 16 : 10) + Character.digit(line.at(end), 16);
            end++;
        }
        return end > start && line.at(end) == ';' ? add(point, i, end + 1 - i, out) : 0;
    }

    private static int add(int point, int i, int length, Decoded out) {
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            return 0;
        }
        if (point >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            out.add(Character.highSurrogate(point), i, i + length);
            out.add(Character.lowSurrogate(point), i, i + length);
        } else {
            out.add((char) point, i, i + length);
        }
        return length;
    }

    /** Returns whether a line begins like an object, an array or a member of JSON, and not with a marker. */
    public static boolean looksLikeJson(TextLine line) {
        return looksLikeJson(line, line.from());
    }

    /** Returns whether an escape behind a place, of those only of JSON, may be in a line that looks like it. */
    public static boolean mayBeInJson(TextLine block, int end) {
        int i = end;
        while (end - i < LONGEST_LOOK && !block.isEdge(i - 1)) {
            i--;
        }
        block.step(end - i);
        return end - i == LONGEST_LOOK || looksLikeJson(block, i);
    }

    private static boolean looksLikeJson(TextLine line, int from) {
        int i = from;
        while (i - from < DEEPEST && Chars.isBlank(line.at(i))) {
            i++;
        }
        return line.at(i) == '{'
                || line.at(i) == '"'
                || (line.at(i) == '[' && !line.matchesIgnoringCase(i, "[redacted:"));
    }

    /** Returns the length of a control sequence, which stands for nothing; 0 if there is none. */
    private static int colour(TextLine line, int i) {
        int end = i + 2;
        while (end - i < 32 && line.at(end) >= ' ' && line.at(end) < '@') {
            end++;
        }
        return line.at(i + 1) == '[' && line.at(end) >= '@' && line.at(end) <= '~' ? end + 1 - i : 0;
    }

    /** Returns the value of so many hexadecimal digits, or -1. */
    private static int number(TextLine line, int start, int count) {
        int value = 0;
        for (int i = start; i < start + count; i++) {
            int c = line.at(i);
            if (!Chars.isHex(c)) {
                return -1;
            }
            value = value * 16 + (Chars.isDigit(c) ? c - '0' : (c | 32) - 'a' + 10);
        }
        return count == 0 ? -1 : value;
    }
}
