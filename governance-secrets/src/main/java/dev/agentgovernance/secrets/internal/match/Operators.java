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
        int word = endOfTypeAt(line, line.matches(value, "&'static ") ? value + 9 : value);
        int gap = Layout.skipBlanks(line, word);
        int operator = line.at(gap) == ':' ? gap + 1 : gap;
        if (word > value && line.at(operator) == '=' && line.at(operator + 1) != '=') {
            int inner = Layout.skipBlanks(line, operator + 1);
            int literal = inner > operator + 1 ? literalAt(line, Wrappings.intoConversion(line, inner)) : -1;
            if (literal >= 0) {
                return literal;
            }
        }
        return value;
    }

    /** Returns where a type ends that stands behind a name: {@code key String}, {@code key As String}; the place given if none does. */
    static int endOfType(TextLine line, int gap) {
        int from = line.matchesIgnoringCase(gap, "as ")
                ? gap + 3
                : line.matchesIgnoringCase(gap, "constant ") ? gap + 9 : gap;
        int word = endOfTypeAt(line, from);
        return word > from ? word : gap;
    }

    /** {@code String}, {@code []byte}, <code>&[u8]</code>, {@code [u8; 32]}, {@code VARCHAR(40)}. */
    private static int endOfTypeAt(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP && (isType(line.at(i)) || (i > from && isOfType(line, i)))) {
            i++;
        }
        if (i > from && line.at(i) == '(' && Chars.isDigit(line.at(i + 1))) {
            int close = i + 1;
            while (close - i < LONGEST_GAP && Chars.isDigit(line.at(close))) {
                close++;
            }
            return line.at(close) == ')' ? close + 1 : i;
        }
        return i;
    }

    private static boolean isOfType(TextLine line, int i) {
        int c = line.at(i);
        int before = line.at(i - 1);
        return Chars.isDigit(c) || (c == ';' && Chars.isDigit(before)) || (c == ' ' && before == ';');
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

    /**
     * Returns where the quote of a literal stands, behind what says which kind of string it is, or -1: {@code u8"…"},
     * {@code br#"…"#}, {@code *b"…"}, {@code <<"…">>}.
     */
    static int literalAt(TextLine line, int from) {
        if (isQuoteOpening(line, from)) {
            return from;
        }
        if (line.at(from) == '<' && line.at(from + 1) == '<') {
            return line.at(from + 2) == '"' ? from + 2 : -1;
        }
        int i = from + (line.at(from) == '*' || line.at(from) == '&' ? 1 : 0);
        int first = i;
        while (i - first < 3 && isOfPrefix(line.at(i))) {
            i++;
        }
        return i > first && Chars.isQuote(line.at(i)) && line.at(i - 1) != ' ' ? i : -1;
    }

    /** A quote, or one of Objective-C: {@code @"…"}. */
    static boolean isQuoteAt(TextLine line, int i) {
        return Chars.isQuote(line.at(i)) || (line.at(i) == '@' && line.at(i + 1) == '"');
    }

    private static boolean isOfPrefix(int c) {
        return switch (c) {
            case 'b', 'B', 'r', 'R', 'f', 'F', 'u', 'U', 'L', 'N', 's', 'c', 'q', 'E', '8', '@', '$', '#' -> true;
            default -> false;
        };
    }

    /** Whether a name begins a pair: {@code {password, "…"}}, {@code (password . "…")}, {@code -define(TOKEN, "…")}. */
    static boolean isPairOpening(TextLine line, int nameStart) {
        int before = line.at(nameStart - 1);
        return before == '{'
                ? line.at(nameStart - 2) != '$'
                : before == '('
                        && (line.at(nameStart - 2) <= ' '
                                || line.at(nameStart - 2) == '('
                                || line.matches(nameStart - 8, "-define("));
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
