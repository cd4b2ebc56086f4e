/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** The matchers for passwords that have no name: their place tells what they are. */
final class CredentialMatchers {
    private static final int LONGEST_LITERAL = 256;
    private static final int LONGEST_ARGUMENTS = 256;
    private static final int MOST_BLANKS = 8;
    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_SELECTOR = 64;

    private CredentialMatchers() {}

    /** Returns whether {@link #quotedPhrase} may find something. */
    static boolean mayQuote(TextLine block, int start, int end) {
        int i = Assignment.intoConversion(block, skipBlanks(block, end));
        return !Chars.isAlnum(block.at(start - 1)) && Chars.isQuote(block.at(i));
    }

    /** Returns whether {@link #phrase} may find something. */
    static boolean mayBePhrase(TextLine block, int start, int end) {
        int i = skipBlanks(block, end);
        return !Chars.isAlnum(block.at(start - 1))
                && block.at(i) > ' '
                && (i > end || !Chars.isAlnum(block.at(end - 1)) || Chars.isQuote(block.at(i)));
    }

    /** Returns whether a literal begins right behind a keyword. */
    static boolean opensLiteral(TextLine block, int start, int end) {
        return Chars.isQuote(block.at(end));
    }

    /** Returns whether {@link #usersToPasswords} may find something. */
    static boolean mayOpenMap(TextLine block, int start, int end) {
        return openMap(block, end) >= 0 || Entries.opens(block, end) || isSection(block, start, end);
    }

    /** {@code [users]}, alone in its line. */
    private static boolean isSection(TextLine block, int start, int end) {
        return block.at(start - 1) == '[' && block.isEdge(start - 2) && block.at(end) == ']' && block.isEdge(end + 1);
    }

    /** Returns whether {@link #typed} may find something. */
    static boolean mayBeTyped(TextLine block, int start, int end) {
        return opensLiteral(block, start, end) || mayBeArgument(block, start, end, 2);
    }

    /** A password in quotes right behind a phrase. */
    static void quotedPhrase(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int i = Assignment.intoConversion(line, skipBlanks(line, end));
        if (!Chars.isAlnum(line.at(start - 1)) && Chars.isQuote(line.at(i)) && line.at(i) != '`') {
            literal(reading, rule, i);
        }
    }

    /** {@code IDENTIFIED BY '…'}: in a sentence a word is identified by another. */
    static void identified(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int i = skipBlanks(line, end);
        int before = Math.max(line.from(), start - LONGEST_LITERAL);
        if (line.at(i) != '`'
                && (hasMark(line, i + 1, endOfWord(line, i + 1))
                        || Chars.isUpper(line.at(start))
                        || line.containsIgnoringCase(before, start, "create user")
                        || line.containsIgnoringCase(before, start, "alter user")
                        || line.containsIgnoringCase(before, start, "grant"))) {
            quotedPhrase(reading, rule, start, end);
        }
    }

    /** {@code user:password@tcp(host)}: the value stands between a colon and the keyword. */
    static void beforeAt(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int from = start;
        while (start - from < LONGEST_LITERAL && line.at(from - 1) > ' ' && line.at(from - 1) != ':') {
            if (Chars.isQuote(line.at(from - 1)) || line.at(from - 1) == '/') {
                return;
            }
            from--;
        }
        line.step(start - from);
        if (line.at(from - 1) == ':' && Chars.isAlnum(line.at(from - 2))) {
            judge(reading, rule, from, start, true);
        }
    }

    /** A literal that ends at the keyword: {@code "…".toCharArray()}, which passwords are turned into. */
    static void beforeQuote(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int from = start;
        while (start - from < LONGEST_LITERAL && line.at(from - 1) > ' ' && line.at(from - 1) != line.at(start)) {
            from--;
        }
        line.step(start - from);
        if (line.at(from - 1) == line.at(start) && from < start) {
            likely(reading, rule, from, start);
        }
    }

    private static int endOfWord(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_LITERAL && line.at(i) > ' ' && !Chars.isQuote(line.at(i))) {
            i++;
        }
        line.step(i - from);
        return i;
    }

    /** Tells whether something else than letters stands in a part. */
    static boolean hasMark(TextLine line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Chars.isLetter(line.at(i))) {
                return true;
            }
        }
        return false;
    }

    /** What a test types into a field whose selector names a password: {@code By.id("password")).sendKeys("…")}. */
    static void typed(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int selector = Math.max(line.from(), start - LONGEST_SELECTOR);
        if (Chars.isQuote(line.at(end))
                && hasMark(line, end + 1, endOfWord(line, end + 1))
                && (line.containsIgnoringCase(selector, start, "passw")
                        || line.containsIgnoringCase(selector, start, "pwd"))) {
            literal(reading, rule, end);
            return;
        }
        int second = isInWord(line, start) ? -1 : argumentAt(line, end, 2);
        if (second >= 0
                && Chars.isQuote(line.at(second))
                && hasMark(line, second + 1, endOfWord(line, second + 1))
                && (line.containsIgnoringCase(end, second, "passw") || line.containsIgnoringCase(end, second, "pwd"))) {
            literal(reading, rule, second);
        }
    }

    /** A password right behind a command that takes one, in quotes or not. */
    static void phrase(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int i = skipBlanks(line, end);
        if (Chars.isQuote(line.at(i))) {
            quotedPhrase(reading, rule, start, end);
            return;
        }
        if (Chars.isAlnum(line.at(start - 1))) {
            return;
        }
        int to = i;
        while (to - i < LONGEST_LITERAL && line.at(to) > ' ' && !Chars.isQuote(line.at(to)) && line.at(to) != ';') {
            to++;
        }
        line.step(to - i);
        if (i > end || !Chars.isAlnum(line.at(end - 1))) {
            judge(reading, rule, i, to, false);
        }
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (i - from < MOST_BLANKS && (Chars.isBlank(line.at(i)) || line.at(i) == '=')) {
            i++;
        }
        return i;
    }

    /** {@code new User("bob", "…")}: a second argument that is like nothing but a password. */
    static void userAndPassword(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int i = Chars.isQuote(line.at(end)) ? argumentAt(line, end, 2) : -1;
        if (i >= 0 && Chars.isQuote(line.at(i))) {
            likely(reading, rule, i + 1, endOfLiteral(line, i));
        }
    }

    /** {@code users = {"admin": "…", "bob": "…"}}: a name of users, and a map of them to what is like nothing but passwords. */
    static void usersToPasswords(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        if (line.complete() && Entries.opens(line, end)) {
            reading.entries().begin(reading, rule, Entries.Sort.USERS, false);
            return;
        }
        if (isSection(line, start, end)) {
            reading.entries().begin(reading, rule, Entries.Sort.USERS, true);
            return;
        }
        int i = openMap(line, end);
        for (int pair = 0; i >= 0 && pair < MOST_PAIRS; pair++) {
            boolean quoted = Chars.isQuote(line.at(i));
            int from = quoted ? i + 1 : i;
            int to = quoted ? endOfLiteral(line, i) : from;
            while (!quoted && Chars.isName(line.at(to))) {
                to++;
            }
            int value = behindArrow(line, quoted ? to + 1 : to);
            if (to <= from || value < 0 || !Chars.isQuote(line.at(value))) {
                return;
            }
            int close = endOfLiteral(line, value);
            if (close > value && !Names.isOpen(line.text(from, to))) {
                likely(reading, rule, value + 1, close);
            }
            int comma = skipBlanks(line, close + 1);
            i = close > value && line.at(comma) == ',' ? skipBlanks(line, comma + 1) : -1;
        }
    }

    /** Returns where the first key of a map begins that is given to a name, or -1. */
    private static int openMap(TextLine line, int nameEnd) {
        int i = nameEnd + (Chars.isQuote(line.at(nameEnd)) ? 1 : 0);
        int operator = skipBlanks(line, i);
        boolean given = line.at(operator) == ':';
        for (int at = i; at < operator; at++) {
            given |= line.at(at) == '=';
        }
        int open = skipBlanks(line, operator + (line.at(operator) == ':' || line.at(operator) == '>' ? 1 : 0));
        boolean opens = line.at(open) == '{' || line.at(open) == '(' || line.at(open) == '[';
        return given && opens ? skipBlanks(line, open + 1) : -1;
    }

    private static int behindArrow(TextLine line, int from) {
        int i = skipBlanks(line, from);
        i += line.at(i) == ':' || line.at(i) == '>' ? 1 : 0;
        return i > from ? skipBlanks(line, i) : -1;
    }

    /** Returns where a literal ends that begins at a quote, or -1. */
    private static int endOfLiteral(TextLine line, int quoteAt) {
        int to = quoteAt + 1;
        while (to - quoteAt < LONGEST_LITERAL && line.at(to) >= 0 && line.at(to) != line.at(quoteAt)) {
            to++;
        }
        line.step(to - quoteAt);
        return line.at(to) == line.at(quoteAt) ? to : -1;
    }

    /** Adds what is like nothing but a password: it is likely, and has something else in it than letters. */
    static void likely(Reading reading, Rule rule, int from, int to) {
        TextLine line = reading.line();
        Verdict verdict = to > from ? reading.judge().judgePassword(line, from, to, true) : null;
        if (verdict != null && verdict.confidence() == Confidence.LIKELY && hasMark(line, from, to)) {
            reading.add(rule, from, to, verdict);
        }
    }

    /** <code>map $http_x_api_key $client &#123;</code>: a map of a header with keys to whom they were given. */
    static void keysToClients(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int to = end;
        while (Chars.isName(line.at(to))) {
            to++;
        }
        line.step(to - end);
        int last = line.to() - 1;
        while (last > to && Chars.isBlank(line.at(last))) {
            last--;
        }
        if (line.complete() && line.at(last) == '{' && Names.isTelling(line.text(end, to))) {
            reading.entries().begin(reading, rule, Entries.Sort.KEYS, false);
        }
    }

    /** A password that is the second or the third argument of a function: {@code getConnection(url, "sa", "…")}. */
    static Rule.Matcher argument(int position) {
        Rule.Matcher matcher = (reading, rule, start, end) -> {
            TextLine line = reading.line();
            boolean other = position == 2 && line.matchesIgnoringCase(start - 4, "ftp_");
            if (other || isInWord(line, start)) {
                return;
            }
            int first = argumentAt(line, end, position);
            int i = first < 0 ? -1 : Assignment.intoConversion(line, first);
            if (i >= 0 && Chars.isQuote(line.at(i)) && !line.containsIgnoringCase(end, i, "anonymous")) {
                literal(reading, rule, i);
            }
        };
        return new GatedMatcher(matcher, (block, start, end) -> mayBeArgument(block, start, end, position));
    }

    private static boolean mayBeArgument(TextLine block, int start, int end, int position) {
        int first = isInWord(block, start) ? -1 : argumentAt(block, end, position);
        // Further on it is not known whether what stands there is all that will.
        return first >= 0
                && (first - end > Gate.REACH / 2 || Chars.isQuote(block.at(Assignment.intoConversion(block, first))));
    }

    static boolean isInWord(TextLine line, int start) {
        return Chars.isAlnum(line.at(start)) && Chars.isAlnum(line.at(start - 1));
    }

    /** Returns where an argument begins, or -1; what stands in quotes or in brackets has no commas that part arguments. */
    private static int argumentAt(TextLine line, int from, int position) {
        int depth = 0;
        int argument = 1;
        int quote = 0;
        int i = from;
        for (; i - from < LONGEST_ARGUMENTS && argument < position; i++) {
            int c = line.at(i);
            if (c < 0 || c == '\n' || c == '\r' || depth < 0) {
                return -1;
            }
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (Chars.isQuote(c)) {
                quote = c;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                argument++;
            }
        }
        line.step(i - from);
        while (Chars.isBlank(line.at(i))) {
            i++;
        }
        return argument == position ? i : -1;
    }

    private static void literal(Reading reading, Rule rule, int quoteAt) {
        TextLine line = reading.line();
        int from = quoteAt + 1;
        int to = from;
        while (to - from < LONGEST_LITERAL && line.at(to) >= 0 && line.at(to) != line.at(quoteAt)) {
            to++;
        }
        line.step(to - from);
        if (line.at(to) == line.at(quoteAt)) {
            judge(reading, rule, from, to, true);
        }
    }

    private static void judge(Reading reading, Rule rule, int from, int to, boolean quoted) {
        reading.add(rule, from, to, reading.judge().judgePassword(reading.line(), from, to, quoted));
    }
}
