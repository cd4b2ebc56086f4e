/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.decode.Decoded;

/**
 * Finds the keywords of a decoded text from those of the line that it came from: most of it stands there as it is, and only
 * where the two differ are characters read again.
 */
final class CopiedKeywords {
    /** A shorter part is read again: that takes less time than to find the state behind it. */
    private static final int LEAST = 24;

    private CopiedKeywords() {}

    /**
     * Adds the places where keywords end. INVARIANT: they are those that a search of the text finds.
     *
     * @param known where keywords end in the line, all of them
     */
    static void find(KeywordAutomaton keywords, Decoded text, KeywordHits known, KeywordHits hits) {
        char[] chars = text.chars();
        int index = known.first();
        int state = KeywordSearch.START;
        int part = 0;
        boolean copied = false;
        while (part < text.parts()) {
            int from = text.partStart(part);
            state = copied ? keywords.stateAt(chars, from) : state;
            copied = isCopied(text, part);
            if (copied) {
                int to = text.partStart(part + 1);
                index = keywords.copy(chars, from, to, state, known, index, text.partSource(part), hits);
                part++;
            } else {
                part = endOfOthers(text, part);
                state = keywords.search(chars, from, text.partStart(part), state, hits);
            }
        }
    }

    /** Returns the first part from one on whose keywords are taken over, or how many parts there are. */
    private static int endOfOthers(Decoded text, int part) {
        int end = part;
        while (end < text.parts() && !isCopied(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isCopied(Decoded text, int part) {
        return text.partSource(part) >= 0 && text.partStart(part + 1) - text.partStart(part) >= LEAST;
    }
}
