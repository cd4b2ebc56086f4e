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
    static final int LEAST_LANE = 64;

    private final Table table;
    private final int[][] reports;
    private final Depths depths;

    KeywordAutomaton(Table table, int[][] reports, Depths depths) {
        this.table = table;
        this.reports = reports;
        this.depths = depths;
    }

    /**
     * How many characters states stand for.
     *
     * @param quiet by a number of characters, how many of the states that do not report stand for no more
     * @param longest by set, the length of its longest keyword
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Depths(int[] quiet, short[] longest) {}

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
        if (lane < LEAST_LANE) {
            return table.searchOne(text, from, to, state, hits);
        }
        return table.searchLanes(text, from, lane, to, state, hits);
    }

    /**
     * Adds the places in {@code text[from, to)}, which also stands somewhere in another text, from what was found there: few
     * characters are read again. A keyword may begin before {@code from} here, or before the copy there.
     *
     * @param state in which the search goes on at {@code from}
     * @param known all places in the other text, or all from the first that may be in the copy on
     * @param first the index of the first of them that may be in the copy
     * @param source where in the other text the copy begins
     * @return the index of the first place that is not in the copy nor before it
     */
    public int copy(
            char[] text, int from, int to, int state, KeywordHits known, int first, int source, KeywordHits hits) {
        int shift = from - source;
        int index = first;
        while (index < known.count() && known.end(index) <= source) {
            index++;
        }
        int i = from;
        int now = state;
        int least = beginsBefore(known, index, source, to - shift) + shift;
        while (i < to && (i < least || !isWithin(now, i - from))) {
            now = table.next(table.cell(now, table.classOf(text[i++])));
            if (now >= table.reporting()) {
                hits.add(i, now - table.reporting());
            }
        }
        // From here on no keyword that ends begins before the copy.
        while (index < known.count() && known.end(index) + shift <= i) {
            index++;
        }
        while (index < known.count() && known.end(index) + shift <= to) {
            hits.add(known.end(index) + shift, known.set(index));
            index++;
        }
        return index;
    }

    /** Returns the last place up to which a keyword ends that began before a place; that place itself if there is none. */
    private int beginsBefore(KeywordHits known, int first, int place, int to) {
        int last = place;
        int reach = Math.min(to, place + table.longest() - 1);
        for (int i = first; i < known.count() && known.end(i) <= reach; i++) {
            if (depths.longest[known.set(i)] > known.end(i) - place) {
                last = known.end(i);
            }
        }
        return last;
    }

    private boolean isWithin(int state, int length) {
        return state < table.reporting()
                ? state < depths.quiet[Math.min(length, depths.quiet.length - 1)]
                : length >= table.longest();
    }

    /** Returns a state in which a search may go on at a place of a text: behind its next character, it is that of a search. */
    public int stateAt(char[] text, int place) {
        return table.stateAt(text, place, table.before()[table.classOf(text[place])]);
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
