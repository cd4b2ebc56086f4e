/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.util.Arrays;

/** The places where keywords end, in order: at most one for each character. Reused for the next text; for one thread. */
public final class KeywordHits {
    private static final int FIRST = 64;
    private static final int LANES = 4;

    private int[] ends = new int[FIRST];
    private int[] sets = new int[FIRST];
    private int first;
    private int count;
    /** What four lanes found, in the order in which they did: after how many steps, and which of them; in which state. */
    private int[] laneSteps = new int[FIRST];

    private int[] laneStates = new int[FIRST];
    private int laned;

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

    /** Notes which of four lanes report after so many steps: those whose state is not negative. */
    void addLanes(int step, int state0, int state1, int state2, int state3) {
        if (laned + LANES > laneSteps.length) {
            laneSteps = Arrays.copyOf(laneSteps, 2 * laneSteps.length);
            laneStates = Arrays.copyOf(laneStates, 2 * laneStates.length);
        }
        // Each is written, and the next one over it unless it reports: which one does, nothing can foretell.
        int[] steps = laneSteps;
        int[] states = laneStates;
        int n = laned;
        steps[n] = step << 2;
        states[n] = state0;
        n += ~state0 >>> 31;
        steps[n] = step << 2 | 1;
        states[n] = state1;
        n += ~state1 >>> 31;
        steps[n] = step << 2 | 2;
        states[n] = state2;
        n += ~state2 >>> 31;
        steps[n] = step << 2 | 3;
        states[n] = state3;
        laned = n + (~state3 >>> 31);
    }

    /** Adds what the lanes found, in the order of the text, in which the parts of the lanes follow each other. */
    void orderLanes(int from, int lane, int width) {
        for (int part = 0; part < LANES; part++) {
            int end = from + part * lane + 1;
            for (int i = 0; i < laned; i++) {
                if ((laneSteps[i] & 3) == part) {
                    add(end + (laneSteps[i] >>> 2), laneStates[i] / width);
                }
            }
        }
        laned = 0;
    }
}
