/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * An Aho-Corasick automaton as one flat table. Immutable, safe for use by several threads.
 *
 * <p>Every character is mapped to a class (letters without case; whatever no keyword uses to class 0; those outside ASCII
 * share some classes, so that a keyword with them is also found where it is not), and a step is one read of the class and one of the row of the state. States that report are numbered last: one
 * comparison tells them from the others. What a search waits for is memory: numbers of states take two bytes where they fit,
 * the states near the root come first, and in a row the classes that text is made of stand together.
 */
public final class KeywordAutomaton implements KeywordSearch {
    static final int LANES = 4;

    /** In shorter parts the beginnings of the lanes would cost more than the lanes gain. */
    private static final int LEAST_LANE = 256;

    private final Table table;
    private final int[][] reports;

    KeywordAutomaton(Table table, int[][] reports) {
        this.table = table;
        this.reports = reports;
    }

    /**
     * Builds the automaton.
     *
     * @throws IllegalArgumentException if a keyword is empty
     */
    public static KeywordAutomaton of(List<String> keywords) {
        return read(ByteBuffer.wrap(packed(keywords)));
    }

    /**
     * Returns what an automaton is made of, in few bytes.
     *
     * @throws IllegalArgumentException if a keyword is empty
     */
    public static byte[] packed(List<String> keywords) {
        return TrieWriter.write(keywords);
    }

    /** Builds the automaton of keywords that were {@linkplain #packed packed}: in about a tenth of the time. */
    public static KeywordAutomaton read(ByteBuffer packed) {
        return TrieReader.read(packed);
    }

    @Override
    public int search(char[] text, int from, int to, int state, KeywordHits hits) {
        int lane = (to - from) / LANES;
        if (lane < LEAST_LANE || lane < table.longest()) {
            return table.searchOne(text, from, to, state, hits);
        }
        return table.searchLanes(text, from, lane, to, state, hits);
    }

    @Override
    public int[] keywords(int set) {
        return reports[set];
    }

    @Override
    public int sets() {
        return reports.length;
    }

    /** Returns the bytes that the table takes. */
    public int tableBytes() {
        return table.bytes();
    }

    /** Returns the number of states. */
    public int states() {
        return table.states();
    }
}
