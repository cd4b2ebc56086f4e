/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.util.Arrays;

/** The places where keywords end, in order: at most one for each character. Reused for the next text; for one thread. */
public final class KeywordHits {
    /** How many numbers a note has of what lanes saw. */
    static final int SEEN = 5;

    private static final int FIRST = 64;
    private static final int LANES = 4;
    private static final int[] NOTHING = {};

    private int[] ends = new int[FIRST];
    private int[] sets = new int[FIRST];
    private int first;
    private int count;
    /** The first place that is not known to lead to nothing. */
    private int open;

    /** Whether it is known to lead to something. */
    private boolean told;
    /** After which steps of four lanes some of them reported, and their states then. */
    private int[] seen = NOTHING;

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
            open -= first;
            first = 0;
        } else {
            ends = Arrays.copyOf(ends, 2 * ends.length);
            sets = Arrays.copyOf(sets, 2 * sets.length);
        }
    }

    /** Returns the index of the first place that was not dropped. */
    public int first() {
        return first;
    }

    /** Returns the index of the first place that may lead to something: those before it were {@linkplain #close closed}. */
    public int open() {
        return open;
    }

    /** Notes that the first open place leads to nothing. */
    public void close() {
        open++;
        told = false;
    }

    /** Notes that the first open place may lead to something, as far as can be told without its line. */
    public void tell() {
        told = true;
    }

    /** Returns whether {@link #tell} said so of a place. */
    public boolean isTold(int index) {
        return told && index == open;
    }

    /** Opens all places again. */
    public void reopen() {
        open = first;
        told = false;
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
        if (open < first) {
            open = first;
            told = false;
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
        open = 0;
        told = false;
    }

    /** Returns where lanes note a step and their four states, one such note after the other: room for so many notes. */
    int[] lanes(int notes) {
        if (seen.length < notes * SEEN) {
            seen = new int[notes * SEEN];
        }
        return seen;
    }

    /** Returns an array of twice the length for the same notes. */
    int[] moreLanes() {
        seen = Arrays.copyOf(seen, 2 * seen.length);
        return seen;
    }

    /**
     * Adds what the lanes found, in the order of the text, in which their parts follow each other.
     *
     * @param noted how many numbers were noted
     * @param from where the first part begins
     * @param lane how long each is
     * @param reporting the first state that reports
     */
    void addLanes(int noted, int from, int lane, int reporting) {
        for (int part = 0; part < LANES; part++) {
            while (count + noted / SEEN > ends.length) {
                grow();
            }
            int end = from + part * lane + 1;
            int n = count;
            // Each is written, and the next one over it unless it reports: which one does, nothing can foretell.
            for (int i = 0; i < noted; i += SEEN) {
                int set = seen[i + 1 + part] - reporting;
                ends[n] = end + seen[i];
                sets[n] = set;
                n += ~set >>> 31;
            }
            count = n;
        }
    }
}
