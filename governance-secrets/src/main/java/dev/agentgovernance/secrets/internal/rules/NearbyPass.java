/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.Names.Promise;
import dev.agentgovernance.secrets.internal.filter.NearbyJudge;
import dev.agentgovernance.secrets.internal.filter.NearbyJudge.Nearness;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Looks for words made as passwords are in a line that speaks of one, in whatever words, or in the few lines behind one that
 * gives none: an answer to a question, a command or a device that nobody listed. For one thread.
 */
public final class NearbyPass implements LinePass {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 32;
    private static final int LONGEST_LINE = 400;
    /** So many lines behind one that speaks of a password may answer it. */
    private static final int MOST_LINES = 4;

    private static final int LONGEST_GAP = 40;
    /** A verb behind what speaks of a password, where a line ends. */
    private static final int LONGEST_END = 4;

    private static final int LEAST_DIGITS = 4;
    private static final int MOST_DIGITS = 8;
    private static final String CODE = "code";
    /** What an answer says before what it was asked for. */
    private static final String[] ANSWERS = {
        "is", "it's", "its", "try", "use", "with", "but", "to", "now", "again", "and", "or", "ist", "mit", "es", "est",
        "jest", "to:", "be", "c'est", "sind", "sont"
    };

    private final NearbyJudge judge = new NearbyJudge();
    private int left;

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public void reset() {
        left = 0;
    }

    @Override
    public void match(Reading reading) {
        TextLine line = reading.line();
        if (line.to() - line.from() > LONGEST_LINE) {
            left = 0;
            return;
        }
        int told = endOfTelling(reading);
        if (told < 0 && left == 0) {
            return;
        }
        boolean code = isCode(line);
        if (told >= 0) {
            look(reading, told, told, code);
            left = !code && asks(line, told) ? MOST_LINES : 0;
        } else {
            left--;
            if (!code) {
                look(reading, line.from(), -1, false);
            }
        }
    }

    /** Whether a line asks for a password, or ends with what speaks of one. */
    private static boolean asks(TextLine line, int told) {
        for (int i = told; i < line.to(); i++) {
            if (line.at(i) == '?') {
                return true;
            }
        }
        return line.to() - told <= LONGEST_END;
    }

    /** Returns where the first name ends that promises what a human chose, or -1. */
    private static int endOfTelling(Reading reading) {
        TextLine line = reading.line();
        int i = line.from();
        while (i < line.to()) {
            int start = i;
            while (i < line.to() && (Chars.isName(line.at(i)) || Chars.isForeignLetter(line.at(i)))) {
                i++;
            }
            if (i - start > 1 && i - start <= LONGEST && isTelling(reading, start, i)) {
                line.step(i - line.from());
                return i;
            }
            i++;
        }
        line.step(line.to() - line.from());
        return -1;
    }

    private static boolean isTelling(Reading reading, int start, int end) {
        TextLine line = reading.line();
        int from = start;
        if (end - start == CODE.length() && line.matchesIgnoringCase(start, CODE)) {
            from--;
            while (start - from < LONGEST && Chars.isLetter(line.at(from - 1))) {
                from--;
            }
        }
        Promise promise = reading.judge().promise(line, Math.max(from, line.from()), end);
        return (promise == Promise.PASSWORD || promise == Promise.SECRET)
                && !line.matches(start - 9, "REDACTED:")
                && !isLabelOf(line, end);
    }

    /** {@code "Password hint"}. */
    private static boolean isLabelOf(TextLine line, int end) {
        int i = end + 1;
        while (i - end < LONGEST && Chars.isLetter(line.at(i))) {
            i++;
        }
        return line.at(end) == ' ' && Chars.isQuote(line.at(i)) && Names.isOpen(line.text(end + 1, i));
    }

    /** A statement, a call, the head of a block or a remark. */
    private static boolean isCode(TextLine line) {
        int first = line.from();
        while (Chars.isBlank(line.at(first))) {
            first++;
        }
        int last = line.to() - 1;
        while (last > first && Chars.isBlank(line.at(last))) {
            last--;
        }
        int end = line.at(last);
        if (end == ';' || end == '{' || end == '(' || line.at(first) == '*' || line.at(first) == '@') {
            return true;
        }
        if (line.at(first) == '/' && (line.at(first + 1) == '/' || line.at(first + 1) == '*')) {
            return true;
        }
        for (int i = first; i < last; i++) {
            if (line.at(i + 1) == '(' && Chars.isAlnum(line.at(i))) {
                return true;
            }
        }
        return false;
    }

    private void look(Reading reading, int from, int told, boolean code) {
        TextLine line = reading.line();
        int i = from;
        while (i < line.to()) {
            int start = i;
            boolean digit = false;
            while (i < line.to() && !isEdge(line.at(i))) {
                digit |= Chars.isDigit(line.at(i));
                i++;
            }
            int end = i;
            while (end > start && (line.at(end - 1) == '.' || line.at(end - 1) == ':')) {
                end--;
            }
            if (told >= 0 && isNumber(line, start, end)) {
                number(reading, start, end, told, code);
            } else if (digit && end - start >= SHORTEST && end - start <= LONGEST) {
                word(reading, start, end, told, code);
            }
            i++;
        }
        line.step(line.to() - from);
    }

    private static boolean isEdge(int c) {
        return switch (c) {
            case '"',
                    '\'',
                    '`',
                    '(',
                    ')',
                    '[',
                    ']',
                    '{',
                    '}',
                    '<',
                    '>',
                    ',',
                    ';',
                    '|',
                    '=',
                    '\\',
                    '\u3002',
                    '\uff0c',
                    '\uff1a' -> true;
            default -> c <= ' ';
        };
    }

    private void word(Reading reading, int start, int end, int told, boolean code) {
        TextLine line = reading.line();
        int before = line.at(start - 1);
        int after = line.at(end);
        boolean quoted = Chars.isQuote(before) && after == before;
        boolean asked = line.at(end - 1) == '?' && line.isEdge(end);
        if ((code && !quoted)
                || asked
                || after == '='
                || after == '('
                || before == '$'
                || isPath(line, start, end)
                || isLogin(line, start, end)) {
            return;
        }
        Nearness nearness = told < 0 ? Nearness.TOLD : nearness(line, told, start);
        if (told < 0 ? !isAnswer(line, start, end) : nearness == Nearness.LINE && (before == '=' || before == ':')) {
            return;
        }
        reading.add(UnnamedPass.RULE, start, end, judge.judge(line, start, end, code ? Nearness.LINE : nearness));
    }

    private static boolean isNumber(TextLine line, int start, int end) {
        int i = start;
        while (i < end && Chars.isDigit(line.at(i))) {
            i++;
        }
        return i == end && end - start >= LEAST_DIGITS && end - start <= MOST_DIGITS;
    }

    /** {@code PIN: …}, {@code the PIN of the gate is …}. */
    private static void number(Reading reading, int start, int end, int told, boolean code) {
        TextLine line = reading.line();
        Nearness nearness = code ? Nearness.LINE : nearness(line, told, start);
        boolean pin = line.matchesIgnoringCase(told - 3, "pin") || line.matchesIgnoringCase(told - 4, "code");
        if ((nearness == Nearness.NEXT || (nearness == Nearness.TOLD && (pin || isAlone(line, start, end))))
                && isEnd(line.at(end))) {
            reading.add(UnnamedPass.RULE, start, end, Confidence.POSSIBLE, "a number behind what speaks of one");
        }
    }

    /** Behind a colon, and then the line ends. */
    private static boolean isAlone(TextLine line, int start, int end) {
        return line.at(start - 1) == ' ' && line.at(start - 2) == ':' && line.isEdge(end);
    }

    private static boolean isEnd(int c) {
        return c <= ' ' || c == ',' || c == '.' || c == ';' || Chars.isQuote(c) || c == '<' || c == '|' || c == ')';
    }

    private static Nearness nearness(TextLine line, int told, int start) {
        if (start - told > LONGEST_GAP) {
            return Nearness.LINE;
        }
        int colons = 0;
        boolean words = false;
        for (int i = told; i < start; i++) {
            int c = line.at(i);
            boolean word = Chars.isLetter(c) || Chars.isForeignLetter(c);
            colons += c == ':' || c == '=' || c == '\uff1a' ? 1 : 0;
            if (!word && c != ':' && c != '=' && c != '\uff1a' && c != '*' && !Chars.isBlank(c) && !Chars.isQuote(c)) {
                return Nearness.LINE;
            }
            if (colons > 0 && word) {
                return Nearness.LINE;
            }
            words |= word;
        }
        return words ? Nearness.TOLD : Nearness.NEXT;
    }

    /** Whether a word is all that is said in a line, or what follows "it is" in one. */
    private static boolean isAnswer(TextLine line, int start, int end) {
        int after = line.at(end) == '.' || line.at(end) == ',' || line.at(end) == '!' ? line.at(end + 1) : line.at(end);
        int i = start - 1;
        while (line.at(i) == '"' || line.at(i) == '`' || line.at(i) == '\'' || line.at(i) == ' ' || line.at(i) == '*') {
            i--;
        }
        boolean ends = after < 0
                || Chars.isQuote(after)
                || after == '\\'
                || (after == ' ' && line.at(end + 1) == '?' && line.isEdge(end + 2));
        int c = line.at(i);
        if (ends && (c < 0 || c == '>' || (c == ':' && line.at(start - 1) == ' '))) {
            return true;
        }
        if (!(ends || after == ' ')) {
            return false;
        }
        for (String answer : ANSWERS) {
            if (line.matchesIgnoringCase(i + 1 - answer.length(), answer)
                    && !Chars.isAlnum(line.at(i - answer.length()))) {
                return true;
            }
        }
        return false;
    }

    /** {@code ssh root@web2}: who logs in, and where. */
    private static boolean isLogin(TextLine line, int start, int end) {
        int at = start;
        while (at < end && line.at(at) != '@') {
            at++;
        }
        boolean command = line.matches(start - 4, "ssh ") || line.matches(start - 4, "scp ");
        return at < end && (command || Names.isUser(line.text(start, at)));
    }

    /** An address, a directory, a host. */
    private static boolean isPath(TextLine line, int start, int end) {
        int dots = 0;
        boolean mail = false;
        for (int i = start; i < end; i++) {
            int c = line.at(i);
            if (c == '/' || c == ':') {
                return true;
            }
            dots += c == '.' && Chars.isLetter(line.at(i + 1)) ? 1 : 0;
            mail |= c == '@';
        }
        return dots > 1 || (mail && dots > 0);
    }
}
