/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.util.Arrays;
import java.util.List;

/**
 * An Aho-Corasick automaton as one flat table. Immutable, safe for use by several threads.
 *
 * <p>Every character is mapped to a class (letters without case; whatever no keyword uses, and everything outside ASCII,
 * to class 0), and a step is one read of the class and one of the row of the state. States that report are numbered last: one
 * comparison tells them from the others. What a search waits for is memory: numbers of states take two bytes where they fit,
 * the states near the root come first, and in a row the classes that text is made of stand together.
 */
public final class KeywordAutomaton implements KeywordSearch {
    static final int LANES = 4;

    private static final int ASCII = 128;
    private static final int CHARS = 1 << Character.SIZE;
    /** In shorter parts the beginnings of the lanes would cost more than the lanes gain. */
    private static final int LEAST_LANE = 256;
    /** Characters of text and code, about as often as they occur. */
    private static final String BY_FREQUENCY = " etaoinrsldcpumghfbyv.w-k/_\":x=,0jq'z12;()\\*";

    private final Table table;
    private final int[][] reports;

    private KeywordAutomaton(Table table, int[][] reports) {
        this.table = table;
        this.reports = reports;
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

    /** Returns the class of every character. */
    private static byte[] classesOf(List<String> keywords) {
        boolean[] used = new boolean[ASCII];
        for (String keyword : keywords) {
            if (keyword.isEmpty()) {
                throw new IllegalArgumentException("an empty keyword");
            }
            for (int i = 0; i < keyword.length(); i++) {
                char c = keyword.charAt(i);
                if (c >= ASCII) {
                    throw new IllegalArgumentException("a keyword is ASCII");
                }
                used[lower(c)] = true;
            }
        }
        byte[] classes = new byte[CHARS];
        int next = 1;
        for (int i = 0; i < BY_FREQUENCY.length() + ASCII; i++) {
            int c = i < BY_FREQUENCY.length() ? BY_FREQUENCY.charAt(i) : i - BY_FREQUENCY.length();
            if (used[c] && classes[c] == 0) {
                classes[c] = (byte) next++;
            }
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            classes[c] = classes[lower(c)];
        }
        return classes;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
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
            int[] number = new int[size];
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
                number[state] = silence ? silent++ : reporting++;
            }
            int shift = Integer.SIZE - Integer.numberOfLeadingZeros(classCount - 1);
            Table table = size <= CHARS
                    ? new NarrowTable(classes, new char[size << shift], shift, quiet, longest)
                    : new WideTable(classes, new int[size << shift], shift, quiet, longest);
            for (int state = 0; state < size; state++) {
                int from = state * classCount;
                int to = number[state] << shift;
                for (int c = 0; c < classCount; c++) {
                    table.set(to + c, number[rows[from + c]]);
                }
            }
            return new KeywordAutomaton(table, reports);
        }
    }
}
