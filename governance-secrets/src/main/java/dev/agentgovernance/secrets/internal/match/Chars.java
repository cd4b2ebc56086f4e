/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** Questions about single characters; -1 stands for the edge of the text. */
public final class Chars {
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

    /** What a name is made of in code and configuration. */
    public static boolean isName(int c) {
        return isAlnum(c) || c == '_' || c == '-';
    }
}
