/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Follows the entries of a map or a list whose name says what they are: users and their passwords, keys of an interface and
 * whom they were given to. <code>users = &#123;</code>, {@code API_KEYS = [}, {@code [users]}, <code>map $http_x_api_key $client &#123;</code>.
 * Reused; for one thread.
 */
final class Entries {
    /** What the entries are. */
    enum Sort {
        /** Names of users, and their passwords. */
        USERS,
        /** Keys or tokens, on either side of the sign. */
        KEYS,
        /** Cells of a table in HTML, each in a line of its own. */
        CELLS,
        /** Rows that are put into a table of a database, some of whose columns are passwords. */
        ROWS
    }

    private static final int MOST_LINES = 64;
    private static final int LONGEST_LITERAL = 256;
    private static final int LONGEST_GAP = 24;
    private static final int LONGEST_OPENING = 48;

    private final OpenBlock block = new OpenBlock(MOST_LINES);
    private Sort sort = Sort.USERS;
    private boolean section;
    private long columns;

    /**
     * Begins behind the line.
     *
     * @param newSection whether it is the heading of a section of a file of settings
     */
    void begin(Reading reading, Rule rule, Sort newSort, boolean newSection) {
        block.begin(reading, rule);
        sort = newSort;
        section = newSection;
    }

    /**
     * Begins rows behind the line.
     *
     * @param newColumns a bit for each column that is a password
     */
    void beginRows(Reading reading, Rule rule, long newColumns) {
        begin(reading, rule, Sort.ROWS, false);
        columns = newColumns;
    }

    boolean isOpen() {
        return block.isOpen();
    }

    void close() {
        block.close();
    }

    void read(Reading reading, boolean whole) {
        TextLine line = reading.line();
        int first = line.from() + reading.indent();
        Rule entries = block.goOn(reading, whole, ends(reading, first));
        if (entries == null || isRemark(line, first)) {
            return;
        }
        if (sort == Sort.ROWS) {
            if (!InsertedColumns.goOn(reading, entries, first, columns)) {
                close();
            }
        } else if (sort == Sort.CELLS) {
            cell(reading, entries, first);
        } else if (section) {
            setting(reading, entries, first);
        } else {
            entry(reading, entries, first);
        }
    }

    private boolean ends(Reading reading, int first) {
        return switch (sort) {
            case ROWS -> false;
            case CELLS -> reading.line().matchesIgnoringCase(first, "</table");
            case USERS, KEYS -> section ? reading.line().at(first) == '[' : block.isOutside(reading);
        };
    }

    private static boolean isRemark(TextLine line, int first) {
        int c = line.at(first);
        return c == '#'
                || c == ';'
                || c == '*'
                || (c == '/' && line.at(first + 1) == '/')
                || (c == '-' && line.at(first + 1) == '-');
    }

    /** {@code <td>…</td>}: which column it is of is not known, and so it must be like nothing but a password. */
    private static void cell(Reading reading, Rule entries, int first) {
        TextLine line = reading.line();
        if (!line.matchesIgnoringCase(first, "<td")) {
            return;
        }
        int from = first;
        while (from - first < LONGEST_LITERAL && line.at(from - 1) != '>' && line.at(from) >= 0) {
            from++;
        }
        from = skipBlanks(line, from);
        int to = from;
        boolean path = false;
        while (line.at(to) > ' ' && line.at(to) != '<') {
            path |= line.at(to) == '/'
                    || line.at(to) == ':'
                    || (line.at(to) == '@' && line.containsIgnoringCase(to, to + LONGEST_GAP, "."));
            to++;
        }
        line.step(to - first);
        if (path || to == from || !line.matchesIgnoringCase(skipBlanks(line, to), "</td")) {
            return;
        }
        CredentialMatchers.likely(reading, entries, from, to);
    }

    /** {@code admin = …, role}. */
    private void setting(Reading reading, Rule entries, int first) {
        TextLine line = reading.line();
        int key = first;
        while (Chars.isName(line.at(key)) || line.at(key) == '.' || line.at(key) == '@') {
            key++;
        }
        int operator = skipBlanks(line, key);
        if (key == first || (line.at(operator) != '=' && line.at(operator) != ':')) {
            return;
        }
        int from = skipBlanks(line, operator + 1);
        int to = from;
        while (line.at(to) > ' ' && line.at(to) != ',') {
            to++;
        }
        line.step(to - first);
        if (to > from && (line.at(to) == ',' || line.at(skipBlanks(line, to)) < 0)) {
            value(reading, entries, line.text(first, key), from, to);
        }
    }

    /** {@code "admin": "…",}, {@code ["admin"] = "…"}, {@code "…" "mobile";}, {@code "…",}. */
    private void entry(Reading reading, Rule entries, int first) {
        TextLine line = reading.line();
        int i = first;
        i += line.at(i) == '[' || line.at(i) == '(' || line.at(i) == '{' || line.at(i) == '-' ? 1 : 0;
        i = skipBlanks(line, i);
        boolean quoted = Chars.isQuote(line.at(i));
        int from = quoted ? i + 1 : i;
        int to = quoted ? endOfLiteral(line, i) : from;
        while (!quoted && (Chars.isName(line.at(to)) || line.at(to) == '.' || line.at(to) == '@')) {
            to++;
        }
        if (to <= from || to - from > LONGEST_LITERAL) {
            return;
        }
        String key = line.text(from, to);
        int open = behindSign(line, quoted ? to + 1 : to);
        int close = Chars.isQuote(line.at(open)) ? endOfLiteral(line, open) : -1;
        if (close > open) {
            value(reading, entries, key, open + 1, close);
        }
        if (sort == Sort.KEYS && quoted) {
            key(reading, entries, from, to);
        }
    }

    /** What may stand between a key and its value. */
    private static int behindSign(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP) {
            int c = line.at(i);
            if (!Chars.isBlank(c) && c != ':' && c != '=' && c != '>' && c != ']' && c != '-' && c != ',') {
                break;
            }
            i++;
        }
        return i;
    }

    private void value(Reading reading, Rule entries, String key, int from, int to) {
        TextLine line = reading.line();
        if (Names.isOpen(key) || Names.isTelling(key)) {
            return;
        }
        if (sort == Sort.KEYS) {
            key(reading, entries, from, to);
            return;
        }
        Verdict verdict = reading.judge().judgePassword(line, from, to, true);
        if (verdict == null
                || verdict.confidence() == Confidence.PLACEHOLDER
                || !CredentialMatchers.hasMark(line, from, to)) {
            return;
        }
        if (verdict.confidence() == Confidence.LIKELY || Names.isUser(key)) {
            reading.add(entries, from, to, verdict);
        }
    }

    private static void key(Reading reading, Rule entries, int from, int to) {
        TextLine line = reading.line();
        if (reading.judge().looksDrawnAlone(line, from, to)
                && reading.judge().judgePassword(line, from, to, true) != null) {
            boolean place = Placeholders.isPlaceholder(line, from, to);
            reading.addLikely(entries, from, to, place, "the name of the list it is in, and its characters");
        }
    }

    /** Returns where a literal without blanks ends that begins at a quote, or -1. */
    private static int endOfLiteral(TextLine line, int quoteAt) {
        int to = quoteAt + 1;
        while (to - quoteAt < LONGEST_LITERAL && line.at(to) > ' ' && line.at(to) != line.at(quoteAt)) {
            to++;
        }
        line.step(to - quoteAt);
        return line.at(to) == line.at(quoteAt) ? to : -1;
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_GAP && Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }

    /** Returns whether a line ends behind what opens a map or a list: <code>= &#123;</code>, {@code : [}, {@code => array(}. */
    static boolean opens(TextLine block, int nameEnd) {
        boolean given = false;
        int last = -1;
        int i = nameEnd;
        while (i - nameEnd < LONGEST_OPENING && !block.isEdge(i)) {
            int c = block.at(i);
            given |= c == '=' || c == ':' || c == '%';
            boolean between = Chars.isBlank(c) || Chars.isQuote(c) || c == '>' || c == ']' || c == ')';
            if (!given && !between) {
                return false;
            }
            last = Chars.isBlank(c) ? last : c;
            i++;
        }
        block.step(i - nameEnd);
        return given && block.isEdge(i) && (last == '{' || last == '[' || last == '(');
    }
}
