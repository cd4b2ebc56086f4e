/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A string of JSON without its escapes, and where each character of it is written. For one thread. */
final class DecodedText {
    private final char[] json;
    private final int start;
    private final int end;
    /** The string in which this one is written; null for one that stands in the text itself. */
    private final @Nullable DecodedText outer;

    private final char[] chars;
    private int length;
    /** Made when they are asked for: most strings hold nothing. */
    private int @Nullable [] places;

    private DecodedText(char[] json, int start, int end, @Nullable DecodedText outer) {
        this.json = json;
        this.start = start;
        this.end = end;
        this.outer = outer;
        chars = new char[end - start];
    }

    /** Takes the escapes out of a part of a text that a walk showed. */
    static DecodedText of(char[] json, int start, int end) {
        DecodedText text = new DecodedText(json, start, end, null);
        text.decode(null);
        return text;
    }

    /** Takes the escapes out of a part of this string; its places are those in the text around both. */
    DecodedText inner(int from, int to) {
        DecodedText text = new DecodedText(chars, from, to, this);
        text.decode(null);
        return text;
    }

    private void decode(int @Nullable [] into) {
        int n = 0;
        int i = start;
        while (i < end) {
            if (into != null) {
                into[n] = i;
            }
            char c = json[i++];
            if (c == '\\' && i < end) {
                c = json[i++];
                switch (c) {
                    case 'n' -> c = '\n';
                    case 'r' -> c = '\r';
                    case 't' -> c = '\t';
                    case 'b' -> c = '\b';
                    case 'f' -> c = '\f';
                    case 'u' -> {
                        int value = hex(json, i, end);
                        c = value < 0 ? 'u' : (char) value;
                        i += value < 0 ? 0 : 4;
                    }
                    default -> {}
                }
            }
            chars[n++] = c;
        }
        length = n;
    }

    private static int hex(char[] json, int start, int end) {
        if (start + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0 || json[i] > 'f') {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Returns the characters, of which {@link #length} are in use; not to be changed. */
    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }

    String text() {
        return new String(chars, 0, length);
    }

    /** Returns where a character of the text is written; behind the last one, where the string ends. */
    int place(int index) {
        int[] known = places;
        if (known == null) {
            known = new int[length + 1];
            Arrays.fill(known, end);
            decode(known);
            places = known;
        }
        return outer == null ? known[index] : outer.place(known[index]);
    }

    /** Returns the place of the first of some characters in {@code [from, to)}, or {@code to}. */
    static int find(char[] chars, int from, int to, char one, char other) {
        int i = from;
        while (i < to && chars[i] != one && chars[i] != other) {
            i++;
        }
        return i;
    }
}
