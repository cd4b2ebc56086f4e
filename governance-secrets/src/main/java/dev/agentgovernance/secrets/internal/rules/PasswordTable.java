/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/**
 * Follows the rows of a table (Markdown, reStructuredText, Org, wikis, CSV, tabs, semicolons, HTML and spreadsheets in XML with a row on a line) that has a column for passwords and one for whom they are of.
 * Reused; for one thread.
 */
final class PasswordTable {
    private static final int MOST_COLUMNS = 64;
    private static final int LONGEST_HEADING = 40;
    private static final int LONGEST_ROW = 2048;
    private static final int LONGEST_GAP = 24;
    /** Words for whom a password is of. */
    private static final String[] OWNERS = {
        "user",
        "login",
        "mail",
        "name",
        "host",
        "system",
        "account",
        "server",
        "url",
        "site",
        "role",
        "id",
        "benutzer",
        "usuario",
        "utilisateur",
        "utente",
        "konto",
        "kullan",
        "пользовател",
        "логин",
        "сервер",
        "система",
        "用户",
        "用戶",
        "账号",
        "帐号",
        "系统",
        "主机",
        "ユーザ",
        "アカウント",
        "사용자",
        "아이디",
        "계정"
    };

    private final int[] starts = new int[MOST_COLUMNS + 1];
    private final int[] ends = new int[MOST_COLUMNS + 1];
    private @Nullable Rule rule;
    /** Of the table to which this line would belong if it had as many cells. */
    private @Nullable Rule torn;

    private int separator;
    /** Whether two separators stand between the cells of the heading, as in wikis. */
    private boolean doubled;

    private int columns;
    /** By column: what a human chose, and what a machine made. */
    private long passwords;

    private long tokens;
    private int serial = -1;

    /** Whether a name stands in a cell of its own. INVARIANT: where {@link #open} begins a table, true. */
    static boolean mayBeHeading(TextLine block, int start, int end) {
        int to = end;
        while (to - end < LONGEST_HEADING && isWord(block.at(to))) {
            to++;
        }
        int from = start;
        while (start - from < LONGEST_HEADING && isWord(block.at(from - 1))) {
            from--;
        }
        block.step(to - end + start - from);
        int after = block.at(skip(block, to, 1));
        int first = skip(block, from - 1, -1);
        int before = block.at(first) == '!' && block.at(first - 1) == '!' ? '|' : block.at(first);
        return (isEdge(after) && isEdge(before) && (isSeparator(after) || isSeparator(before)))
                || (after == '<' && before == '>');
    }

    private static boolean isWord(int c) {
        return Chars.isName(c) || Chars.isForeignLetter(c);
    }

    private static int skip(TextLine block, int from, int step) {
        int i = from;
        while (Math.abs(i - from) < LONGEST_GAP && (block.at(i) == ' ' || block.at(i) == '"' || block.at(i) == '*')) {
            i += step;
        }
        return i;
    }

    private static boolean isEdge(int c) {
        return c < 0 || c == '\n' || c == '\r' || isSeparator(c);
    }

    private static boolean isSeparator(int c) {
        return c == ',' || c == ';' || c == '\t' || c == '|';
    }

    /** Begins a table where the line is its heading. */
    static void open(Reading reading, Rule rule, int start, int end) {
        if (mayBeHeading(reading.line(), start, end)) {
            reading.table().begin(reading, rule);
        }
    }

    private void begin(Reading reading, Rule newRule) {
        TextLine line = reading.line();
        if (line.serial() == serial || line.to() - line.from() > LONGEST_ROW) {
            return;
        }
        serial = line.serial();
        rule = null;
        separator = separatorOf(line);
        doubled = separator == '|' && line.at(line.from()) == '|' && line.at(line.from() + 1) == '|';
        columns = separator < 0 ? 0 : split(line);
        boolean owner = false;
        passwords = 0;
        tokens = 0;
        for (int k = 0; k < columns; k++) {
            if (ends[k] - starts[k] > LONGEST_HEADING || !isHeading(line, starts[k], ends[k])) {
                return;
            }
            switch (reading.judge().promise(line, starts[k], ends[k])) {
                case PASSWORD -> passwords |= 1L << k;
                case SECRET, TOKEN -> tokens |= 1L << k;
                default -> tokens |= line.containsIgnoringCase(starts[k], ends[k], "totp") ? 1L << k : 0;
            }
            for (String word : OWNERS) {
                owner |= line.containsIgnoringCase(starts[k], ends[k], word);
            }
        }
        separator = separator == '!' ? '|' : separator;
        doubled = false;
        if (separator == '<' && columns == 1 && passwords != 0) {
            reading.entries().begin(reading, newRule, Entries.Sort.CELLS, false);
        }
        rule = columns > 1 && (passwords | tokens) != 0 && owner ? newRule : null;
    }

    private static int separatorOf(TextLine line) {
        int found = line.at(line.from()) == '!' ? '!' : -1;
        for (int i = line.from(); i < line.to() && found != '!'; i++) {
            int c = line.at(i);
            found = c == '|' || (found < 0 && isSeparator(c)) ? c : found;
            if (isCell(line, i)) {
                found = '<';
                break;
            }
        }
        line.step(line.to() - line.from());
        return found;
    }

    /** {@code <td}, {@code <th}, {@code <Data}. */
    private static boolean isCell(TextLine line, int at) {
        if (line.at(at) != '<') {
            return false;
        }
        boolean data = line.matchesIgnoringCase(at + 1, "data");
        int end = data ? at + 5 : at + 3;
        return (data || line.matchesIgnoringCase(at + 1, "td") || line.matchesIgnoringCase(at + 1, "th"))
                && (line.at(end) == '>' || line.at(end) == ' ');
    }

    /** Cuts a row of elements: a cell is the first text in one. */
    private int splitElements(TextLine line) {
        int cells = 0;
        boolean empty = false;
        int i = line.from();
        while (i < line.to() && cells < MOST_COLUMNS) {
            if (isCell(line, i)) {
                starts[cells] = line.to();
                ends[cells] = line.to();
                cells++;
                empty = true;
            }
            boolean tag = line.at(i) == '<';
            int from = i;
            i++;
            while (i < line.to() && line.at(i) != (tag ? '>' : '<')) {
                i++;
            }
            if (tag) {
                i++;
            } else if (empty) {
                starts[cells - 1] = from;
                ends[cells - 1] = i;
                trim(line, cells - 1);
                empty = starts[cells - 1] == ends[cells - 1];
            }
        }
        line.step(line.to() - line.from());
        return cells;
    }

    private static boolean isHeading(TextLine line, int from, int to) {
        for (int i = from; i < to; i++) {
            int c = line.at(i);
            if (c < 128 && !Chars.isName(c) && c != ' ' && c != '.' && c != '*') {
                return false;
            }
        }
        return true;
    }

    boolean isOpen() {
        return rule != null;
    }

    void close() {
        rule = null;
    }

    /** Reads a row behind the heading. */
    void read(Reading reading, boolean whole) {
        TextLine line = reading.line();
        Rule values = rule;
        close();
        if (values != null && separator == '|' && isRuler(line)) {
            rule = values;
            torn = null;
            return;
        }
        torn = whole && line.to() - line.from() <= LONGEST_ROW ? values : null;
        readAgain(reading);
    }

    /** What parts rows: {@code |---+---|}, {@code +====+}, {@code |-}. */
    private static boolean isRuler(TextLine line) {
        int dashes = 0;
        for (int i = line.from(); i < line.to(); i++) {
            int c = line.at(i);
            if (c != '-' && c != '=' && c != '+' && c != '|' && c != ':' && !Chars.isBlank(c)) {
                return false;
            }
            dashes += c == '-' || c == '=' ? 1 : 0;
        }
        line.step(line.to() - line.from());
        return dashes > 0;
    }

    /** Reads a row as it will be when what was found in it is redacted: there may have been separators in that. */
    void readAgain(Reading reading) {
        Rule values = torn;
        if (values != null && split(reading.line()) == columns) {
            rule = values;
            readCells(reading, values);
        }
    }

    private void readCells(Reading reading, Rule values) {
        TextLine line = reading.line();
        for (int k = 0; k < columns; k++) {
            if ((passwords >>> k & 1) != 0
                    && (CredentialMatchers.hasMark(line, starts[k], ends[k])
                            || reading.judge().isChosenLetters(line, starts[k], ends[k]))) {
                reading.add(values, starts[k], ends[k], reading.judge().judgePassword(line, starts[k], ends[k], true));
            } else if ((tokens >>> k & 1) != 0 && reading.judge().looksDrawnAlone(line, starts[k], ends[k])) {
                boolean place = Placeholders.isPlaceholder(line, starts[k], ends[k]);
                reading.addLikely(values, starts[k], ends[k], place, "the heading of its column, and its characters");
            }
        }
    }

    /** Cuts a line at separators outside of quotes and returns how many cells it has. */
    private int split(TextLine line) {
        if (separator == '<') {
            return splitElements(line);
        }
        int cells = 0;
        int from = line.from();
        boolean quoted = false;
        for (int i = line.from(); i <= line.to() && cells < MOST_COLUMNS; i++) {
            int c = line.at(i);
            quoted ^= c == '"' && separator != '|';
            if (i == line.to() || (c == separator && !quoted)) {
                starts[cells] = from;
                ends[cells] = i;
                trim(line, cells++);
                i += doubled && line.at(i + 1) == separator ? 1 : 0;
                from = i + 1;
            }
        }
        line.step(line.to() - line.from());
        return cells;
    }

    private void trim(TextLine line, int cell) {
        int from = starts[cell];
        int to = ends[cell];
        while (from < to && (Chars.isBlank(line.at(from)) || Chars.isQuote(line.at(from)))) {
            from++;
        }
        while (to > from && (Chars.isBlank(line.at(to - 1)) || Chars.isQuote(line.at(to - 1)))) {
            to--;
        }
        starts[cell] = from;
        ends[cell] = to;
    }
}
