/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

/** Finds every occurrence of a set of keywords, ignoring the case of letters. Safe for use by several threads. */
public interface KeywordSearch {
    /** The state at the beginning of a text. */
    int START = 0;

    /**
     * Adds the places in {@code text[from, to)} where keywords end, in order. A keyword may begin before {@code from}:
     * {@code text[0, from)} is what was searched before.
     *
     * @param state what the search up to {@code from} returned, or {@link #START} if nothing stands before
     * @return the state in which the search may go on at {@code to}
     */
    int search(char[] text, int from, int to, int state, KeywordHits hits);

    /** Returns the keywords that end at a place, the longest first; not to be changed. */
    int[] keywords(int set);

    /** Returns how many sets there are. */
    int sets();
}
