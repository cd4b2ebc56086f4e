/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/** Where a sentence tells what it names further on. */
final class Sentences {
    private static final int LONGEST_OWNER = 60;
    private static final int LONGEST_REST = 48;

    private Sentences() {}

    /**
     * {@code password for user 'bob' is "…"}, {@code password for staging is a1-b2}, {@code password to proceed to installation:} and the end of the line: returns
     * where the value begins, or -1.
     */
    static int told(TextLine line, int gap) {
        if (!line.matchesIgnoringCase(gap, "for ")
                && !line.matchesIgnoringCase(gap, "of ")
                && !line.matchesIgnoringCase(gap, "to ")) {
            return -1;
        }
        int i = gap;
        boolean words = true;
        while (i - gap < LONGEST_OWNER && line.at(i) >= ' ') {
            if (line.at(i) == ' ' && line.matchesIgnoringCase(i + 1, "is ")) {
                int value = Layout.skipBlanks(line, i + 4);
                line.step(i - gap);
                return Chars.isQuote(line.at(value)) || holdsDigit(line, value) ? value : -1;
            }
            if (words && line.at(i) == ':' && line.isEdge(i + 1) && i - gap < LONGEST_REST) {
                line.step(i - gap);
                return i + 1;
            }
            words &= Chars.isName(line.at(i)) || line.at(i) == ' ';
            i++;
        }
        line.step(i - gap);
        return -1;
    }

    /** Without quotes, what has no digit is taken for a word of the sentence. */
    private static boolean holdsDigit(TextLine line, int from) {
        int i = from;
        while (i - from < LONGEST_REST && line.at(i) > ' ' && !Chars.isDigit(line.at(i))) {
            i++;
        }
        line.step(i - from);
        return Chars.isDigit(line.at(i));
    }
}
