/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** Reads a value from where it begins: a literal in quotes, several of them joined, or bare. Reused; for one thread. */
final class ValueReader {
    private static final int LONGEST_VALUE = 4096;
    private static final int LONGEST_REST = 128;
    private static final int LONGEST_GAP = 24;
    private static final int MOST_JOINED = 64;
    private static final char ELLIPSIS = '\u2026';
    /** Of a shorter beginning nothing can be told. */
    private static final int LEAST_CUT = 16;

    private final TextLine joined = new TextLine();
    private char[] joinedChars = new char[0];

    private int start;
    private int end;
    private boolean quoted;
    private boolean open;
    private boolean cut;
    private int pieces;

    /** Forgets the value before. */
    void clear() {
        start = 0;
        end = 0;
        quoted = false;
        open = false;
        cut = false;
        pieces = 0;
    }

    /**
     * Reads the value that begins at a place.
     *
     * @param nameStart where the name begins: if the line begins there, the value may be its rest; -1 if it may not
     * @return whether there is one, or the line ends where it would begin
     */
    boolean read(TextLine line, int from, int nameStart) {
        int i = from;
        int c = line.at(i);
        if (c < 0 || (c == '\\' && (line.at(i + 1) == 'n' || line.at(i + 1) < 0)) || isBlockMark(line, i)) {
            open = line.complete() && (c != '\\' || line.at(i + 1) < 0);
            start = from;
            end = from;
            return open;
        }
        // A letter before a quote is a kind of string in several languages.
        if ((Chars.isLetter(c) || c == '@' || c == '$') && Chars.isQuote(line.at(i + 1))) {
            i++;
        } else {
            i = Math.max(i, Operators.literalAt(line, i));
        }
        int escapes = 0;
        while (escapes < 8 && line.at(i + escapes) == '\\') {
            escapes++;
        }
        int quote = line.at(i + escapes);
        if (Chars.isQuote(quote)) {
            boolean triple = escapes == 0 && line.at(i + 1) == quote && line.at(i + 2) == quote;
            if (triple && line.at(i + 3) > ' ' && line.at(i + 3) != quote) {
                return readQuoted(line, i + 3, quote, 0);
            }
            return readQuoted(line, i + escapes + 1, quote, escapes);
        }
        return readBare(line, from, nameStart);
    }

    /** {@code key: |}: the value stands on the lines that follow. */
    private static boolean isBlockMark(TextLine line, int i) {
        int c = line.at(i);
        int next = line.at(i + 1);
        return (c == '|' || c == '>') && (next < 0 || ((next == '-' || next == '+') && line.at(i + 2) < 0));
    }

    private boolean readQuoted(TextLine line, int from, int quote, int escapes) {
        int i = endOfLiteral(line, from, quote, escapes == 0);
        line.step(i - from);
        if (line.at(i) != quote) {
            return readBare(line, from, -1);
        }
        quoted = true;
        start = from;
        end = i;
        while (end > start && escapes > 0 && line.at(end - 1) == '\\') {
            end--;
        }
        if (escapes == 0) {
            join(line, quote);
        }
        if (pieces == 0) {
            unwrap(line);
            end = beforeCut(line);
        }
        return end > start;
    }

    /** Quotes in quotes are no part of the value: {@code "\"…\""}, {@code "'…'"}. */
    private void unwrap(TextLine line) {
        int escapes = line.at(start) == '\\' ? 1 : 0;
        int quote = line.at(start + escapes);
        boolean closes = line.at(end - 1) == quote && (escapes == 0 || line.at(end - 2) == '\\');
        if (Chars.isQuote(quote) && closes && end - start > 2 + 2 * escapes) {
            start += 1 + escapes;
            end -= 1 + escapes;
        }
    }

    /** A tool shows the beginning of what it cuts short, and behind it an ellipsis: returns where that begins. */
    private int beforeCut(TextLine line) {
        int i = end;
        while (i > start && (line.at(i - 1) == '.' || line.at(i - 1) == ELLIPSIS)) {
            i--;
        }
        cut = i - start >= LEAST_CUT && (end - i >= 2 || (end > i && line.at(i) == ELLIPSIS));
        return cut ? i : end;
    }

    private static int endOfLiteral(TextLine line, int from, int quote, boolean skipsEscapes) {
        int i = from;
        while (i - from < LONGEST_VALUE && line.at(i) >= 0 && line.at(i) != quote) {
            i += line.at(i) == '\\' && skipsEscapes && line.at(i + 1) >= 0 ? 2 : 1;
        }
        return i;
    }

    /** {@code "one" + "two"} is one value. */
    private void join(TextLine line, int quote) {
        int next = nextLiteral(line, end + 1, quote);
        while (next > 0 && pieces < MOST_JOINED) {
            int close = endOfLiteral(line, next, quote, true);
            line.step(close - end);
            if (line.at(close) != quote || close - start > LONGEST_VALUE) {
                return;
            }
            if (pieces == 0) {
                pieces = 1;
                keep(line, 0, start, end);
            }
            keep(line, joined.to(), next, close);
            pieces++;
            end = close;
            next = nextLiteral(line, end + 1, quote);
        }
    }

    private void keep(TextLine line, int length, int from, int to) {
        if (joinedChars.length < length + to - from) {
            joinedChars = java.util.Arrays.copyOf(joinedChars, Math.max(256, 2 * (length + to - from)));
        }
        System.arraycopy(line.chars(), from, joinedChars, length, to - from);
        joined.set(joinedChars, 0, length + to - from, true);
    }

    private static int nextLiteral(TextLine line, int from, int quote) {
        int i = skipBlanks(line, from);
        int c = line.at(i);
        boolean operator = c == '+' || c == '.' || c == '&';
        if (!operator) {
            return -1;
        }
        i = skipBlanks(line, i + 1);
        return line.at(i) == quote ? i + 1 : -1;
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP && Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }

    /** Reads a value without quotes. */
    boolean readBare(TextLine line, int from, int nameStart) {
        int i = from;
        while (i - from < LONGEST_VALUE && (isBare(line, i, from) || isInnerAnd(line, i, from, nameStart))) {
            i++;
        }
        line.step(i - from);
        if (nameStart >= 0 && line.at(i) > ' ' && Layout.beginsLine(line, nameStart)) {
            i = restOfLine(line, from, i);
        }
        i = restOfElement(line, from, i);
        start = from;
        end = i;
        end = beforeCut(line);
        while (end > from && (line.at(end - 1) == '.' || line.at(end - 1) == ':')) {
            end--;
        }
        return end > from;
    }

    /**
     * A password that goes on behind a character that ends values elsewhere: {@code DB_PASSWORD=Tr0ub&dor}. Its line begins
     * with its name, it has a digit or a mark before that character, and nothing after it but itself.
     */
    private static int restOfLine(TextLine line, int start, int end) {
        int c = line.at(end);
        boolean mark = c == '&' || c == '|' || c == '<' || c == '>' || c == '(' || c == '{' || c == '[' || c == '='
                || c == ')' || c == ']' || c == '}' || c == ',' || c == ';';
        if (!mark || !hasMark(line, start, c == '=' ? Math.min(line.to(), end + LONGEST_REST) : end)) {
            return end;
        }
        int i = end;
        int opened = 0;
        boolean calls = false;
        while (i - start < LONGEST_REST && line.at(i) > ' ' && !Chars.isQuote(line.at(i))) {
            opened += line.at(i) == '(' ? 1 : line.at(i) == ')' ? -1 : 0;
            calls |= line.at(i) == '(' && (line.at(i + 1) == ')' || Chars.isQuote(line.at(i + 1)));
            i++;
        }
        line.step(i - end);
        int last = line.at(i - 1);
        boolean cut = last == ')' || last == ';' || last == ',' || last == '}' || opened < 0 || calls;
        return line.at(i) < 0 && i - end > 1 && !cut ? i : end;
    }

    /** Between tags what ends values elsewhere is a part of a password: {@code <password>x7=Kd+w</password>}. */
    private static int restOfElement(TextLine line, int start, int end) {
        int c = line.at(end);
        boolean mark = c == '=' || c == '|' || c == ',' || c == ';';
        if (line.at(start - 1) != '>' || !mark || !hasMark(line, start, end)) {
            return end;
        }
        int i = end;
        while (i - start < LONGEST_REST && line.at(i) > ' ' && !Chars.isQuote(line.at(i)) && line.at(i) != '<') {
            i++;
        }
        line.step(i - end);
        return line.at(i) == '<' && line.at(i + 1) == '/' ? i : end;
    }

    /** An "and" that is neither between two parameters of an address nor the beginning of an entity: {@code Pwd=j8&kL0!;}. */
    private static boolean isInnerAnd(TextLine line, int at, int start, int nameStart) {
        int before = nameStart > 0 ? line.at(nameStart - 1) : -1;
        if (line.at(at) != '&' || before == '?' || before == '&' || !hasMark(line, start, at)) {
            return false;
        }
        int i = at + 1;
        while (i - at < LONGEST_REST && Chars.isAlnum(line.at(i))) {
            i++;
        }
        line.step(i - at);
        int c = line.at(i);
        return i > at + 1
                && c != '='
                && c != '_'
                && c != '-'
                && c != '['
                && c != '.'
                && !(c == ';' && isLetters(line, at + 1, i));
    }

    private static boolean isLetters(TextLine line, int from, int to) {
        int i = from;
        while (i < to && Chars.isLetter(line.at(i))) {
            i++;
        }
        return i == to;
    }

    private static boolean hasMark(TextLine line, int start, int end) {
        for (int i = start; i < end && i - start < LONGEST_REST; i++) {
            int c = line.at(i);
            if (Chars.isDigit(c) || c == '!' || c == '@' || c == '#' || c == '$' || c == '%' || c == '^' || c == '*') {
                return true;
            }
        }
        return false;
    }

    private static boolean isBare(TextLine line, int i, int start) {
        int c = line.at(i);
        if (c <= ' ' || Chars.isQuote(c)) {
            return false;
        }
        if (c == '\\') {
            return isEscaped(line.at(i + 1));
        }
        if (i > start && line.at(i - 1) == '\\') {
            return true;
        }
        return switch (c) {
            case ',', ';', '(', ')', '[', ']', '{', '}', '&', '<', '>', '|' -> false;
            case '=' ->
                i > start && i - start < LONGEST_REST && (isPadding(line.at(i + 1)) || joinsParts(line.at(i - 1)));
            default -> true;
        };
    }

    /** What a shell would read as its own, and does not behind a backslash: {@code Tr0ub\&dor}. */
    private static boolean isEscaped(int next) {
        return switch (next) {
            case '!', '$', '&', '*', '#', '(', ')', ';', '|', '<', '>', '?', '~', '{', '}' -> true;
            default -> false;
        };
    }

    private static boolean joinsParts(int before) {
        return Chars.isDigit(before) || before == '_' || before == '-';
    }

    /** Padding at the end belongs to the value; a further assignment does not. */
    private static boolean isPadding(int next) {
        return !Chars.isAlnum(next) && !Chars.isQuote(next) && next != '$';
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean quoted() {
        return quoted;
    }

    /** Whether an ellipsis follows, behind a part that is long enough to be looked at. */
    boolean cut() {
        return cut;
    }

    /** Whether the line ends where the value would begin. */
    boolean open() {
        return open;
    }

    /** Returns the line whose whole is the value that was joined, or the given line if none was. */
    TextLine content(TextLine line) {
        return pieces > 1 ? joined : line;
    }

    boolean isJoined() {
        return pieces > 1;
    }
}
