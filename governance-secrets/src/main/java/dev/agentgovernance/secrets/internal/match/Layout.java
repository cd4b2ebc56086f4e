/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** What stands round a name and its value. */
final class Layout {
    private static final String VARIABLE = "variable";
    private static final int LONGEST_LEAD = 80;
    private static final int LONGEST_GAP = 24;
    private static final int LEAST_TOKEN = 20;
    private static final int LONGEST_LITERAL = 256;
    private static final String[] NAMES = {"name", "key", "property", "variable", "header"};

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
        int i = nameStart;
        int words = 0;
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
        boolean env = line.matchesIgnoringCase(i - 3, "env") && line.at(i - 4) <= ' ';
        boolean set = line.matchesIgnoringCase(i - 4, "setx") && line.at(i - 5) <= ' ';
        return i < nameStart && (env || set);
    }

    /** Whether a name is itself the value of a name: {@code name: DB_PASSWORD}, {@code <name>db.password</name>}. */
    static boolean isNamed(TextLine line, int nameStart) {
        int i = nameStart;
        i -= Chars.isQuote(line.at(i - 1)) ? 1 : 0;
        while (nameStart - i < LONGEST_GAP && (Chars.isBlank(line.at(i - 1)) || line.at(i - 1) == '\\')) {
            i--;
        }
        int operator = line.at(i - 1);
        if (operator != ':' && operator != '=' && operator != '>') {
            return false;
        }
        i--;
        while (nameStart - i < LONGEST_GAP && (Chars.isBlank(line.at(i - 1)) || line.at(i - 1) == '\\')) {
            i--;
        }
        i -= Chars.isQuote(line.at(i - 1)) ? 1 : 0;
        for (String name : NAMES) {
            int start = i - name.length();
            start -= line.matches(start - 9, "Parameter") ? 9 : 0;
            if (line.matchesIgnoringCase(i - name.length(), name) && !Chars.isLetter(line.at(start - 1))) {
                return true;
            }
        }
        return false;
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
