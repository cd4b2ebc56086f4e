/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private static final int ASCII = 128;

    private final byte[] classes;
    private final int[] table;
    private final int classCount;
    private final int firstReporting;
    private final int[][] reports;

    private KeywordAutomaton(byte[] classes, int[] table, int classCount, int firstReporting, int[][] reports) {
        this.classes = classes;
        this.table = table;
        this.classCount = classCount;
        this.firstReporting = firstReporting;
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
        Trie trie = new Trie(classCount);
        for (int i = 0; i < keywords.size(); i++) {
            trie.add(keywords.get(i), i, classes);
        }
        trie.link();
        return trie.flatten(classes);
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
    public void search(char[] text, int from, int to, Hits hits) {
        int[] next = table;
        byte[] map = classes;
        int reporting = firstReporting;
        int state = 0;
        for (int i = from; i < to; i++) {
            char c = text[i];
            state = next[state + (c < ASCII ? map[c] : 0)];
            if (state >= reporting) {
                for (int keyword : reports[(state - reporting) / classCount]) {
                    hits.hit(keyword, i + 1);
                }
            }
        }
    }

    /** Returns the number of states. */
    public int states() {
        return table.length / classCount;
    }

    private static final class Trie {
        private final int classCount;
        private final List<int[]> rows = new ArrayList<>();
        private final List<int[]> outputs = new ArrayList<>();

        Trie(int classCount) {
            this.classCount = classCount;
            newState();
        }

        private int newState() {
            int[] row = new int[classCount];
            Arrays.fill(row, -1);
            rows.add(row);
            outputs.add(new int[0]);
            return rows.size() - 1;
        }

        void add(String keyword, int id, byte[] classes) {
            int state = 0;
            for (int i = 0; i < keyword.length(); i++) {
                int cls = classes[keyword.charAt(i)];
                int following = rows.get(state)[cls];
                if (following < 0) {
                    following = newState();
                    rows.get(state)[cls] = following;
                }
                state = following;
            }
            outputs.set(state, join(outputs.get(state), new int[] {id}));
        }

        private static int[] join(int[] left, int[] right) {
            int[] both = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, both, left.length, right.length);
            return both;
        }

        /** Breadth first: fills the gaps of a row with the row of its longest proper suffix, which is complete by then. */
        void link() {
            int[] suffix = new int[rows.size()];
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            int[] root = rows.get(0);
            for (int c = 0; c < classCount; c++) {
                if (root[c] < 0) {
                    root[c] = 0;
                } else {
                    queue.add(root[c]);
                }
            }
            while (!queue.isEmpty()) {
                int state = queue.remove();
                int[] row = rows.get(state);
                int[] fallback = rows.get(suffix[state]);
                outputs.set(state, join(outputs.get(state), outputs.get(suffix[state])));
                for (int c = 0; c < classCount; c++) {
                    if (row[c] < 0) {
                        row[c] = fallback[c];
                    } else {
                        suffix[row[c]] = fallback[c];
                        queue.add(row[c]);
                    }
                }
            }
        }

        KeywordAutomaton flatten(byte[] classes) {
            int size = rows.size();
            int[] number = new int[size];
            int silent = 0;
            for (int pass = 0; pass < 2; pass++) {
                for (int state = 0; state < size; state++) {
                    if ((outputs.get(state).length == 0) == (pass == 0)) {
                        number[state] = silent++;
                    }
                }
            }
            int quiet =
                    (int) outputs.stream().filter(output -> output.length == 0).count();
            int[] table = new int[size * classCount];
            int[][] reports = new int[size - quiet][];
            for (int state = 0; state < size; state++) {
                for (int c = 0; c < classCount; c++) {
                    table[number[state] * classCount + c] = number[rows.get(state)[c]] * classCount;
                }
                if (outputs.get(state).length > 0) {
                    reports[number[state] - quiet] = outputs.get(state);
                }
            }
            return new KeywordAutomaton(classes, table, classCount, quiet * classCount, reports);
        }
    }
}
