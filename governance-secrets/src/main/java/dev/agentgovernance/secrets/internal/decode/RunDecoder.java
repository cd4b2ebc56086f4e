/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Decodes runs of base 64, base 64 for addresses, and hexadecimal digits. Most runs of a text are names: the first
 * characters tell, and cost a few steps. Reused for the next run; for one thread.
 */
public final class RunDecoder {
    private static final int FIRST_LOOK = 16;
    private static final int ASCII = 127;
    /** What a digit of base 64, and one of hexadecimal numbers, stands for: which sort it is, no branch can foretell. */
    private static final byte[] VALUES = new byte[ASCII + 1];

    private static final byte[] DIGITS = new byte[ASCII + 1];
    private static final boolean[] HEX = new boolean[ASCII + 1];
    private static final boolean[] ALNUM = new boolean[ASCII + 1];
    /** Whether a byte stands in no text of UTF-8. */
    private static final boolean[] BINARY = new boolean[256];

    static {
        for (int c = 0; c <= ASCII; c++) {
            VALUES[c] = (byte) valueOf(c);
            HEX[c] = Chars.isHex(c);
            ALNUM[c] = Chars.isAlnum(c);
            DIGITS[c] = (byte) (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        }
        for (int b = 0; b < BINARY.length; b++) {
            BINARY[b] = isBinary(b);
        }
    }

    private final Bytes bytes = new Bytes();

    /**
     * Decodes a run, or the longest part of it between separators, and returns whether there is text in it.
     *
     * @param phase how many characters of the run stand before {@code start}, in the part of the line that is gone
     * @param most how many characters may come out of compressed data
     */
    public boolean decode(TextLine line, int start, int end, long phase, Decoded out, int most) {
        int from = start;
        if (line.at(from) == '0' && (line.at(from + 1) | 32) == 'x') {
            from += 2;
        }
        line.step(end - from);
        if (isHex(line.chars(), from, end)) {
            from += phase % 2 == 0 ? 0 : 1;
            return end - from >= EncodedRuns.SHORTEST && hex(line, from, from + (end - from) / 2 * 2, out, most);
        }
        if (base64(line, start + (int) ((4 - phase % 4) % 4), end, out, most)) {
            return true;
        }
        int best = longestPiece(line.chars(), start, end);
        int bestEnd = endOfPiece(line.chars(), best, end);
        return bestEnd - best >= EncodedRuns.SHORTEST
                && (best > start || bestEnd < end)
                && base64(line, best, bestEnd, out, most);
    }

    /** Returns whether {@link #decode} may find text in a run; false costs a few steps. */
    public static boolean mayHoldText(char[] chars, int start, int end, long phase) {
        boolean prefixed = chars[start] == '0' && (chars[start + 1] | 32) == 'x';
        int digits = start + (prefixed ? 2 : 0);
        if (mayHoldDigits(chars, digits + (int) (phase % 2), end) && isHex(chars, digits, end)) {
            return true;
        }
        return mayHoldBase64(chars, start, end, start + (int) ((4 - phase % 4) % 4)) && !isHex(chars, digits, end);
    }

    private static boolean mayHoldDigits(char[] chars, int start, int end) {
        return isHex(chars, start, start + EncodedRuns.BEHIND) && mayBeText(chars, start, (end - start) / 2, true);
    }

    /** The whole run from a place on, or the longest of its parts, if any of them is. */
    private static boolean mayHoldBase64(char[] chars, int start, int end, int from) {
        if (end - from >= EncodedRuns.SHORTEST
                && isPromising(chars, from)
                && mayBeText(chars, from, (end - from) * 3 / 4, false)) {
            return true;
        }
        // No part of the shortest length passes between two places so far apart.
        int i = start + EncodedRuns.SHORTEST - 1;
        while (i < end) {
            int piece = i + 1;
            while (piece > start && ALNUM[chars[piece - 1] & ASCII]) {
                piece--;
            }
            int pieceEnd = Math.max(i, endOfPiece(chars, piece, end));
            // One that begins with the run was looked at, unless the run is cut.
            if ((piece > start || from > start)
                    && pieceEnd - piece >= EncodedRuns.SHORTEST
                    && isPromising(chars, piece)
                    && mayBeText(chars, piece, (pieceEnd - piece) * 3 / 4, false)) {
                return true;
            }
            i = pieceEnd + EncodedRuns.SHORTEST;
        }
        return false;
    }

    /** Whether the first bytes of a run are characters of UTF-8, or what {@link Bytes} reads in other ways. */
    private static boolean mayBeText(char[] chars, int start, int count, boolean hex) {
        int second = byteAt(chars, start, 1, hex);
        int both = byteAt(chars, start, 0, hex) << 8 | second;
        if (second == 0 || both == 0x1f8b || (both >> 8 == 0x78 && both % 31 == 0)) {
            return true;
        }
        int i = 0;
        while (i < 3 && (byteAt(chars, start, i, hex) & 0xc0) == 0x80) {
            i++;
        }
        for (int points = 0; points < Bytes.ENOUGH; points++) {
            int lead = i < count ? byteAt(chars, start, i, hex) : -1;
            if (lead < 0 || looksBinary(lead) || (lead & 0xc0) == 0x80) {
                return false;
            }
            int size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            for (int k = 1; k < size; k++) {
                if (i + k >= count || (byteAt(chars, start, i + k, hex) & 0xc0) != 0x80) {
                    return false;
                }
            }
            i += size;
        }
        return true;
    }

    private static int byteAt(char[] chars, int start, int index, boolean hex) {
        if (hex) {
            return digit(chars[start + 2 * index]) << 4 | digit(chars[start + 2 * index + 1]);
        }
        int first = start + index / 3 * 4 + index % 3;
        int bits = value(chars[first]) << 6 | value(chars[first + 1]);
        return bits >> (4 - 2 * (index % 3)) & 0xff;
    }

    private static boolean isHex(char[] chars, int start, int end) {
        int i = start;
        while (i < end && HEX[chars[i] & ASCII]) {
            i++;
        }
        return i == end;
    }

    /** The longest of the parts between separators: a value behind a path or a prefix. */
    private static int longestPiece(char[] chars, int start, int end) {
        int best = start;
        int longest = 0;
        for (int piece = start; piece < end; ) {
            int pieceEnd = endOfPiece(chars, piece, end);
            if (pieceEnd - piece > longest) {
                best = piece;
                longest = pieceEnd - piece;
            }
            piece = pieceEnd + 1;
        }
        return best;
    }

    private static int endOfPiece(char[] chars, int piece, int end) {
        int i = piece;
        while (i < end && ALNUM[chars[i] & ASCII]) {
            i++;
        }
        return i;
    }

    private boolean hex(TextLine line, int start, int end, Decoded out, int most) {
        if (looksBinary((digit(line.at(start)) << 4) | digit(line.at(start + 1)))) {
            return false;
        }
        bytes.clear();
        for (int i = start; i + 1 < end; i += 2) {
            bytes.add((digit(line.at(i)) << 4) | digit(line.at(i + 1)));
        }
        out.begin(start, end);
        boolean text = bytes.read(out, index -> start + 2 * index, 2, most);
        out.end("hexadecimal digits", end);
        bytes.clear();
        return text;
    }

    private static int digit(int c) {
        return DIGITS[c & ASCII];
    }

    private boolean base64(TextLine line, int start, int end, Decoded out, int most) {
        if (end - start < EncodedRuns.SHORTEST || !isPromising(line.chars(), start)) {
            return false;
        }
        bytes.clear();
        boolean url = false;
        int bits = 0;
        int held = 0;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            url |= c == '-' || c == '_';
            bits = (bits << 6) | value(c);
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes.add(bits >> held);
                bits &= (1 << held) - 1;
            }
        }
        line.step(end - start);
        int behind = end;
        while (behind - end < 2 && line.at(behind) == '=') {
            behind++;
        }
        out.begin(start, behind);
        boolean text = bytes.read(out, index -> start + index / 3 * 4, 4, most);
        out.end(url ? "base 64 for addresses" : "base 64", behind);
        bytes.clear();
        return text;
    }

    /** Whether the first sixteen characters are twelve bytes of text, or the beginning of compressed data. */
    private static boolean isPromising(char[] chars, int start) {
        int first = (value(chars[start]) << 2) | (value(chars[start + 1]) >> 4);
        int second = ((value(chars[start + 1]) & 15) << 4) | (value(chars[start + 2]) >> 2);
        if ((first == 0x1f && second == 0x8b) || (first == 0x78 && ((first << 8) | second) % 31 == 0)) {
            return true;
        }
        if (looksBinary(first)) {
            return false;
        }
        if (second == 0) {
            return true;
        }
        int bits = 0;
        for (int i = 0; i < FIRST_LOOK; i++) {
            bits = (bits << 6) | value(chars[start + i]);
            if (i % 4 == 3) {
                if (looksBinary((bits >> 16) & 0xff) || looksBinary((bits >> 8) & 0xff) || looksBinary(bits & 0xff)) {
                    return false;
                }
                bits = 0;
            }
        }
        return true;
    }

    private static boolean looksBinary(int b) {
        return BINARY[b & 0xff];
    }

    private static boolean isBinary(int b) {
        return b < ' '
                ? b != '\n' && b != '\r' && b != '\t' && b != 0x1b && b != 0x1f
                : b == 0x7f || b >= 0xf5 || b == 0xc0 || b == 0xc1;
    }

    private static int value(int c) {
        return VALUES[c & ASCII];
    }

    private static int valueOf(int c) {
        if (c >= 'a') {
            return c - 'a' + 26;
        }
        if (c >= 'A') {
            return c == '_' ? 63 : c - 'A';
        }
        return switch (c) {
            case '+', '-' -> 62;
            case '/' -> 63;
            default -> c - '0' + 52;
        };
    }
}
