/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.NearbyJudge;
import dev.agentgovernance.secrets.internal.filter.NearbyJudge.Nearness;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Looks for words made as passwords are beside the name of who has them: {@code root:…}, {@code kim / …}, {@code admin/…@host},
 * {@code connect("db1", "kim", "…")}. For one thread.
 */
public final class AccountPass implements LinePass {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 32;
    private static final int LONGEST_LINE = 400;
    /** What functions are called that are given who logs in, and with what. */
    private static final String[] FUNCTIONS = {"connect", "login", "client", "auth", "credential", "account", "open("};

    private final NearbyJudge judge = new NearbyJudge();

    @Override
    public void match(Reading reading) {
        TextLine line = reading.line();
        if (line.to() - line.from() > LONGEST_LINE) {
            return;
        }
        for (int i = line.from() + 1; i < line.to(); i++) {
            switch (line.at(i)) {
                case ':', '%' -> pair(reading, i, i, i + 1);
                case '/' -> {
                    if (line.at(i - 1) == ' ' && line.at(i + 1) == ' ') {
                        pair(reading, i - 1, i, i + 2);
                    } else {
                        pair(reading, i, i, i + 1);
                    }
                }
                case ',' -> argument(reading, i);
                default -> {}
            }
        }
        line.step(line.to() - line.from());
    }

    /** A name, a sign and a word. */
    private void pair(Reading reading, int nameEnd, int sign, int from) {
        TextLine line = reading.line();
        int start = nameEnd;
        boolean mail = false;
        while (nameEnd - start < LONGEST && isOfUser(line.at(start - 1))) {
            start--;
            mail |= line.at(start) == '@';
        }
        int before = line.at(start - 1);
        if (nameEnd - start < 2
                || !Chars.isLetter(line.at(start))
                || before == '/'
                || before == '\\'
                || before == '$'
                || before == '{') {
            return;
        }
        int to = from;
        while (to - from <= LONGEST && isOfWord(line.at(to))) {
            to++;
        }
        int end = line.at(sign) == '/' ? beforeHost(line, from, to) : to;
        while (end > from && (line.at(end - 1) == '.' || line.at(end - 1) == ':')) {
            end--;
        }
        if (end - from < SHORTEST || end - from > LONGEST || isPath(line, from, end)) {
            return;
        }
        boolean spaced = sign > nameEnd;
        boolean whole = line.at(sign) == ':' && isWholeLine(line, start, to);
        boolean user = mail || Names.isUser(line.text(start, nameEnd));
        boolean named = spaced ? !Chars.isUpper(line.at(start)) : line.at(sign) == '%' ? user : user || whole;
        named |= end < to && isHost(line, end + 1);
        if (named && (mail || !Names.isOpen(line.text(start, nameEnd)))) {
            add(reading, from, end);
        }
    }

    private static boolean isOfUser(int c) {
        return Chars.isName(c) || c == '.' || c == '@' || c == '$' || c == '+';
    }

    private static boolean isOfWord(int c) {
        return c > ' '
                && c < 128
                && !Chars.isQuote(c)
                && switch (c) {
                    case ',', ';', '(', ')', '[', ']', '{', '}', '<', '>', '|', '\\', '=' -> false;
                    default -> true;
                };
    }

    /** {@code scott/…@ORCL}: returns where the host begins, or the place given. */
    private static int beforeHost(TextLine line, int from, int to) {
        int i = to - 1;
        while (i > from && line.at(i) != '@') {
            i--;
        }
        return i > from && i < to - 1 ? i : to;
    }

    /** No version and no checksum, as stand behind the names of packages. */
    private static boolean isHost(TextLine line, int from) {
        return Chars.isLetter(line.at(from))
                && !(line.at(from) == 'v' && Chars.isDigit(line.at(from + 1)))
                && !line.matches(from, "sha");
    }

    private static boolean isPath(TextLine line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line.at(i) == '/' || line.at(i) == ':') {
                return true;
            }
        }
        return false;
    }

    private static boolean isWholeLine(TextLine line, int from, int to) {
        int i = from;
        while (Chars.isBlank(line.at(i - 1))) {
            i--;
        }
        return line.isEdge(i - 1) && line.isEdge(to);
    }

    /** A literal that follows another among the arguments of a function that is given who logs in. */
    private void argument(Reading reading, int comma) {
        TextLine line = reading.line();
        int open = comma + 1;
        while (open - comma < 3 && line.at(open) == ' ') {
            open++;
        }
        int quote = line.at(open);
        if (!Chars.isQuote(quote) || line.at(comma - 1) != quote) {
            return;
        }
        int end = open + 1;
        while (end - open <= LONGEST && line.at(end) > ' ' && line.at(end) != quote) {
            end++;
        }
        if (line.at(end) != quote || end - open <= SHORTEST) {
            return;
        }
        int after = line.at(end + 1);
        if ((after == ')' || after == ',') && calls(line, comma)) {
            add(reading, open + 1, end);
        }
    }

    private static boolean calls(TextLine line, int comma) {
        int open = comma;
        while (open > line.from() && line.at(open) != '(') {
            open--;
        }
        int start = open;
        while (open - start < LONGEST && (Chars.isName(line.at(start - 1)) || line.at(start - 1) == '.')) {
            start--;
        }
        if (line.containsIgnoringCase(start, open, "provider") || line.containsIgnoringCase(start, open, "factory")) {
            return false;
        }
        for (String function : FUNCTIONS) {
            if (line.containsIgnoringCase(start, open + 1, function)) {
                return true;
            }
        }
        return false;
    }

    private void add(Reading reading, int start, int end) {
        TextLine line = reading.line();
        boolean digit = false;
        for (int i = start; i < end; i++) {
            digit |= Chars.isDigit(line.at(i));
        }
        if (digit) {
            reading.add(UnnamedPass.RULE, start, end, judge.judge(line, start, end, Nearness.TOLD));
        }
    }
}
