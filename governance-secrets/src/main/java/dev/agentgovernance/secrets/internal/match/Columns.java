/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** Where the value of a name stands in the next column: of a table with two, or of a line that wide gaps cut into columns. */
final class Columns {
    private static final int LONGEST_WORD = 80;
    private static final int LONGEST_LINE = 200;
    private static final String SET = "set variable";
    private static final String LIST = "create list";

    private Columns() {}

    /**
     * <code>${PASSWORD}    …</code>, <code>${PASSWORD}=    Set Variable    …</code>: returns where the value of a variable of
     * Robot Framework begins, or -1.
     */
    static int behindVariable(TextLine line, int nameStart, int nameEnd) {
        int sign = line.at(nameStart - 2);
        if (line.at(nameEnd) != '}'
                || line.at(nameStart - 1) != '{'
                || !(sign == '$' || sign == '@' || sign == '&' || sign == '%')) {
            return -1;
        }
        int i = nameEnd + 1;
        i += line.at(i) == ' ' && line.at(i + 1) == '=' ? 1 : 0;
        boolean assigned = line.at(i) == '=';
        int value = behindGap(line, assigned ? i + 1 : i);
        if (value < 0 || !assigned) {
            return value;
        }
        if (line.matchesIgnoringCase(value, SET)) {
            return behindGap(line, value + SET.length());
        }
        return line.matchesIgnoringCase(value, LIST) ? lastColumn(line, value + LIST.length()) : value;
    }

    /** Returns whether a value that {@link #behindVariable} found is the last of a list: of a user and a password. */
    static boolean isLastOfList(TextLine line, int nameEnd, int value) {
        int i = nameEnd + 1;
        while (i < value && !Chars.isLetter(line.at(i))) {
            i++;
        }
        return line.matchesIgnoringCase(i, LIST) && value > i + LIST.length();
    }

    /** Two blanks part columns, or a tab. */
    private static int behindGap(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_WORD && Chars.isBlank(line.at(i))) {
            i++;
        }
        line.step(i - from);
        return line.at(i) > ' ' && (i - from > 1 || line.at(from) == '\t') ? i : -1;
    }

    private static int lastColumn(TextLine line, int from) {
        int last = -1;
        int i = from;
        while (i - from < LONGEST_LINE && !line.isEdge(i)) {
            if (line.at(i) > ' ' && Chars.isBlank(line.at(i - 1)) && Chars.isBlank(line.at(i - 2))) {
                last = i;
            }
            i++;
        }
        line.step(i - from);
        return line.isEdge(i) ? last : -1;
    }

    /** {@code | password | … |}: returns where the value begins in a row of two cells, if it is a word with a digit; or -1. */
    static int nextCell(TextLine line, int nameStart, int gap) {
        if (line.at(gap) != '|') {
            return -1;
        }
        int i = nameStart - 1;
        while (nameStart - i < LONGEST_WORD && Chars.isBlank(line.at(i))) {
            i--;
        }
        if (line.at(i) != '|') {
            return -1;
        }
        int first = i - 1;
        while (i - first < LONGEST_WORD && Chars.isBlank(line.at(first))) {
            first--;
        }
        int value = Layout.skipBlanks(line, gap + 1);
        boolean digits = false;
        int end = value;
        while (end - value < LONGEST_WORD && line.at(end) > ' ' && line.at(end) != '|') {
            digits |= Chars.isDigit(line.at(end));
            end++;
        }
        int close = end;
        while (close - end < LONGEST_WORD && Chars.isBlank(line.at(close))) {
            close++;
        }
        line.step(nameStart - first + close - gap);
        boolean row = line.isEdge(first) && line.at(close) == '|' && line.isEdge(Layout.skipBlanks(line, close + 1));
        return row && digits ? value : -1;
    }

    /** {@code WS-PASSWORD PIC X(8) VALUE '…'}: returns where the literal begins, or -1. */
    static int behindPicture(TextLine line, int gap) {
        int first = line.at(gap) | 32;
        if (first != 'p' && first != 'v') {
            return -1;
        }
        int i = gap;
        if (line.matchesIgnoringCase(i, "pic ")) {
            i = Layout.skipBlanks(line, i + 4);
            while (i - gap < 24 && line.at(i) > ' ') {
                i++;
            }
            i = Layout.skipBlanks(line, i);
        }
        if (!line.matchesIgnoringCase(i, "value ")) {
            return -1;
        }
        i = Layout.skipBlanks(line, i + 6);
        return Operators.isQuoteOpening(line, i) ? i : -1;
    }
}
