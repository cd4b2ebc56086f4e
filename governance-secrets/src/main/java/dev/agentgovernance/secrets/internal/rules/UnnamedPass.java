/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.secret.SecretKind.Category;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.UnnamedJudge;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.List;

/**
 * Looks for values that look like a password, key or token by themselves, whatever they are called: a cell of a table, an
 * argument of a call, a word of a configuration in a format or a language that nobody listed. For one thread.
 */
public final class UnnamedPass implements LinePass {
    /** The kind of what it finds. */
    public static final String KIND = "unnamed-secret";

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;
    /** The narrower of two usual widths of lines in base 64. */
    private static final int NARROW = 60;

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_GAP = 8;
    // The sorts of characters that words are told apart by.
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int DIGIT = 4;
    private static final int LETTERS_AND_DIGITS = LOWER | UPPER | DIGIT;
    private static final int PATH = 8;

    /** Whatever knows more about a value comes first. */
    private static final int RANK = -1;

    static final Rule RULE =
            new Rule(new SecretKind(KIND, "generic", Category.SECRET), RANK, List.of(), (reading, rule, s, e) -> {});

    private final UnnamedJudge judge = new UnnamedJudge();

    @Override
    public void match(Reading reading) {
        TextLine line = reading.line();
        int i = line.from();
        while (i < line.to()) {
            int start = i;
            int sorts = 0;
            while (i < line.to() && !isEdge(line.at(i))) {
                sorts |= sort(line.at(i));
                i++;
            }
            if (i - start >= SHORTEST && i - start <= LONGEST && sorts >= LETTERS_AND_DIGITS && (sorts & PATH) == 0) {
                matchWord(reading, start, i);
            }
            i++;
        }
        line.step(line.to() - line.from());
    }

    private static int sort(int c) {
        if (Chars.isDigit(c)) {
            return DIGIT;
        }
        if (Chars.isLetter(c)) {
            return Chars.isUpper(c) ? UPPER : LOWER;
        }
        return c == '/' || c == '\\' || c >= 128 ? PATH : 0;
    }

    private static boolean isEdge(int c) {
        return switch (c) {
            case '"', '\'', '`', '(', ')', '[', ']', '{', '}', '<', '>', ',', ';', '|', '=', ':' -> true;
            default -> c <= ' ';
        };
    }

    private void matchWord(Reading reading, int start, int end) {
        TextLine line = reading.line();
        int before = line.at(start - 1);
        int after = line.at(end);
        boolean quoted = (before == '"' || before == '\'' || before == '`') && after == before;
        if (isOfBlock(line, start, end) || after == '(' || isKey(line, end, quoted) || isNamed(line, start)) {
            return;
        }
        boolean alone = quoted || isCell(before, after);
        reading.add(RULE, start, end, judge.judge(line, start, end, alone));
    }

    /** A line of a certificate or of a text in base 64 is as wide as those are. */
    private static boolean isOfBlock(TextLine line, int start, int end) {
        boolean wide = end - start == LONGEST || (end - start == NARROW && line.at(end) < 0);
        return line.isEdge(start - 1) && (wide || line.matches(start, "MII"));
    }

    /** A name in front of its value: {@code "name": …}, {@code name = …}. */
    private static boolean isKey(TextLine line, int end, boolean quoted) {
        int i = quoted ? end + 1 : end;
        int last = i + LONGEST_GAP;
        while (i < last && line.at(i) == ' ') {
            i++;
        }
        return line.at(i) == '=' || (line.at(i) == ':' && line.at(i + 1) != ':');
    }

    /** What fills its line, or a cell of a table, is meant as a value. */
    private static boolean isCell(int before, int after) {
        boolean begins =
                before < 0 || before == '\n' || before == '\t' || before == ',' || before == '|' || before == '>';
        boolean ends = after < 0
                || after == '\n'
                || after == '\r'
                || after == '\t'
                || after == ','
                || after == '|'
                || after == '<';
        return begins && ends;
    }

    /** Whether there is a name in front that decides: anybody may know an id or a hash, and a token is judged elsewhere. */
    private static boolean isNamed(TextLine line, int start) {
        int end = start;
        while (start - end < LONGEST_GAP && isBetween(line.at(end - 1))) {
            end--;
        }
        int from = end;
        while (end - from < LONGEST_NAME && Chars.isName(line.at(from - 1))) {
            from--;
        }
        line.step(start - from);
        if (end == start || from == end) {
            return false;
        }
        String name = line.text(from, end);
        if ((name.equals("value") || name.equals("content")) && Chars.isQuote(line.at(from - 2))) {
            // <add key="…" value="…">
            int close = from - 2;
            int open = close - 1;
            while (close - open < LONGEST_NAME && Chars.isName(line.at(open))) {
                open--;
            }
            name = line.text(open + 1, close);
        }
        return isOpenPart(name) || Names.isOpen(name) || Names.isTelling(name);
    }

    /** The parts of a public key, and of an address that names a video. */
    private static boolean isOpenPart(String name) {
        return switch (name) {
            case "n", "x", "y", "e", "v", "kid", "x5t" -> true;
            default -> false;
        };
    }

    private static boolean isBetween(int c) {
        return switch (c) {
            case '=', ':', ' ', '"', '\'', '(', '>', '@', ']' -> true;
            default -> false;
        };
    }
}
