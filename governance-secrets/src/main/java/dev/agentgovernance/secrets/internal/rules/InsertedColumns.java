/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Reads rows that are inserted into a table by the names of its columns: {@code INSERT INTO users (name, password) VALUES
 * ('bob', '…'), …}. What stands in a column for passwords is judged as one.
 */
final class InsertedColumns {
    private static final int LONGEST_LIST = 1024;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_LITERAL = 512;
    private static final String VALUES = "values";
    private static final int MOST_ROWS = 64;
    private static final int MOST_COLUMNS = 64;

    private InsertedColumns() {}

    static void match(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int open = end;
        while (open - end < LONGEST_NAME && line.at(open) >= ' ' && line.at(open) != '(') {
            open++;
        }
        if (line.at(open) != '(' || Chars.isAlnum(line.at(start - 1))) {
            return;
        }
        long columns = 0;
        int column = 0;
        int from = open + 1;
        int i = from;
        for (; i - open < LONGEST_LIST && column < MOST_COLUMNS; i++) {
            int c = line.at(i);
            if (c == ',' || c == ')') {
                columns |= isPassword(line, from, i) ? 1L << column : 0;
                column++;
                from = i + 1;
            }
            if (c == ')' || c < 0) {
                break;
            }
        }
        line.step(i - end);
        int values = skipBlanks(line, i + 1);
        if (columns == 0 || line.at(i) != ')' || !line.complete()) {
            return;
        }
        boolean goesOn = line.at(values) < 0;
        if (line.matchesIgnoringCase(values, VALUES)) {
            goesOn = rows(reading, rule, values + VALUES.length(), columns);
        }
        if (goesOn) {
            reading.entries().beginRows(reading, rule, columns);
        }
    }

    private static boolean isPassword(TextLine line, int from, int to) {
        return to - from < LONGEST_NAME && Names.promise(line.text(from, to)) == Names.Promise.PASSWORD;
    }

    /** Reads the rows of a line of its own, and returns whether more may follow. */
    static boolean goOn(Reading reading, Rule rule, int first, long columns) {
        TextLine line = reading.line();
        boolean values = line.matchesIgnoringCase(first, VALUES);
        return (values || line.at(first) == '(')
                && rows(reading, rule, values ? first + VALUES.length() : first, columns);
    }

    /** Returns whether the line ends where a further row may begin. */
    private static boolean rows(Reading reading, Rule rule, int from, long columns) {
        TextLine line = reading.line();
        int i = skipBlanks(line, from);
        for (int row = 0; row < MOST_ROWS && line.at(i) == '('; row++) {
            i++;
            for (int column = 0; column < MOST_COLUMNS && line.at(i) >= 0; column++) {
                i = skipBlanks(line, i);
                int close = endOfCell(line, i);
                boolean literal = line.at(i) == '\'' && line.at(close - 1) == '\'';
                if (literal && (columns >>> column & 1) != 0) {
                    judge(reading, rule, i + 1, close - 1);
                }
                i = close;
                if (line.at(i) != ',') {
                    break;
                }
                i++;
            }
            int comma = skipBlanks(line, i + 1);
            if (line.at(i) != ')' || line.at(comma) != ',') {
                return false;
            }
            i = skipBlanks(line, comma + 1);
        }
        return line.at(i) < 0;
    }

    /** Returns where the comma or the parenthesis stands that ends a cell, or the place where it became too long. */
    private static int endOfCell(TextLine line, int from) {
        boolean quoted = false;
        int depth = 0;
        int i = from;
        for (; i - from < LONGEST_LITERAL && line.at(i) >= 0; i++) {
            int c = line.at(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '\'';
            } else if (c == '\'') {
                quoted = true;
            } else if (c == '(') {
                depth++;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                break;
            } else if (c == ')') {
                depth--;
            }
        }
        line.step(i - from);
        int last = i;
        while (last > from && Chars.isBlank(line.at(last - 1))) {
            last--;
        }
        return last == i ? i : from;
    }

    private static void judge(Reading reading, Rule rule, int from, int to) {
        reading.add(rule, from, to, reading.judge().judgePassword(reading.line(), from, to, true));
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_NAME && Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }
}
