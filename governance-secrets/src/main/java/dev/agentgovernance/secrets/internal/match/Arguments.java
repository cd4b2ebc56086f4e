/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** Where the value of a name stands among arguments: of a function with that name, or of one that puts into a map of it. */
final class Arguments {
    private static final int LONGEST = 160;
    private static final int LONGEST_LITERAL = 80;
    private static final int LONGEST_ADDED = 16;
    private static final int LONGEST_KEY = 32;
    private static final int LONGEST_GAP = 8;
    private static final int MOST = 5;
    /** Functions of maps that take a key and a value. */
    private static final String[] PUTS = {"put(", "add(", "set(", "insert(", "store(", "register("};

    private static final String[] EQUALS = {"equals(", "equalsignorecase(", "isequalto(", "eql?("};

    private static final int FIRST_OF_PUT = Chars.firstLetters(PUTS);
    private static final int FIRST_OF_EQUALS = Chars.firstLetters(EQUALS);

    private Arguments() {}

    /**
     * {@code checkPassword(user, "…")}, {@code login("bob", "…")}: returns where the last argument begins, if it is a literal with
     * a digit or a mark and not the first argument, and a literal before it is a name; or -1.
     */
    static int last(TextLine line, int open) {
        int i = skipBlanks(line, open + 1);
        if (line.at(i) == ')') {
            return -1;
        }
        int last = -1;
        int argument = 0;
        for (; argument < MOST && i - open < LONGEST; argument++) {
            int from = i;
            int literal = Wrappings.intoConversion(line, from);
            int quote = Operators.literalAt(line, literal);
            if (quote >= 0) {
                int end = endOfLiteral(line, quote);
                boolean marked = isMarked(line, quote + 1, end);
                if (end < 0 || (argument == 0 && marked && !isName(line, quote, end))) {
                    return -1;
                }
                last = argument > 0 && marked ? quote : last;
                i = end + 1;
                i += line.at(i) == '#' ? 1 : 0;
                i += literal > from && line.at(i) == ')' ? 1 : 0;
            } else {
                while (i - open < LONGEST && isExpression(line, i)) {
                    i++;
                }
            }
            boolean more = i > from && line.at(skipBlanks(line, i)) == ',';
            if (!more) {
                break;
            }
            i = skipBlanks(line, skipBlanks(line, i) + 1);
        }
        line.step(i - open);
        return last;
    }

    /** Returns where a literal ends, or -1. */
    private static int endOfLiteral(TextLine line, int quote) {
        int i = quote + 1;
        while (i - quote < LONGEST_LITERAL && line.at(i) >= ' ' && line.at(i) != line.at(quote)) {
            i++;
        }
        return line.at(i) == line.at(quote) ? i : -1;
    }

    /** Whether a word has more than letters: words that blanks part say something else. */
    private static boolean isMarked(TextLine line, int from, int to) {
        if (line.containsIgnoringCase(from, to, " ")) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!Chars.isLetter(line.at(i)) && line.at(i) != '.' && line.at(i) != '_' && line.at(i) != '-') {
                return true;
            }
        }
        return false;
    }

    /** An address of mail, or a name of a directory. */
    private static boolean isName(TextLine line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line.at(i) == '@' || line.at(i) == '=') {
                return true;
            }
        }
        return false;
    }

    private static boolean isExpression(TextLine line, int i) {
        int c = line.at(i);
        return Chars.isAlnum(c)
                || c == '_'
                || c == '.'
                || c == '$'
                || c == '@'
                || c == '&'
                || c == ':'
                || (c == '-' && line.at(i + 1) == '>')
                || (c == '>' && line.at(i - 1) == '-')
                || (c == '(' && line.at(i + 1) == ')')
                || (c == ')' && line.at(i - 1) == '(');
    }

    /** {@code passwords.put("bob", "…")}: returns where the value begins, or -1. */
    static int intoMap(TextLine line, int dot) {
        if (line.at(dot) != '.' || !Chars.isOneOf(line.at(dot + 1), FIRST_OF_PUT)) {
            return -1;
        }
        for (String put : PUTS) {
            if (line.matchesIgnoringCase(dot + 1, put)) {
                int open = dot + put.length();
                int key = skipBlanks(line, open + 1);
                return Chars.isQuote(line.at(key)) ? last(line, open) : -1;
            }
        }
        return -1;
    }

    /** {@code token.equals("…")}: returns where the literal begins, or -1. */
    static int behindEquals(TextLine line, int dot) {
        if (line.at(dot) != '.' || !Chars.isOneOf(line.at(dot + 1), FIRST_OF_EQUALS)) {
            return -1;
        }
        for (String equals : EQUALS) {
            if (line.matchesIgnoringCase(dot + 1, equals)) {
                int value = skipBlanks(line, dot + 1 + equals.length());
                return Operators.isQuoteOpening(line, value) ? value : -1;
            }
        }
        return -1;
    }

    /** {@code password .. "…"}, {@code $pw . '…'}: returns where a literal begins that is added and has the characters of a token, or -1. */
    static int added(TextLine line, int gap) {
        int c = line.at(gap);
        if (c != '.' && c != '+') {
            return -1;
        }
        int value = skipBlanks(line, gap + (c == '.' && line.at(gap + 1) == '.' ? 2 : 1));
        if (!Chars.isQuote(line.at(value))) {
            return -1;
        }
        int digits = 0;
        int i = value + 1;
        while (i - value <= LONGEST_ADDED && Chars.isAlnum(line.at(i))) {
            digits += Chars.isDigit(line.at(i)) ? 1 : 0;
            i++;
        }
        return i - value > LONGEST_ADDED && digits > 1 ? value : -1;
    }

    /** {@code ["bob"]}, {@code [:bob]}: returns where a key in brackets ends, or the place given. */
    static int behindKey(TextLine line, int open) {
        if (line.at(open) != '[') {
            return open;
        }
        int quote = line.at(open + 1);
        if (!Chars.isQuote(quote) && quote != ':') {
            return open;
        }
        int i = open + 2;
        while (i - open < LONGEST_KEY && (Chars.isName(line.at(i)) || line.at(i) == '.' || line.at(i) == '@')) {
            i++;
        }
        boolean closed = quote == ':' || line.at(i) == quote;
        i += quote == ':' ? 0 : 1;
        return closed && line.at(i) == ']' ? i + 1 : open;
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP && Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }
}
