/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

/** Finds every occurrence of a set of keywords, ignoring the case of ASCII letters. */
public interface KeywordSearch {

    /** Receives an occurrence. */
    @FunctionalInterface
    interface Hits {
        /** Keyword number {@code keyword} ends before {@code end}. */
        void hit(int keyword, int end);
    }

    /** Reports the keywords in {@code text[from, to)}, ordered by their end. */
    void search(char[] text, int from, int to, Hits hits);
}
