/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Finds which of many words are in a text, whatever their case, in one pass (Aho and Corasick). Immutable. */
final class KeywordTable {
    private static final int ALPHABET = 128;

    private final List<String> words;
    private final int[] next;
    private final BitSet[] ends;

    KeywordTable(List<String> words) {
        this.words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        int states = 1 + this.words.stream().mapToInt(String::length).sum();
        int[] table = new int[states * ALPHABET];
        Arrays.fill(table, -1);
        ends = new BitSet[states];
        Arrays.setAll(ends, i -> new BitSet());
        int count = 1;
        for (int w = 0; w < this.words.size(); w++) {
            String word = this.words.get(w);
            if (word.chars().anyMatch(c -> c >= ALPHABET)) {
                continue;
            }
            int state = 0;
            for (int i = 0; i < word.length(); i++) {
                int edge = state * ALPHABET + word.charAt(i);
                if (table[edge] < 0) {
                    table[edge] = count++;
                }
                state = table[edge];
            }
            ends[state].set(w);
        }
        next = table;
        close();
    }

    private void close() {
        int[] fallback = new int[ends.length];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            ends[state].or(ends[fallback[state]]);
            for (int c = 0; c < ALPHABET; c++) {
                int edge = state * ALPHABET + c;
                int back = state == 0 ? 0 : next[fallback[state] * ALPHABET + c];
                if (next[edge] < 0) {
                    next[edge] = back;
                } else {
                    fallback[next[edge]] = back;
                    queue.add(next[edge]);
                }
            }
        }
    }

    /** Returns the numbers of the words that are in a part of a text. */
    BitSet in(String text, int from, int to) {
        BitSet found = new BitSet();
        int state = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int small = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
            state = small < ALPHABET ? next[state * ALPHABET + small] : 0;
            if (state != 0 && !ends[state].isEmpty()) {
                found.or(ends[state]);
            }
        }
        for (int w = 0; w < words.size(); w++) {
            String word = words.get(w);
            if (word.isEmpty()
                    || (word.chars().anyMatch(c -> c >= ALPHABET)
                            && text.substring(from, to).toLowerCase(Locale.ROOT).contains(word))) {
                found.set(w);
            }
        }
        return found;
    }
}
