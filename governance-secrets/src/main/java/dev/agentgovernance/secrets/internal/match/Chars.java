/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** Questions about single characters; -1 stands for the edge of the text. */
public final class Chars {
    private static final int FIRST_FOREIGN = 0xc0;
    private static final int FIRST_EAST_ASIAN = 0x2e80;
    private static final int LAST_EAST_ASIAN = 0xd7a3;

    private Chars() {}

    /** ASCII letters and digits. */
    public static boolean isAlnum(int c) {
        return isLetter(c) || isDigit(c);
    }

    /** ASCII letters. */
    public static boolean isLetter(int c) {
        int lower = c | 32;
        return lower >= 'a' && lower <= 'z' && c > 0;
    }

    /** Returns the first letters of some words, to ask {@link #isOneOf}: most places of a text are ruled out by theirs. */
    static int firstLetters(String... words) {
        int letters = 0;
        for (String word : words) {
            letters |= 1 << (word.charAt(0) & 31);
        }
        return letters;
    }

    /** Returns whether a character may be one of some {@link #firstLetters}, in any case: for a letter that is one, true. */
    static boolean isOneOf(int c, int letters) {
        return c >= 'A' && (letters >>> c & 1) != 0;
    }

    /** ASCII digits. */
    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** ASCII capitals. */
    public static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Hexadecimal digits. */
    public static boolean isHex(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** Blank and tab. */
    public static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /** The three quotes. */
    public static boolean isQuote(int c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** Letters outside ASCII, and the marks that some scripts write vowels and tones with. */
    public static boolean isForeignLetter(int c) {
        if (c < FIRST_FOREIGN) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Signs and syllables of Chinese, Japanese and Korean, which are written without blanks. */
    public static boolean isEastAsian(int c) {
        return c >= FIRST_EAST_ASIAN && c <= LAST_EAST_ASIAN && isForeignLetter(c);
    }

    /** What is written on to a word that something is said of in Chinese, Japanese and Korean. */
    public static boolean isParticle(int c) {
        return switch (c) {
            case '\u4e3a', '\u70ba', '\u662f', '\u306f', '\u304c', '\ub294', '\uc740', '\uac00', '\uc774' -> true;
            default -> false;
        };
    }

    /** What a name is made of in code and configuration. */
    public static boolean isName(int c) {
        return isAlnum(c) || c == '_' || c == '-';
    }
}
