/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** Tells a passphrase from a sentence, both being words in quotes. */
final class Phrases {
    private static final int MOST_WORDS = 12;
    /** Shorter words are those that join others: of, in, to, a. */
    private static final int SHORTEST_WORD = 3;

    private static final int LONGEST_WORD = 12;

    private static final int LEAST_NUMBERED = 8;
    private static final int MOST_DIGITS = 4;
    private static final int MOST_MARKS = 4;

    private Phrases() {}

    /**
     * Returns whether a text is so many or more words in small letters with a blank between them, or a hyphen, none of which
     * is one that sentences about passwords are made of. Nearly half the words of running text are short or such.
     */
    static boolean isPassphrase(TextLine line, int start, int end, int least) {
        if (end - start > MOST_WORDS * (LONGEST_WORD + 1)) {
            return false;
        }
        int words = 0;
        int from = start;
        int joint = 0;
        for (int i = start; i <= end; i++) {
            int c = i == end ? joint : line.at(i);
            joint = joint == 0 && (c == ' ' || c == '-') ? c : joint;
            if (c == joint) {
                int length = i - from;
                if (length < SHORTEST_WORD || length > LONGEST_WORD || Names.isOfSentence(line.text(from, i))) {
                    return false;
                }
                words++;
                from = i + 1;
            } else if (!Chars.isLetter(c) || Chars.isUpper(c)) {
                return false;
            }
        }
        line.step(end - start);
        return words >= least;
    }

    /** {@code bella.gandalf6}, {@code Marek-9025}: words that marks join, and a number at the end. */
    static boolean isNumbered(TextLine line, int start, int end) {
        int digits = end;
        while (digits > start && Chars.isDigit(line.at(digits - 1))) {
            digits--;
        }
        int marks = 0;
        int from = start;
        for (int i = start; i < digits; i++) {
            int c = line.at(i);
            boolean mark = c == '.' || c == '-' || c == '_';
            if (!mark && !Chars.isLetter(c)) {
                return false;
            }
            if (mark || i + 1 == digits) {
                int to = mark ? i : digits;
                if (to - from < (mark || marks == 0 ? SHORTEST_WORD : 0) || Names.isOfSentence(line.text(from, to))) {
                    return false;
                }
                marks += mark ? 1 : 0;
                from = i + 1;
            }
        }
        line.step(end - start);
        return marks > 0
                && marks <= MOST_MARKS
                && end - start >= LEAST_NUMBERED
                && end > digits
                && end - digits <= MOST_DIGITS;
    }
}
