/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** What may stand between a name and the literal given to it, beyond an operator: a conversion, a default, a tag. */
final class Wrappings {
    private static final int LONGEST_GAP = 24;
    private static final int LONGEST_FUNCTION = 64;
    private static final int LONGEST_ATTRIBUTES = 120;
    private static final int LONGEST_ACCESSORS = 32;
    private static final int LONGEST_ARGUMENTS = 160;
    /** Functions that return what they are given in another form: their literal is the value. */
    private static final String[] CONVERSIONS = {
        "getbytes",
        "byte",
        "[]byte",
        "bytes",
        "bytearray",
        "encode",
        "decode",
        "from",
        "b64decode",
        "secretstr",
        "str",
        "string",
        "hmacshakeyfor",
        "fromhex",
        "unhexlify",
        "frombase64string",
        "base64_decode",
        "hex2bin",
        "strdup",
        "tochararray",
        "secretkeyspec",
        "securestring",
        "some",
        "std::string",
        "qstring",
        "qstringliteral",
        "string::from",
        "to_string",
        "pw_hash",
        "password_hash",
        "make_password",
        "hash_password",
        "hashpw",
        "mkpasswd",
        "encrypt",
        "freeze",
        "ref",
        "new"
    };

    /** Functions whose argument is meant where what they are asked of has no value. */
    private static final String[] FALLBACKS = {
        "unwrap_or_else", "unwrap_or", "orelseget", "orelse", "getorelse", "or_else", "or", "default", "withdefault"
    };

    private static final int FIRST_OF_FALLBACK = Chars.firstLetters(FALLBACKS);

    private static final String[] MARKUP = {
        "value>",
        "string>",
        "plaintext>",
        "code>",
        "b>",
        "strong>",
        "tt>",
        "kbd>",
        "samp>",
        "i>",
        "em>",
        "span>",
        "pre>"
    };
    private static final int LONGEST_CLOSURE = 16;

    private Wrappings() {}

    /** {@code key = Encoding.UTF8.GetBytes("…")}: returns where the literal begins, or the place given. */
    static int intoConversion(TextLine line, int value) {
        int i = value;
        while (i - value < LONGEST_FUNCTION && isFunction(line, i)) {
            i++;
        }
        line.step(i - value);
        if (i == value || line.at(i) != '(' || !Operators.isQuoteOpening(line, i + 1)) {
            return value;
        }
        for (String conversion : CONVERSIONS) {
            int start = i - conversion.length();
            if (start >= value
                    && line.matchesIgnoringCase(start, conversion)
                    && (start == value || !Chars.isLetter(line.at(start - 1)) || conversion.length() > 6)) {
                return i + 1;
            }
        }
        return value;
    }

    private static boolean isFunction(TextLine line, int i) {
        int c = line.at(i);
        return Chars.isAlnum(c)
                || c == '.'
                || c == '_'
                || c == '['
                || c == ']'
                || c == ':'
                || (c == ' ' && line.matches(i - 3, "new"));
    }

    /**
     * {@code env.TOKEN || "…"}, {@code env.TOKEN ?? "…"}, {@code password { "…" }}: returns where the literal begins that is
     * meant where the name has no value, or -1.
     */
    static int afterAlternative(TextLine line, int gap) {
        return afterAlternative(line, gap, true);
    }

    /**
     * Tells it of a place behind a blank.
     *
     * @param expression whether what stands before is more than a word in quotes
     */
    static int afterAlternative(TextLine line, int gap, boolean expression) {
        int c = line.at(gap);
        boolean alternative = ((c == '|' || c == '?') && line.at(gap + 1) == c)
                || (c == '?' && line.at(gap + 1) == ':')
                || (c == 'o' && expression && line.matches(gap, "or "));
        if (!alternative && c != '{') {
            return -1;
        }
        int value = Layout.skipBlanks(line, gap + (alternative ? 2 : 1));
        return Operators.isQuoteOpening(line, value) && (alternative || value > gap + 1) ? value : -1;
    }

    /**
     * {@code env("TOKEN").unwrap_or("…")}, {@code getenv("TOKEN")).orElse("…")}, <code>$ENV{TOKEN} // "…"</code>: returns where
     * the literal begins that is meant where the name has no value, or -1.
     *
     * @param from behind the name and what closes it
     */
    static int afterFallback(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP && (line.at(i) == ')' || line.at(i) == '}' || line.at(i) == ']')) {
            i++;
        }
        if (line.at(i) == '.') {
            if (!Chars.isOneOf(line.at(i + 1), FIRST_OF_FALLBACK)) {
                return -1;
            }
            for (String function : FALLBACKS) {
                if (line.matchesIgnoringCase(i + 1, function)) {
                    return intoFallback(line, i + 1 + function.length());
                }
            }
            return -1;
        }
        int gap = Layout.skipBlanks(line, i);
        int c = line.at(gap);
        boolean perl = line.at(from) == '}' && (c == '/' || c == '|') && line.at(gap + 1) == c;
        int value = Layout.skipBlanks(line, gap + 2);
        return perl && Operators.isQuoteOpening(line, value) ? value : -1;
    }

    /** {@code ("…"}, {@code (|_| "…"}, {@code (() -> String::from("…"}. */
    private static int intoFallback(TextLine line, int open) {
        int i = open + 1;
        while (i - open < LONGEST_CLOSURE
                && (line.at(i) == '|'
                        || line.at(i) == '_'
                        || line.at(i) == ' '
                        || line.at(i) == '('
                        || line.at(i) == ')'
                        || line.at(i) == '-'
                        || line.at(i) == '>'
                        || line.at(i) == '{')) {
            i++;
        }
        int value = intoConversion(line, i);
        return line.at(open) == '(' && Operators.isQuoteOpening(line, value) ? value : -1;
    }

    /** {@code lv_key TYPE string VALUE '…'}: returns where the literal begins that a variable of a type has at first, or -1. */
    static int initialValue(TextLine line, int gap) {
        if (!line.matchesIgnoringCase(gap, "type ")) {
            return -1;
        }
        int i = gap + 5;
        while (i - gap < LONGEST_GAP && Chars.isName(line.at(i))) {
            i++;
        }
        int word = Layout.skipBlanks(line, i);
        boolean initial = word > i && i > gap + 5 && line.matchesIgnoringCase(word, "value ");
        int value = Layout.skipBlanks(line, word + 6);
        return initial && Operators.isQuoteOpening(line, value) ? value : -1;
    }

    /** {@code key: &anchor value}: returns where the value begins, or the place given. */
    static int behindAnchor(TextLine line, int value) {
        int i = value + 1;
        while (i - value < LONGEST_GAP && Chars.isName(line.at(i))) {
            i++;
        }
        boolean anchor = line.at(value) == '&' && i > value + 1 && line.at(i) == ' ' && line.at(i + 1) > ' ';
        return anchor ? Layout.skipBlanks(line, i) : value;
    }

    /** {@code key: <code>…}: returns where the text begins in an element that says how it looks, or the place given. */
    static int intoMarkup(TextLine line, int value) {
        if (line.at(value) == '<') {
            for (String element : MARKUP) {
                if (line.matchesIgnoringCase(value + 1, element)) {
                    return value + 1 + element.length();
                }
            }
        }
        return value;
    }

    /** {@code password (prod): …}: returns where what is in brackets ends, or the place given if no operator follows. */
    static int afterRemark(TextLine line, int nameEnd) {
        int open = Layout.skipBlanks(line, nameEnd);
        int i = open + 1;
        while (i - open < LONGEST_GAP
                && (Chars.isName(line.at(i)) || Chars.isForeignLetter(line.at(i)) || line.at(i) == ' ')) {
            i++;
        }
        boolean remark = open > nameEnd && line.at(open) == '(' && line.at(i) == ')' && i > open + 1;
        return remark && (line.at(i + 1) == ':' || line.at(i + 1) == Operators.WIDE_COLON) ? i + 1 : nameEnd;
    }

    /**
     * {@code Password</th><td>…<}, {@code Password:</b> …<}: returns where the text begins behind the end of the element that the
     * name ends, or -1.
     */
    static int behindTags(TextLine line, int nameEnd) {
        int i = nameEnd + (line.at(nameEnd) == ':' ? 1 : 0);
        if (line.at(i) != '<' || line.at(i + 1) != '/') {
            return -1;
        }
        while (i - nameEnd < LONGEST_ATTRIBUTES && (line.at(i) == '<' || line.at(i) == ' ')) {
            if (line.at(i) == '<') {
                while (i - nameEnd < LONGEST_ATTRIBUTES && line.at(i) >= 0 && line.at(i) != '>') {
                    i++;
                }
            }
            i++;
        }
        line.step(i - nameEnd);
        boolean text = line.at(i - 1) == '>' || line.at(i - 1) == ' ';
        return text && line.at(i) > ' ' && line.at(i) != '<' && line.at(i) != '&' ? i : -1;
    }

    /** {@code Password { get; set; } = "…"}: returns where the literal begins, or -1. */
    static int afterAccessors(TextLine line, int gap) {
        if (line.at(gap) != '{') {
            return -1;
        }
        int i = gap + 1;
        while (i - gap < LONGEST_ACCESSORS && (Chars.isLetter(line.at(i)) || line.at(i) == ';' || line.at(i) == ' ')) {
            i++;
        }
        if (line.at(i) != '}' || !line.containsIgnoringCase(gap, i, "get;")) {
            return -1;
        }
        int operator = Layout.skipBlanks(line, i + 1);
        int value = Layout.skipBlanks(line, operator + 1);
        return line.at(operator) == '=' && Operators.isQuoteOpening(line, value) ? value : -1;
    }

    /**
     * {@code option("--token", envvar="X", default="…")}: returns where the literal begins that is meant where nothing is
     * given to the name before the comma, or -1.
     */
    static int afterDefault(TextLine line, int comma) {
        int quote = 0;
        int i = comma;
        for (; i - comma < LONGEST_ARGUMENTS && line.at(i) >= 0; i++) {
            int c = line.at(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (Chars.isQuote(c)) {
                quote = c;
            } else if (c == ')' || c == ';' || c == '}') {
                break;
            } else if ((c == 'd' || c == 'f' || c == 'u' || c == 'w') && !Chars.isName(line.at(i - 1))) {
                int value = defaultValue(line, i);
                if (value >= 0) {
                    line.step(i - comma);
                    return value;
                }
            }
        }
        line.step(i - comma);
        return -1;
    }

    private static int defaultValue(TextLine line, int from) {
        int i = line.matches(from, "fallback")
                ? from + 8
                : line.matches(from, "default")
                        ? from + 7
                        : line.matches(from, "unset") ? from + 5 : line.matches(from, "with:") ? from + 4 : from;
        i += line.matches(i, "_value") ? 6 : line.matches(i, "Value") ? 5 : 0;
        int operator = Layout.skipBlanks(line, i);
        int value = Layout.skipBlanks(line, operator + 1);
        boolean gives = line.at(operator) == '=' || line.at(operator) == ':';
        return i > from && gives && Operators.isQuoteOpening(line, value) ? value : -1;
    }

    /** {@code **Password**: …}: returns where the marks end behind a name with marks before it, or the end of the name. */
    static int afterEmphasis(TextLine line, int nameStart, int nameEnd) {
        return line.at(nameStart - 1) == '*' && line.at(nameEnd) == '*' ? afterStars(line, nameEnd) : nameEnd;
    }

    /** {@code **Password:** …}. */
    static int afterStars(TextLine line, int from) {
        int i = from;
        while (i - from < 3 && line.at(i) == '*') {
            i++;
        }
        return i;
    }

    /** {@code <ns:Password Type="x">…</}: returns where the text of an element with attributes begins, or -1. */
    static int intoElement(TextLine line, int nameStart, int nameEnd) {
        int before = nameStart - 1;
        if (line.at(before) == ':') {
            before--;
            while (nameStart - before < LONGEST_GAP && Chars.isName(line.at(before))) {
                before--;
            }
        }
        if (line.at(before) != '<') {
            return -1;
        }
        int i = nameEnd;
        while (i - nameEnd < LONGEST_ATTRIBUTES && line.at(i) >= 0 && line.at(i) != '>' && line.at(i) != '<') {
            i++;
        }
        line.step(i - nameEnd);
        return line.at(i) == '>' && line.at(i - 1) != '/' ? i + 1 : -1;
    }

    /** Returns where a tag ends that has no content of its own behind a place, or -1 if it has none at all or closes itself. */
    static int endOfTag(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_ATTRIBUTES && line.at(i) >= 0 && line.at(i) != '>' && line.at(i) != '<') {
            i++;
        }
        line.step(i - from);
        return line.at(i) == '>' && line.at(i - 1) != '/' ? i : -1;
    }

    /** {@code <stringProp name="value">…}: returns where the text begins in an element that holds the value, or the place given. */
    static int intoProperty(TextLine line, int text) {
        if (line.at(text) != '<' || !Chars.isLetter(line.at(text + 1))) {
            return text;
        }
        int tag = endOfTag(line, text + 1);
        return tag >= 0 && line.at(tag + 1) > ' ' && line.at(tag + 1) != '<' ? tag + 1 : text;
    }

    /** Whether a name begins the arguments of a function that gives the next one where that has no value. */
    static boolean isReplaced(TextLine line, int nameStart) {
        return line.at(nameStart - 1) == '('
                && (line.matchesIgnoringCase(nameStart - 9, "coalesce(")
                        || line.matchesIgnoringCase(nameStart - 7, "ifnull(")
                        || line.matchesIgnoringCase(nameStart - 4, "nvl("));
    }

    /** Whether a literal follows a comma behind a name that begins the arguments of a comparison: {@code strcmp(pw, "…")}. */
    static boolean isCompared(TextLine line, int nameStart) {
        if (line.at(nameStart - 1) != '(') {
            return false;
        }
        int i = nameStart - 2;
        while (nameStart - i < LONGEST_GAP && Chars.isName(line.at(i))) {
            i--;
        }
        int start = i + 1;
        int length = nameStart - 1 - start;
        return line.containsIgnoringCase(start, start + length, "cmp")
                || line.containsIgnoringCase(start, start + length, "equal")
                || line.containsIgnoringCase(start, start + length, "compare");
    }

    /** A name that begins its line, and behind blanks one word that ends it: a directive of a server. */
    static boolean isDirective(TextLine line, int nameStart, int value) {
        int i = nameStart;
        while (Chars.isBlank(line.at(i - 1))) {
            i--;
        }
        line.step(nameStart - i);
        if (line.at(i - 1) >= 0) {
            return false;
        }
        boolean digits = false;
        int end = value;
        while (end - value < LONGEST_ATTRIBUTES && line.at(end) > ' ') {
            int c = line.at(end);
            digits |= Chars.isDigit(c);
            if (Chars.isQuote(c) || c == '(' || c == ')' || c == '{' || c == '=' || c == ',' || c == '<') {
                return false;
            }
            end++;
        }
        line.step(end - value);
        return digits && end - value >= 6 && line.at(end) < 0 && line.complete();
    }
}
