/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.List;

/** What stands round a number. */
final class Surroundings {
    private static final int REACH = 48;
    /** A word as long as this may be the beginning of a longer one. */
    private static final int LONG_WORD = 5;

    private Surroundings() {}

    /** Returns whether a number may begin here: it is not the rest of a word or of a longer number. */
    static boolean opens(TextLine line, int start) {
        int before = line.at(start - 1);
        boolean inNumber =
                (before == '.' || before == '-' || before == '/' || before == ':') && Chars.isAlnum(line.at(start - 2));
        return !Chars.isAlnum(before) && before != '_' && !inNumber;
    }

    /** Returns whether a number may end here. */
    static boolean closes(TextLine line, int end) {
        int next = line.at(end);
        boolean inNumber =
                (next == '.' || next == '-' || next == '/' || next == ':') && Chars.isDigit(line.at(end + 1));
        return !Chars.isAlnum(next) && next != '_' && !inNumber;
    }

    /** Returns whether one of some words, in small letters, stands shortly before a number. */
    static boolean saysBefore(TextLine line, int start, List<String> words) {
        int from = Math.max(line.from(), start - REACH);
        line.step(start - from);
        for (String word : words) {
            for (int i = from; i + word.length() <= start; i++) {
                if (line.matchesIgnoringCase(i, word) && isWord(line, i, i + word.length(), word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWord(TextLine line, int start, int end, int length) {
        int before = line.at(start - 1);
        int next = line.at(end);
        boolean begins = !Chars.isLetter(before) || (Chars.isUpper(line.at(start)) && !Chars.isUpper(before));
        boolean ends = !Chars.isLetter(next)
                || (Chars.isUpper(next) && !Chars.isUpper(line.at(end - 1)))
                || length >= LONG_WORD;
        return begins && ends;
    }
}
