/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.util.Arrays;

/** The places where keywords end, in order: at most one for each character. Reused for the next text; for one thread. */
public final class KeywordHits {
    private static final int FIRST = 64;

    private int[] ends = new int[FIRST];
    private int[] sets = new int[FIRST];
    private int first;
    private int count;
    /** What several lanes found, in the order in which they did. */
    private int[] lanePlaces = new int[FIRST];

    private int[] laneStates = new int[FIRST];

    /** Adds a place: the keywords of a set end before {@code end}. */
    public void add(int end, int set) {
        if (count == ends.length) {
            grow();
        }
        ends[count] = end;
        sets[count++] = set;
    }

    private void grow() {
        if (first > count / 2) {
            System.arraycopy(ends, first, ends, 0, count - first);
            System.arraycopy(sets, first, sets, 0, count - first);
            count -= first;
            first = 0;
        } else {
            ends = Arrays.copyOf(ends, 2 * count);
            sets = Arrays.copyOf(sets, 2 * count);
        }
    }

    /** Returns the index of the first place that was not dropped. */
    public int first() {
        return first;
    }

    /** Returns the index behind the last place. */
    public int count() {
        return count;
    }

    /** Returns where the keywords of a place end. */
    public int end(int index) {
        return ends[index];
    }

    /** Returns which keywords end at a place. */
    public int set(int index) {
        return sets[index];
    }

    /** Returns whether there is no place. */
    public boolean isEmpty() {
        return first == count;
    }

    /** Drops the places up to one. */
    public void dropUpTo(int end) {
        while (first < count && ends[first] <= end) {
            first++;
        }
        if (first == count) {
            clear();
        }
    }

    /** Moves all places to the left; those that leave the text are dropped. */
    public void shift(int by) {
        dropUpTo(by);
        for (int i = first; i < count; i++) {
            ends[i] -= by;
        }
    }

    /** Drops all places. */
    public void clear() {
        first = 0;
        count = 0;
    }

    /** Returns room for so many places of lanes and some more, with what is in it. */
    int[] lanePlaces(int used) {
        if (used + KeywordAutomaton.LANES > lanePlaces.length) {
            lanePlaces = Arrays.copyOf(lanePlaces, 2 * lanePlaces.length);
            laneStates = Arrays.copyOf(laneStates, 2 * laneStates.length);
        }
        return lanePlaces;
    }

    /** Returns as much room for the states of lanes. */
    int[] laneStates() {
        return laneStates;
    }
}
