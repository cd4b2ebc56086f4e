/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** What stands round a name and its value. */
final class Layout {
    private static final String VARIABLE = "variable";
    private static final int LONGEST_LEAD = 80;
    private static final int LONGEST_GAP = 24;
    private static final int LEAST_TOKEN = 20;
    private static final int LEAST_LOUD = 7;
    private static final int LONGEST_LOUD = 40;
    private static final int LONGEST_LITERAL = 256;
    private static final String[] NAMES = {"name", "key", "property", "variable", "header"};
    /** Labels of the argument that names what the argument before it is. */
    private static final String[] LABELS = {"forkey", "forhttpheaderfield"};

    private Layout() {}

    /** Whether the line ends behind a value, but for a remark or the sign that it goes on. */
    static boolean endsLine(TextLine line, int valueEnd) {
        int after = skipBlanks(line, valueEnd);
        int c = line.at(after);
        boolean apart = after > valueEnd;
        return c < 0 || (apart && (c == '#' || c == ';' || (c == '\\' && line.at(after + 1) < 0)));
    }

    /** Whether a line begins with a name: but for marks of lists, remarks, quotes and variables, and one keyword. */
    static boolean beginsLine(TextLine line, int nameStart) {
        int i = line.matchesIgnoringCase(nameStart - 7, "mot de passe") ? nameStart - 7 : nameStart;
        int words = 0;
        if (line.at(i - 1) == '{' && (line.at(i - 2) == '$' || line.at(i - 2) == '@' || line.at(i - 2) == '&')) {
            i -= 2;
        }
        while (line.at(i - 1) >= 0 && nameStart - i < LONGEST_LEAD) {
            int c = line.at(i - 1);
            boolean ends = Chars.isLetter(c) && !Chars.isLetter(line.at(i));
            words += ends ? 1 : 0;
            if (words > 1 || !(Chars.isBlank(c) || Chars.isLetter(c) || isMark(c))) {
                return false;
            }
            i--;
        }
        return line.at(i - 1) < 0;
    }

    /** Whether a run of 20 or more characters of tokens stands at a place, with letters and digits in it. */
    static boolean isLongToken(TextLine line, int from) {
        int digits = 0;
        int letters = 0;
        int i = from;
        while (i - from < LEAST_TOKEN
                && (Chars.isName(line.at(i)) || line.at(i) == '+' || line.at(i) == '/' || line.at(i) == '.')) {
            digits += Chars.isDigit(line.at(i)) ? 1 : 0;
            letters += Chars.isLetter(line.at(i)) ? 1 : 0;
            i++;
        }
        return i - from == LEAST_TOKEN && digits > 2 && letters > 2;
    }

    /**
     * Whether a word stands at a place that is like nothing but a password: letters, a digit and a mark that names, amounts and
     * addresses have not.
     */
    static boolean isLoudWord(TextLine line, int from) {
        boolean letters = false;
        boolean digits = false;
        boolean loud = false;
        int i = from;
        while (i - from < LONGEST_LOUD && line.at(i) > ' ') {
            int c = line.at(i);
            letters |= Chars.isLetter(c);
            digits |= Chars.isDigit(c);
            loud |= c == '!' || c == '$' || c == '#' || c == '^' || c == '&' || c == '*';
            if (!Chars.isAlnum(c)
                    && !(c == '!' || c == '$' || c == '#' || c == '^' || c == '&' || c == '*' || c == '@')) {
                break;
            }
            i++;
        }
        line.step(i - from);
        int next = line.at(i);
        boolean ends = next <= ' ' || ((next == ',' || next == '.' || next == '`') && line.at(i + 1) <= ' ');
        return letters && digits && loud && ends && Chars.isAlnum(line.at(from)) && i - from >= LEAST_LOUD;
    }

    /** Whether a literal stands at a place that is like nothing but a password. */
    static boolean isLoudLiteral(TextLine line, int open) {
        int i = open + 1;
        boolean digits = false;
        boolean letters = false;
        boolean loud = false;
        while (i - open < LONGEST_LOUD && line.at(i) > ' ' && line.at(i) != line.at(open)) {
            int c = line.at(i);
            digits |= Chars.isDigit(c);
            letters |= Chars.isLetter(c);
            loud |= c == '!' || c == '@' || c == '#' || c == '$' || c == '%' || c == '^' || c == '&' || c == '*'
                    || c == '?';
            i++;
        }
        line.step(i - open);
        return Chars.isQuote(line.at(open))
                && line.at(i) == line.at(open)
                && digits
                && letters
                && loud
                && i - open >= LEAST_LOUD;
    }

    /** Whether a name is what a line ends with that is a label: a few words and no more. */
    static boolean isLabel(TextLine line, int nameStart, int nameEnd) {
        for (int i = nameStart; i < nameEnd; i++) {
            if (nameEnd - nameStart > LONGEST_GAP || !isOfLabel(line.at(i))) {
                return false;
            }
        }
        int i = nameStart;
        while (nameStart - i < LONGEST_GAP && isOfLabel(line.at(i - 1))) {
            i--;
        }
        line.step(nameStart - i);
        return line.isEdge(i - 1);
    }

    private static boolean isOfLabel(int c) {
        return c == ' '
                || c == '#'
                || c == '*'
                || c == '>'
                || c == '-'
                || Chars.isLetter(c)
                || Chars.isForeignLetter(c);
    }

    /** {@code "auth/password"}: returns where the quote stands before a path that a name ends, or -1. */
    static int quoteBefore(TextLine line, int nameStart) {
        int i = nameStart - 1;
        while (nameStart - i < LONGEST_GAP && (Chars.isName(line.at(i)) || line.at(i) == '/' || line.at(i) == ':')) {
            i--;
        }
        return Chars.isQuote(line.at(i)) ? i : -1;
    }

    /** Whether behind a comma a literal follows, and then the end of the list. */
    static boolean isLastOfList(TextLine line, int comma) {
        int open = skipBlanks(line, comma + 1);
        int quote = line.at(open);
        int i = open + 1;
        while (i - open < LONGEST_LITERAL && line.at(i) >= 0 && line.at(i) != quote) {
            i++;
        }
        line.step(i - comma);
        return Chars.isQuote(quote) && line.at(i) == quote && line.at(skipBlanks(line, i + 1)) == ']';
    }

    /** Whether a line begins with names and commas up to a place. */
    static boolean beginsWithList(TextLine line, int end) {
        int i = end;
        while (end - i < LONGEST_LEAD && (Chars.isName(line.at(i)) || line.at(i) == ',' || Chars.isBlank(line.at(i)))) {
            i--;
        }
        return line.at(i) < 0;
    }

    private static boolean isMark(int c) {
        return c == '-' || c == '#' || c == '/' || c == '*' || c == '+' || c == '$' || c == ':' || Chars.isQuote(c);
    }

    /** Whether a name stands behind a command that takes a name, a blank and a value: {@code ENV TOKEN abc}. */
    static boolean followsEnv(TextLine line, int nameStart) {
        int i = nameStart;
        while (Chars.isBlank(line.at(i - 1)) && nameStart - i < LONGEST_GAP) {
            i--;
        }
        int last = i == nameStart ? -1 : line.at(i - 1) | 32;
        if (last != 'v' && last != 'x') {
            return false;
        }
        boolean env = line.matchesIgnoringCase(i - 3, "env") && line.at(i - 4) <= ' ';
        boolean set = line.matchesIgnoringCase(i - 4, "setx") && line.at(i - 5) <= ' ';
        boolean setenv = line.matchesIgnoringCase(i - 6, "setenv") && line.at(i - 7) <= ' ';
        return env || set || setenv;
    }

    /** Whether a name is itself the value of a name: {@code name: DB_PASSWORD}, {@code <name>db.password</name>}. */
    static boolean isNamed(TextLine line, int nameStart) {
        int end = endOfNaming(line, nameStart);
        return end >= 0 && (beginOf(line, end, NAMES) >= 0 || beginOf(line, end, LABELS) >= 0);
    }

    /** Returns where the word begins that makes a name of what stands at a place, or -1. */
    private static int namedAt(TextLine line, int nameStart, String[] words) {
        int end = endOfNaming(line, nameStart);
        return end < 0 ? -1 : beginOf(line, end, words);
    }

    /** Returns where the word would end that makes a name of what stands at a place, or -1 if there is none. */
    private static int endOfNaming(TextLine line, int nameStart) {
        int i = nameStart;
        i -= Chars.isQuote(line.at(i - 1)) ? 1 : 0;
        i -= line.at(i - 1) == '@' ? 1 : 0;
        while (nameStart - i < LONGEST_GAP && (Chars.isBlank(line.at(i - 1)) || line.at(i - 1) == '\\')) {
            i--;
        }
        int operator = line.at(i - 1);
        if (operator != ':' && operator != '=' && operator != '>') {
            return -1;
        }
        i--;
        while (nameStart - i < LONGEST_GAP && (Chars.isBlank(line.at(i - 1)) || line.at(i - 1) == '\\')) {
            i--;
        }
        i -= Chars.isQuote(line.at(i - 1)) ? 1 : 0;
        // With one of these all the words end.
        return switch (line.at(i - 1) | 32) {
            case 'e', 'y', 'r', 'd' -> i;
            default -> -1;
        };
    }

    private static int beginOf(TextLine line, int end, String[] words) {
        for (String word : words) {
            int at = end - word.length();
            if (line.matchesIgnoringCase(at, word)) {
                int start = at - (line.matches(at - 9, "Parameter") ? 9 : 0);
                if (!Chars.isLetter(line.at(start - 1))) {
                    return start;
                }
            }
        }
        return -1;
    }

    /**
     * Returns where the literal begins that stands before the name it belongs to, or -1: {@code "value": "…", "name": "TOKEN"},
     * {@code set("…", forKey: "token")}.
     */
    static int valueBefore(TextLine line, int nameStart) {
        int label = namedAt(line, nameStart, LABELS);
        int word = label >= 0 ? label : namedAt(line, nameStart, NAMES);
        int i = word;
        if (Chars.isQuote(line.at(i - 1))) {
            i--;
            while (word - i < LONGEST_GAP && line.at(i - 1) == '\\') {
                i--;
            }
        }
        while (word - i < LONGEST_GAP
                && (Chars.isBlank(line.at(i - 1)) || line.at(i - 1) == ',' || line.at(i - 1) == ';')) {
            i--;
        }
        int quote = line.at(i - 1);
        if (word < 0 || !Chars.isQuote(quote)) {
            return -1;
        }
        int open = i - 2;
        while (i - open < LONGEST_LITERAL && line.at(open) >= 0 && line.at(open) != quote) {
            open--;
        }
        line.step(i - open);
        if (line.at(open) != quote) {
            return -1;
        }
        while (i - open < LONGEST_LITERAL && line.at(open - 1) == '\\') {
            open--;
        }
        return label >= 0 || followsValue(line, open) ? open : -1;
    }

    /** Whether {@code value} and an operator stand before a place. */
    private static boolean followsValue(TextLine line, int open) {
        int i = open;
        while (open - i < LONGEST_GAP && Chars.isBlank(line.at(i - 1))) {
            i--;
        }
        if (line.at(i - 1) != ':' && line.at(i - 1) != '=') {
            return false;
        }
        i--;
        while (open - i < LONGEST_GAP
                && (Chars.isBlank(line.at(i - 1)) || Chars.isQuote(line.at(i - 1)) || line.at(i - 1) == '\\')) {
            i--;
        }
        return line.matchesIgnoringCase(i - 5, "value") && !Chars.isName(line.at(i - 6));
    }

    /**
     * Returns where the value begins that belongs to a name which is named so: behind {@code value} and an operator; the end
     * of the line if nothing else stands behind the name; or -1.
     */
    static int pairValue(TextLine line, int nameEnd) {
        int i = nameEnd;
        i = skipMarks(line, i);
        if (line.at(i) == '<' && line.at(i + 1) == '/') {
            while (i - nameEnd < LONGEST_GAP && line.at(i) >= 0 && line.at(i) != '>') {
                i++;
            }
            i = skipMarks(line, i + 1);
        }
        if (line.at(i) < 0) {
            return i;
        }
        return valueBehind(line, i);
    }

    /** Returns where the value begins behind {@code value} and an operator, or -1. */
    static int valueBehind(TextLine line, int from) {
        int i = skipMarks(line, from);
        if (line.matches(i, "<string>")) {
            return i + 8;
        }
        i += line.at(i) == '<' ? 1 : 0;
        i += line.matches(i, "android:") ? 8 : line.matches(i, "Parameter") ? 9 : 0;
        if (!line.matchesIgnoringCase(i, "value") || Chars.isName(line.at(i + 5))) {
            return -1;
        }
        i += 5;
        while (line.at(i) == '\\' || Chars.isQuote(line.at(i))) {
            i++;
        }
        i = skipBlanks(line, i);
        int operator = line.at(i);
        return operator == ':' || operator == '=' || operator == '>' ? skipBlanks(line, i + 1) : -1;
    }

    /** Whether a name in quotes stands behind {@code variable} at the beginning of its line. */
    static boolean isVariable(TextLine line, int nameStart) {
        int word = nameStart - 2;
        while (Chars.isBlank(line.at(word))) {
            word--;
        }
        word -= VARIABLE.length() - 1;
        return line.matches(word, VARIABLE) && line.at(word - 1) <= ' ' && Chars.isQuote(line.at(nameStart - 1));
    }

    /** Returns where the operator stands behind the word for what a name has if nobody gives it another value, or -1. */
    static int operatorBehindDefault(TextLine line, int from) {
        int i = from;
        i += Chars.isQuote(line.at(i)) ? 1 : 0;
        if (line.matchesIgnoringCase(i, "default")) {
            i += 7;
        }
        if (line.matchesIgnoringCase(i, "value")) {
            i += 5;
        }
        if (i - from < 2 && line.matchesIgnoringCase(i, "example:")) {
            i += 7;
        }
        i += Chars.isQuote(line.at(i)) ? 1 : 0;
        int operator = skipBlanks(line, i);
        return i > from + 1 && (line.at(operator) == ':' || line.at(operator) == '=') ? operator : -1;
    }

    private static int skipMarks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP) {
            int c = line.at(i);
            if (!Chars.isBlank(c) && !Chars.isQuote(c) && c != ',' && c != ';' && c != '\\') {
                break;
            }
            i++;
        }
        return i;
    }

    static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP && Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }
}
