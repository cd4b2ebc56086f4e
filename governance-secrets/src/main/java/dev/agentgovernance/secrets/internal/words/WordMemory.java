/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.words;

/**
 * Remembers a number for short words: the values that stand behind names are the same few again and again. Only what is letters
 * alone is kept, each with its case, so that no word is taken for another. Of fixed size; for one thread.
 */
public final class WordMemory {
    private static final int LONGEST = 20;
    private static final int HALF = 10;
    private static final int BITS = 6;
    private static final int SIZE = 256;

    /** Two numbers for each word: none is 0 in the first. */
    private final long[] keys = new long[2 * SIZE];

    private final long[] results = new long[SIZE];
    private long first;
    private long second;
    private int slot;

    /** Looks for a part of a text, and returns whether something is remembered for it. */
    public boolean find(char[] chars, int start, int end) {
        slot = -1;
        if (start >= end || end - start > LONGEST) {
            return false;
        }
        first = 0;
        second = 0;
        for (int i = start; i < end; i++) {
            int code = code(chars[i]);
            if (code == 0) {
                return false;
            }
            if (i - start < HALF) {
                first = (first << BITS) | code;
            } else {
                second = (second << BITS) | code;
            }
        }
        long hash = (first ^ Long.rotateLeft(second, 31)) * 0x9E3779B97F4A7C15L;
        slot = (int) (hash >>> 56) & (SIZE - 1);
        return keys[2 * slot] == first && keys[2 * slot + 1] == second;
    }

    private static int code(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 1;
        }
        return c >= 'A' && c <= 'Z' ? c - 'A' + 27 : 0;
    }

    /** Returns whether the part that was looked for is a short word: letters alone. */
    public boolean isWord() {
        return slot >= 0;
    }

    /** Returns what was kept for the part that was found. */
    public long result() {
        return results[slot];
    }

    /** Keeps a number for the part that was looked for last, if it is a short word. */
    public void keep(long result) {
        if (slot >= 0) {
            keys[2 * slot] = first;
            keys[2 * slot + 1] = second;
            results[slot] = result;
        }
    }
}
