/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** Tells a passphrase from a sentence, both being words in quotes. */
final class Phrases {
    private static final int LEAST_WORDS = 4;
    private static final int MOST_WORDS = 12;
    /** Shorter words are those that join others: of, in, to, a. */
    private static final int SHORTEST_WORD = 3;

    private static final int LONGEST_WORD = 12;

    private Phrases() {}

    /**
     * Returns whether a text is four or more words in small letters with a blank between them, none of which is one that
     * sentences about passwords are made of. Nearly half the words of running text are short or such.
     */
    static boolean isPassphrase(TextLine line, int start, int end) {
        if (end - start > MOST_WORDS * (LONGEST_WORD + 1)) {
            return false;
        }
        int words = 0;
        int from = start;
        for (int i = start; i <= end; i++) {
            int c = i == end ? ' ' : line.at(i);
            if (c == ' ') {
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
        return words >= LEAST_WORDS;
    }
}
