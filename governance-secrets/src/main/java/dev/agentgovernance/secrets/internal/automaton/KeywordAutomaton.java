/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.util.Arrays;
import java.util.List;

/**
 * An Aho-Corasick automaton as one flat table. Immutable, safe for use by several threads.
 *
 * <p>Every character is mapped to a class (letters without case; whatever no keyword uses, and everything outside ASCII,
 * to class 0), and a state is the offset of its row, so a step is one addition and one read. States that report are
 * numbered last: one comparison tells them from the others.
 */
public final class KeywordAutomaton implements KeywordSearch {
    private static final int LANES = 4;

    private static final int ASCII = 128;
    /** In shorter parts the beginnings of the lanes would cost more than the lanes gain. */
    private static final int LEAST_LANE = 256;

    private final byte[] classes;
    private final int[] table;
    private final int classCount;
    private final int firstReporting;
    private final int[][] reports;
    private final int longest;

    private KeywordAutomaton(
            byte[] classes, int[] table, int classCount, int firstReporting, int[][] reports, int longest) {
        this.classes = classes;
        this.table = table;
        this.classCount = classCount;
        this.firstReporting = firstReporting;
        this.reports = reports;
        this.longest = longest;
    }

    /**
     * Builds the automaton.
     *
     * @throws IllegalArgumentException if a keyword is empty or holds a character outside ASCII
     */
    public static KeywordAutomaton of(List<String> keywords) {
        byte[] classes = classesOf(keywords);
        int classCount = 1;
        for (byte value : classes) {
            classCount = Math.max(classCount, value + 1);
        }
        Trie trie = new Trie(
                classCount, 1 + keywords.stream().mapToInt(String::length).sum());
        for (int i = 0; i < keywords.size(); i++) {
            trie.add(keywords.get(i), i, classes);
        }
        trie.link();
        return trie.flatten(
                classes, keywords.stream().mapToInt(String::length).max().orElse(0));
    }

    private static byte[] classesOf(List<String> keywords) {
        byte[] classes = new byte[ASCII];
        int next = 1;
        for (String keyword : keywords) {
            if (keyword.isEmpty()) {
                throw new IllegalArgumentException("an empty keyword");
            }
            for (int i = 0; i < keyword.length(); i++) {
                char c = keyword.charAt(i);
                if (c >= ASCII) {
                    throw new IllegalArgumentException("a keyword is ASCII");
                }
                int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
                if (classes[lower] == 0) {
                    classes[lower] = (byte) next++;
                    if (lower >= 'a' && lower <= 'z') {
                        classes[lower - 32] = classes[lower];
                    }
                }
            }
        }
        return classes;
    }

    @Override
    public int search(char[] text, int from, int to, int state, KeywordHits hits) {
        int lane = (to - from) / LANES;
        if (lane < LEAST_LANE || lane < longest) {
            return searchOne(text, from, to, state, hits);
        }
        return searchLanes(text, from, lane, to, state, hits);
    }

    private int searchOne(char[] text, int from, int to, int before, KeywordHits hits) {
        int[] next = table;
        byte[] map = classes;
        int reporting = firstReporting;
        int state = before;
        for (int i = from; i < to; i++) {
            char c = text[i];
            state = next[state + (c < ASCII ? map[c] : 0)];
            if (state >= reporting) {
                hits.add(i + 1, (state - reporting) / classCount);
            }
        }
        return state;
    }

    /**
     * A step waits for the read of the step before. Four parts of the text are searched at once, so that three others go on
     * meanwhile. A state depends on no more characters than the longest keyword has: a lane begins so many before its part.
     */
    private int searchLanes(char[] text, int from, int lane, int to, int before, KeywordHits hits) {
        int[] next = table;
        byte[] map = classes;
        int reporting = firstReporting;
        int from1 = from + lane;
        int from2 = from1 + lane;
        int from3 = from2 + lane;
        int state0 = before;
        int state1 = stateBefore(text, from1);
        int state2 = stateBefore(text, from2);
        int state3 = stateBefore(text, from3);
        for (int i = 0; i < lane; i++) {
            char c0 = text[from + i];
            char c1 = text[from1 + i];
            char c2 = text[from2 + i];
            char c3 = text[from3 + i];
            state0 = next[state0 + (c0 < ASCII ? map[c0] : 0)];
            state1 = next[state1 + (c1 < ASCII ? map[c1] : 0)];
            state2 = next[state2 + (c2 < ASCII ? map[c2] : 0)];
            state3 = next[state3 + (c3 < ASCII ? map[c3] : 0)];
            if (Math.max(Math.max(state0, state1), Math.max(state2, state3)) >= reporting) {
                hits.addLanes(i, state0 - reporting, state1 - reporting, state2 - reporting, state3 - reporting);
            }
        }
        hits.orderLanes(from, lane, classCount);
        return searchOne(text, from3 + lane, to, state3, hits);
    }

    private int stateBefore(char[] text, int place) {
        int state = 0;
        for (int i = place - longest; i < place; i++) {
            char c = text[i];
            state = table[state + (c < ASCII ? classes[c] : 0)];
        }
        return state;
    }

    @Override
    public int[] keywords(int set) {
        return reports[set];
    }

    /** Returns the bytes that the table takes. */
    public int tableBytes() {
        return Integer.BYTES * table.length;
    }

    /** Returns the number of states. */
    public int states() {
        return table.length / classCount;
    }

    /** The states in order of their making, all rows in one array: a state is a number, its row begins at so many rows. */
    private static final class Trie {
        private static final int[] NOTHING = new int[0];

        private final int classCount;
        private int[] rows;
        private int[][] outputs;
        private int size;
        /** The states, the root first: what most text stays in is together in memory. */
        private int[] byDepth = NOTHING;

        Trie(int classCount, int mostStates) {
            this.classCount = classCount;
            rows = new int[Math.min(mostStates, 1 << 10) * classCount];
            outputs = new int[Math.min(mostStates, 1 << 10)][];
            newState();
        }

        private int newState() {
            if (size == outputs.length) {
                rows = Arrays.copyOf(rows, rows.length * 2);
                outputs = Arrays.copyOf(outputs, size * 2);
            }
            outputs[size] = NOTHING;
            return size++;
        }

        void add(String keyword, int id, byte[] classes) {
            int state = 0;
            for (int i = 0; i < keyword.length(); i++) {
                int place = state * classCount + classes[keyword.charAt(i)];
                int following = rows[place];
                if (following == 0) {
                    following = newState();
                    // The array may be another one now.
                    rows[place] = following;
                }
                state = following;
            }
            outputs[state] = join(outputs[state], new int[] {id});
        }

        private static int[] join(int[] left, int[] right) {
            if (left.length == 0 || right.length == 0) {
                return left.length == 0 ? right : left;
            }
            int[] both = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, both, left.length, right.length);
            return both;
        }

        /**
         * Breadth first: fills the gaps of a row with the row of its longest proper suffix, which is complete by then. No
         * edge of the trie leads to its root, so a gap is a zero.
         */
        void link() {
            int[] suffix = new int[size];
            int[] queue = new int[size];
            int last = 1;
            for (int c = 0; c < classCount; c++) {
                if (rows[c] != 0) {
                    queue[last++] = rows[c];
                }
            }
            for (int first = 1; first < last; first++) {
                int state = queue[first];
                int row = state * classCount;
                int fallback = suffix[state] * classCount;
                outputs[state] = join(outputs[state], outputs[suffix[state]]);
                for (int c = 0; c < classCount; c++) {
                    int next = rows[row + c];
                    if (next == 0) {
                        rows[row + c] = rows[fallback + c];
                    } else {
                        suffix[next] = rows[fallback + c];
                        queue[last++] = next;
                    }
                }
            }
            byDepth = queue;
        }

        KeywordAutomaton flatten(byte[] classes, int longest) {
            int[] offset = new int[size];
            int quiet = 0;
            for (int state = 0; state < size; state++) {
                quiet += outputs[state].length == 0 ? 1 : 0;
            }
            int silent = 0;
            int reporting = quiet;
            int[][] reports = new int[size - quiet][];
            for (int state : byDepth) {
                boolean silence = outputs[state].length == 0;
                if (!silence) {
                    reports[reporting - quiet] = outputs[state];
                }
                offset[state] = (silence ? silent++ : reporting++) * classCount;
            }
            int[] table = new int[size * classCount];
            for (int state = 0; state < size; state++) {
                int from = state * classCount;
                int to = offset[state];
                for (int c = 0; c < classCount; c++) {
                    table[to + c] = offset[rows[from + c]];
                }
            }
            return new KeywordAutomaton(classes, table, classCount, quiet * classCount, reports, longest);
        }
    }
}
