/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.text;

import java.util.Locale;

/**
 * Characters that a model reads and a person does not see: terminal escapes and other controls, marks of direction, characters
 * without width, tags, variation selectors.
 *
 * <p>What is hidden is made visible as {@code ⟨U+200B⟩}; a run of it becomes one mark, a run of tags shows what it spells. What
 * scripts and emoji need stays where they need it: joiners between letters that are not Latin, the selector behind a symbol,
 * marks of direction beside right-to-left letters. Linear.
 */
public final class HiddenText {

    private HiddenText() {}

    /** Returns the text with everything hidden made visible; the text itself where nothing is. */
    // INVARIANT: nothing is hidden in what is returned.
    public static String reveal(String text) {
        int first = firstHidden(text);
        if (first < 0) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 32).append(text, 0, first);
        int at = first;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int size = Character.charCount(point);
            if (!isHidden(text, at, point)) {
                shown.appendCodePoint(point);
                at += size;
            } else {
                int end = at + size;
                while (end < text.length() && isHidden(text, end, text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                mark(text.substring(at, end), shown);
                at = end;
            }
        }
        return shown.toString();
    }

    /** Tells whether something is hidden in a text. Allocates nothing. */
    public static boolean isIn(String text) {
        return firstHidden(text) >= 0;
    }

    private static int firstHidden(String text) {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (isHidden(text, at, point)) {
                return at;
            }
            at += Character.charCount(point);
        }
        return -1;
    }

    private static void mark(String run, StringBuilder shown) {
        int points = run.codePointCount(0, run.length());
        shown.append('⟨').append(String.format(Locale.ROOT, "U+%04X", run.codePointAt(0)));
        if (points > 1) {
            shown.append("×").append(points);
        }
        StringBuilder spelled = new StringBuilder();
        run.codePoints()
                .filter(c -> c >= 0xe0020 && c <= 0xe007e)
                .limit(200)
                .forEach(c -> spelled.append((char) (c - 0xe0000)));
        if (!spelled.isEmpty()) {
            shown.append(" \"").append(spelled).append('"');
        }
        shown.append('⟩');
    }

    private static boolean isHidden(String text, int at, int point) {
        if (point < 0x20) {
            return point != '\n' && point != '\t' && point != '\r';
        }
        if (point < 0x7f) {
            return false;
        }
        if (point <= 0x9f || point == 0xad) {
            return true;
        }
        if (point < 0x34f) {
            return false;
        }
        return switch (point) {
            case 0x34f,
                    0x115f,
                    0x1160,
                    0x17b4,
                    0x17b5,
                    0x180b,
                    0x180c,
                    0x180d,
                    0x180e,
                    0x180f,
                    0x200b,
                    0x2028,
                    0x2029 -> true;
            case 0x3164, 0xfeff, 0xffa0, 0x1bca0, 0x1bca1, 0x1bca2, 0x1bca3 -> true;
            // Needed inside words of many scripts, and between the parts of an emoji.
            case 0x200c, 0x200d -> !joins(text, at);
            case 0x200e, 0x200f, 0x61c -> !besideRightToLeft(text, at);
            case 0xfe0e, 0xfe0f -> !isBehindSymbol(text, at);
            default ->
                (point >= 0x202a && point <= 0x202e)
                        || (point >= 0x2060 && point <= 0x206f)
                        || (point >= 0xfe00 && point <= 0xfe0d)
                        || (point >= 0xfff0 && point <= 0xfffb)
                        || (point >= 0xe0000 && point <= 0xe0fff)
                        || (point >= 0xd800 && point <= 0xdfff)
                        || (point >= 0x1d173 && point <= 0x1d17a);
        };
    }

    private static boolean joins(String text, int at) {
        if (at == 0 || at + 1 >= text.length()) {
            return false;
        }
        int before = text.codePointBefore(at);
        int after = text.codePointAt(at + 1);
        return (isScriptOrSymbol(before) || (before == 0xfe0f && isBehindSymbol(text, at - 1)))
                && isScriptOrSymbol(after);
    }

    private static boolean isScriptOrSymbol(int point) {
        return point > 0x5ff && (Character.isLetter(point) || isMark(point) || isSymbol(point));
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isSymbol(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL || type == Character.MATH_SYMBOL;
    }

    private static boolean isBehindSymbol(String text, int at) {
        if (at == 0) {
            return false;
        }
        int before = text.codePointBefore(at);
        return isSymbol(before) || (before < 0x80 && "0123456789#*".indexOf(before) >= 0) || before == 0x203c;
    }

    private static boolean besideRightToLeft(String text, int at) {
        return (at > 0 && isRightToLeft(text.codePointBefore(at)))
                || (at + 1 < text.length() && isRightToLeft(text.codePointAt(at + 1)));
    }

    private static boolean isRightToLeft(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
