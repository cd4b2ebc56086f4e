/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/**
 * Reads a name and the value given to it, round a keyword that is part of the name: {@code name = "value"} in the ways of
 * properties, YAML, JSON (also inside a string, with escaped quotes), shells, XML, flags, and code. Reused; for one thread.
 *
 * <p>What it finds depends on the end of the name alone, so that several keywords in one name give the same answer, and
 * the answer for the last name is kept.
 */
public final class Assignment {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_REST_OF_NAME = 40;
    private static final int LONGEST_VALUE = 4096;
    private static final int LONGEST_GAP = 24;
    private static final int LONGEST_REST_OF_VALUE = 128;

    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private boolean quoted;
    private boolean prose;
    private boolean call;
    private boolean open;
    private boolean found;
    private int serial = -1;
    private final char[] keptName = new char[LONGEST_NAME];
    private int keptLength;
    private boolean alone;

    /** Returns whether a value is given to the name that a keyword is in. */
    public boolean find(TextLine line, int hitStart, int hitEnd) {
        int end = hitEnd;
        while (end - hitEnd <= LONGEST_REST_OF_NAME && isNameAt(line, end)) {
            end++;
        }
        line.step(end - hitEnd);
        if (end - hitEnd > LONGEST_REST_OF_NAME) {
            return false;
        }
        if (serial == line.serial() && nameEnd == end) {
            return found && nameStart <= hitStart;
        }
        serial = line.serial();
        nameEnd = end;
        int start = hitStart;
        while (nameEnd - start < LONGEST_NAME && isNameBefore(line, start)) {
            start--;
        }
        line.step(hitStart - start);
        nameStart = start;
        alone = false;
        quoted = false;
        prose = false;
        call = false;
        open = false;
        int value = afterOperator(line);
        found = value >= 0 && readValue(line, value);
        return found;
    }

    private static boolean isNameAt(TextLine line, int i) {
        return Chars.isName(line.at(i)) && !(line.at(i) == '-' && line.at(i + 1) == '>');
    }

    /** A name in a string ends at an escape before it: in {@code "a\nTOKEN=1"} the n is no part of the name. */
    private static boolean isNameBefore(TextLine line, int i) {
        int c = line.at(i - 1);
        if (c == '.') {
            return true;
        }
        return Chars.isName(c) && !((c == 'n' || c == 'r' || c == 't') && line.at(i - 2) == '\\');
    }

    private int afterOperator(TextLine line) {
        int i = nameEnd;
        boolean closed = false;
        while (line.at(i) == '\\') {
            i++;
        }
        if (Chars.isQuote(line.at(i))) {
            closed = true;
            i++;
        } else {
            i = nameEnd;
        }
        while (line.at(i) == ']' || (line.at(i) == ')' && closed)) {
            i++;
        }
        int gap = skipBlanks(line, i);
        int operator = operatorEnd(line, gap, closed);
        if (operator >= 0) {
            int value = afterType(line, skipBlanks(line, operator));
            // In "Enter the key: " the quote behind the name closes what the one before it opened.
            boolean closes =
                    !closed && Chars.isQuote(line.at(nameStart - 1)) && line.at(value) == line.at(nameStart - 1);
            return closes ? -1 : value;
        }
        if (gap > i) {
            return afterGap(line, gap, closed);
        }
        return -1;
    }

    /** What may stand where an operator is missing: a flag, a type, {@code value=} in XML, or "is" in a sentence. */
    private int afterGap(TextLine line, int gap, boolean closed) {
        if (line.at(nameStart) == '-') {
            return line.at(gap) == '-' ? -1 : gap;
        }
        if (closed && line.matchesIgnoringCase(gap, "value")) {
            int operator = operatorEnd(line, skipBlanks(line, gap + 5), false);
            return operator < 0 ? -1 : skipBlanks(line, operator);
        }
        if (line.matchesIgnoringCase(gap, "is ") || line.matchesIgnoringCase(gap, "is: ")) {
            prose = true;
            return skipBlanks(line, gap + (line.at(gap + 2) == ':' ? 3 : 2));
        }
        if (closed) {
            return -1;
        }
        int word = gap;
        while (word - gap < LONGEST_GAP && isType(line.at(word))) {
            word++;
        }
        int operator = word > gap ? operatorEnd(line, skipBlanks(line, word), false) : -1;
        if (operator < 0) {
            return -1;
        }
        int value = skipBlanks(line, operator);
        return isQuoteOpening(line, value) ? value : -1;
    }

    /** In {@code token: str = "…"} the value of the colon is a type, and the value proper comes after. */
    private static int afterType(TextLine line, int value) {
        int word = value;
        while (word - value < LONGEST_GAP && isType(line.at(word))) {
            word++;
        }
        int gap = skipBlanks(line, word);
        if (word > value && line.at(gap) == '=' && line.at(gap + 1) != '=') {
            int inner = skipBlanks(line, gap + 1);
            if (inner > gap + 1 && isQuoteOpening(line, inner)) {
                return inner;
            }
        }
        return value;
    }

    private static boolean isType(int c) {
        return Chars.isLetter(c) || c == '&' || c == '*' || c == '<' || c == '>' || c == '[' || c == ']' || c == '|';
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP && Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean isQuoteOpening(TextLine line, int from) {
        int i = from;
        while (i - from < 4 && line.at(i) == '\\') {
            i++;
        }
        return Chars.isQuote(line.at(i));
    }

    private int operatorEnd(TextLine line, int from, boolean closed) {
        int i = from;
        boolean assigns = false;
        while (i - from < 5 && isOperator(line.at(i))) {
            int c = line.at(i);
            assigns |= c == '=' || c == ':' || (c == '>' && i > from);
            i++;
        }
        if (assigns) {
            boolean scope = i - from == 2 && line.at(from) == ':' && line.at(from + 1) == ':';
            boolean flag = line.at(from) == '-' && line.at(from + 1) == '-';
            return scope || flag || isComparison(line, from, i) ? -1 : i;
        }
        if (line.at(from) == '>' && from == nameEnd && line.at(nameStart - 1) == '<') {
            return from + 1;
        }
        int c = line.at(from);
        boolean argument = c == ',' && closed && Chars.isQuote(line.at(nameStart - 1)) && opensArguments(line);
        if (argument || (c == '(' && !closed)) {
            call = c == '(';
            int value = skipBlanks(line, from + 1);
            return isQuoteOpening(line, value) ? value : -1;
        }
        return -1;
    }

    private boolean opensArguments(TextLine line) {
        int i = nameStart - 2;
        while (nameStart - i < LONGEST_GAP && (Chars.isBlank(line.at(i)) || line.at(i) == '\\')) {
            i--;
        }
        return line.at(i) == '(';
    }

    /** A comparison gives no value; but what a name is compared with in quotes may well be its value. */
    private static boolean isComparison(TextLine line, int from, int end) {
        boolean compares = line.at(from) == '!'
                || (line.at(from) == '=' && line.at(from + 1) == '=')
                || (line.at(from) == '>' && line.at(from + 1) == '=');
        return compares && !isQuoteOpening(line, skipBlanks(line, end));
    }

    private static boolean isOperator(int c) {
        return c == '=' || c == ':' || c == '>' || c == '?' || c == '.' || c == '+' || c == '-' || c == '|' || c == '!'
                || c == '~';
    }

    private boolean readValue(TextLine line, int from) {
        int i = from;
        int c = line.at(i);
        if (c < 0 || (c == '\\' && line.at(i + 1) == 'n')) {
            open = c < 0 && line.complete();
            valueStart = from;
            valueEnd = from;
            return open;
        }
        // A letter before a quote is a kind of string in several languages.
        if ((Chars.isLetter(c) || c == '@' || c == '$') && Chars.isQuote(line.at(i + 1))) {
            i++;
        }
        int escapes = 0;
        while (escapes < 8 && line.at(i + escapes) == '\\') {
            escapes++;
        }
        int quote = line.at(i + escapes);
        if (Chars.isQuote(quote)) {
            return readQuoted(line, i + escapes + 1, quote, escapes);
        }
        return readBare(line, from);
    }

    private boolean readQuoted(TextLine line, int start, int quote, int escapes) {
        int i = start;
        while (i - start < LONGEST_VALUE && line.at(i) >= 0 && line.at(i) != quote) {
            i += line.at(i) == '\\' && escapes == 0 && line.at(i + 1) >= 0 ? 2 : 1;
        }
        line.step(i - start);
        if (line.at(i) != quote) {
            return readBare(line, start);
        }
        int end = i;
        while (end > start && escapes > 0 && line.at(end - 1) == '\\') {
            end--;
        }
        quoted = true;
        valueStart = start;
        valueEnd = end;
        return end > start;
    }

    private boolean readBare(TextLine line, int start) {
        int i = start;
        while (i - start < LONGEST_VALUE && isBare(line, i, start)) {
            i++;
        }
        line.step(i - start);
        if (line.at(i) > ' ' && !alone) {
            i = restOfLine(line, start, i);
        }
        while (i > start && (line.at(i - 1) == '.' || line.at(i - 1) == ':')) {
            i--;
        }
        valueStart = start;
        valueEnd = i;
        return i > start;
    }

    /**
     * A password that goes on behind a character that ends values elsewhere: {@code DB_PASSWORD=Tr0ub&dor}. Its line begins
     * with its name, it has a digit or a mark before that character, and nothing after it but itself.
     */
    private int restOfLine(TextLine line, int start, int end) {
        int c = line.at(end);
        boolean mark = c == '&' || c == '|' || c == '<' || c == '>' || c == '(' || c == '{' || c == '[' || c == '=';
        if (!mark || !hasMark(line, start, end) || !beginsLine(line)) {
            return end;
        }
        int i = end;
        int opened = 0;
        while (i - start < LONGEST_REST_OF_VALUE && line.at(i) > ' ' && !Chars.isQuote(line.at(i))) {
            opened += line.at(i) == '(' ? 1 : line.at(i) == ')' ? -1 : 0;
            i++;
        }
        line.step(i - end);
        boolean calls = line.at(i - 1) == ')' || line.at(i - 1) == ';' || line.at(i - 1) == ',' || opened != 0;
        return line.at(i) < 0 && i - end > 1 && !calls ? i : end;
    }

    private static boolean hasMark(TextLine line, int start, int end) {
        for (int i = start; i < end && i - start < LONGEST_REST_OF_VALUE; i++) {
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
        return switch (c) {
            case ',', ';', '(', ')', '[', ']', '{', '}', '\\' -> false;
            case '=' -> i > start && (isPadding(line.at(i + 1)) || Chars.isDigit(line.at(i - 1)));
            case '&', '<', '>', '|' -> false;
            default -> true;
        };
    }

    /** Padding at the end belongs to the value; a further assignment does not. */
    private static boolean isPadding(int next) {
        return !Chars.isAlnum(next) && !Chars.isQuote(next) && next != '$';
    }

    /** Points at a value that stands on a line of its own, under the name that this object holds. */
    public boolean readAlone(TextLine line) {
        int i = line.from();
        while (Chars.isBlank(line.at(i))) {
            i++;
        }
        serial = -1;
        alone = true;
        quoted = false;
        prose = false;
        call = false;
        open = false;
        boolean any = isQuoteOpening(line, i) ? readValue(line, i) : readBare(line, i);
        int after = valueEnd + (quoted ? 1 : 0);
        while (any && (Chars.isBlank(line.at(after)) || line.at(after) == ',' || line.at(after) == ';')) {
            after++;
        }
        return any && line.at(after) < 0;
    }

    /** Keeps the name for a value on the line that follows. */
    public void keepName(TextLine line) {
        keptLength = Math.min(keptName.length, nameEnd - nameStart);
        System.arraycopy(line.chars(), nameEnd - keptLength, keptName, 0, keptLength);
    }

    /** Returns the name. */
    public String name(TextLine line) {
        return alone ? new String(keptName, 0, keptLength) : line.text(nameStart, nameEnd);
    }

    /** Returns the name with the word before it, where a blank is between them. */
    public String nameWithWordBefore(TextLine line) {
        if (alone || !Chars.isBlank(line.at(nameStart - 1))) {
            return name(line);
        }
        int start = nameStart - 1;
        while (nameStart - start < LONGEST_GAP && Chars.isName(line.at(start - 1))) {
            start--;
        }
        return line.text(start, nameEnd);
    }

    /** Returns where the value begins. */
    public int valueStart() {
        return valueStart;
    }

    /** Returns where the value ends. */
    public int valueEnd() {
        return valueEnd;
    }

    /** Returns whether the value stands in quotes. */
    public boolean quoted() {
        return quoted;
    }

    /** Returns whether the value is part of a sentence. */
    public boolean prose() {
        return prose;
    }

    /** Returns whether the value is the argument of a function that has the name. */
    public boolean call() {
        return call;
    }

    /** Returns whether the line ends where the value would begin. */
    public boolean open() {
        return open;
    }

    /** Returns whether the value stands on a line of its own. */
    public boolean alone() {
        return alone;
    }

    /** Returns whether the name is that of a flag of a command, with a value behind it. */
    public boolean flag(TextLine line) {
        return !alone && line.at(nameStart) == '-' && line.at(nameStart + 1) == '-';
    }

    /**
     * Returns whether the line holds the name and the value and no more, but for a mark of a list or a keyword before and a
     * remark behind: a line of configuration.
     */
    public boolean fillsLine(TextLine line) {
        int after = skipBlanks(line, valueEnd);
        boolean ends = line.at(after) < 0 || (after > valueEnd && (line.at(after) == '#' || line.at(after) == ';'));
        return ends && beginsLine(line);
    }

    private boolean beginsLine(TextLine line) {
        int i = nameStart;
        int words = 0;
        while (line.at(i - 1) >= 0 && nameStart - i < LONGEST_NAME) {
            int c = line.at(i - 1);
            boolean ends = Chars.isLetter(c) && !Chars.isLetter(line.at(i));
            words += ends ? 1 : 0;
            if (words > 1 || !(Chars.isBlank(c) || Chars.isLetter(c) || isMark(c))) {
                return false;
            }
            i--;
        }
        return line.at(i - 1) < 0 && i - 1 < line.from();
    }

    /** Marks of lists, remarks, quotes, differences and variables. */
    private static boolean isMark(int c) {
        return c == '-' || c == '#' || c == '/' || c == '*' || c == '+' || c == '$' || c == ':' || Chars.isQuote(c);
    }

    /** A quote, or the end of an escape for the end of a line: {@code "…\nTOKEN=…\n"}. */
    private static boolean isTextEdge(TextLine line, int before, int i) {
        return Chars.isQuote(before) || (before == 'n' && line.at(i) == '\\');
    }

    /** Returns whether the value ends as that of a parameter does in an address, a tag or a connection string. */
    public boolean endsLikeParameter(TextLine line) {
        int before = line.at(nameStart - 1);
        int after = line.at(valueEnd);
        return ((before == '&' || before == '?' || before == ';') && line.at(nameEnd) == '=')
                || (before == '<' && after == '<')
                || (line.at(nameEnd) == '='
                        && isTextEdge(line, before, nameStart - 2)
                        && (Chars.isQuote(after) || after == '\\'));
    }
}
