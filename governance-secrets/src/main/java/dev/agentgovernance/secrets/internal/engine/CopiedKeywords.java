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
        boolean copied = false;
        for (int part = 0; part < text.parts(); part++) {
            int from = text.partStart(part);
            int to = text.partStart(part + 1);
            int source = text.partSource(part);
            state = copied ? keywords.stateAt(chars, from) : state;
            copied = source >= 0;
            if (copied) {
                index = keywords.copy(chars, from, to, state, known, index, source, hits);
            } else {
                state = keywords.search(chars, from, to, state, hits);
            }
        }
    }
}
