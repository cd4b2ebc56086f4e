/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** The characters that names are made of, and those that join a name to its value. */
final class Operators {
    /** The colon of Chinese and Japanese text. */
    static final int WIDE_COLON = '\uff1a';

    private static final int LONGEST_GAP = 24;

    private Operators() {}

    static boolean isNameAt(TextLine line, int i) {
        int c = line.at(i);
        return (Chars.isName(c) ? !(c == '-' && line.at(i + 1) == '>') : Chars.isForeignLetter(c))
                && !(Chars.isAlnum(c) && Chars.isEastAsian(line.at(i - 1)));
    }

    /** A name in a string ends at an escape before it: in {@code "a\nTOKEN=1"} the n is no part of the name. */
    static boolean isNameBefore(TextLine line, int i) {
        int c = line.at(i - 1);
        if (c == '.') {
            return true;
        }
        return (Chars.isName(c) || Chars.isForeignLetter(c))
                && !((c == 'n' || c == 'r' || c == 't') && line.at(i - 2) == '\\');
    }

    static boolean mayBeNamed(int after) {
        return after < 0
                || after == ','
                || after == '<'
                || after == '\\'
                || Chars.isQuote(after)
                || Chars.isBlank(after);
    }

    /** The first of a list stands for all: {@code keys: ["…", "…"]}. */
    static int intoList(TextLine line, int i) {
        return line.at(i) == '[' && (isQuoteOpening(line, i + 1) || Chars.isAlnum(line.at(i + 1))) ? i + 1 : i;
    }

    /** In {@code token: str = "…"} the value of the colon is a type, and the value proper comes after. */
    static int afterType(TextLine line, int value) {
        int word = line.matches(value, "&'static ") ? value + 9 : value;
        while (word - value < LONGEST_GAP && isType(line.at(word))) {
            word++;
        }
        int gap = Layout.skipBlanks(line, word);
        if (word > value && line.at(gap) == '=' && line.at(gap + 1) != '=') {
            int inner = Layout.skipBlanks(line, gap + 1);
            if (inner > gap + 1 && isQuoteOpening(line, inner)) {
                return inner;
            }
        }
        return value;
    }

    /** Returns where a type ends that stands behind a name: {@code key String}, {@code key As String}; the place given if none does. */
    static int endOfType(TextLine line, int gap) {
        int from = line.matchesIgnoringCase(gap, "as ") ? gap + 3 : gap;
        int word = from;
        while (word - from < LONGEST_GAP && isType(line.at(word))) {
            word++;
        }
        return word > from ? word : gap;
    }

    /** {@code key <- "…"}. */
    static boolean isArrow(TextLine line, int i) {
        return line.at(i) == '<' && line.at(i + 1) == '-' && isQuoteOpening(line, Layout.skipBlanks(line, i + 2));
    }

    static boolean isType(int c) {
        return Chars.isLetter(c) || c == '&' || c == '*' || c == '<' || c == '>' || c == '[' || c == ']' || c == '|';
    }

    static boolean isQuoteOpening(TextLine line, int from) {
        int i = from;
        while (i - from < 4 && line.at(i) == '\\') {
            i++;
        }
        return Chars.isQuote(line.at(i));
    }

    /** A comparison gives no value; but what a name is compared with in quotes may well be its value. */
    static boolean isComparison(TextLine line, int from, int end) {
        boolean compares = line.at(from) == '!'
                || (line.at(from) == '=' && line.at(from + 1) == '=')
                || (line.at(from) == '>' && line.at(from + 1) == '=');
        return compares && !isQuoteOpening(line, Layout.skipBlanks(line, end));
    }

    static boolean isOperator(int c) {
        return c == '='
                || c == ':'
                || c == '>'
                || c == '?'
                || c == '.'
                || c == '+'
                || c == '-'
                || c == '|'
                || c == '!'
                || c == '~'
                || c == WIDE_COLON;
    }

    /** A quote, or the end of an escape for the end of a line: {@code "…\nTOKEN=…\n"}. */
    static boolean isTextEdge(TextLine line, int before, int i) {
        return Chars.isQuote(before) || (before == 'n' && line.at(i) == '\\');
    }
}
