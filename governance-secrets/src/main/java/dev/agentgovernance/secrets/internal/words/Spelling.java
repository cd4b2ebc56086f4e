/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.words;

/**
 * How much of a text is spelled like words. The text is cut at whatever is no letter and at humps
 * ({@code maxRetryCount}); of each run of letters it is known how many of them words cover, and what they cost. Reused; for
 * one thread.
 */
public final class Spelling {
    /** Longest run that is cut into words; of a longer one this much is looked at. */
    private static final int LONGEST_RUN = 64;
    /** A letter that no word covers weighs as much as this many more words. */
    private static final int UNCOVERED = 3;

    /** Where the results begin in a number, and what each takes of it. */
    private static final int FIELD = 31;

    private static final int LEFT = 5;
    private static final int WORDS = 10;
    private static final int COVERED = 15;
    private static final int LETTERS = 20;
    private static final int COST = 25;

    private final WordModel model;
    private final WordMemory memory = new WordMemory();
    private final byte[] run = new byte[LONGEST_RUN];
    private final int[] best = new int[LONGEST_RUN + 1];
    private final int[] from = new int[LONGEST_RUN + 1];

    private int letters;
    private int covered;
    private int words;
    private int cost;
    private int longestUncovered;
    private int runs;

    /** Makes a reader of spellings. */
    public Spelling(WordModel model) {
        this.model = model;
    }

    /** Reads a part of a text. */
    public void read(char[] chars, int start, int end) {
        if (memory.find(chars, start, end)) {
            unpack(memory.result());
        } else {
            spell(chars, start, end);
            memory.keep(packed());
        }
    }

    /** What is kept of a short word: no number is over 20, but for the cost, which comes last. */
    private long packed() {
        return ((long) cost << COST)
                | (letters << LETTERS)
                | (covered << COVERED)
                | (words << WORDS)
                | (longestUncovered << LEFT)
                | runs;
    }

    private void unpack(long packed) {
        runs = (int) packed & FIELD;
        longestUncovered = (int) (packed >>> LEFT) & FIELD;
        words = (int) (packed >>> WORDS) & FIELD;
        covered = (int) (packed >>> COVERED) & FIELD;
        letters = (int) (packed >>> LETTERS) & FIELD;
        cost = (int) (packed >>> COST);
    }

    private void spell(char[] chars, int start, int end) {
        letters = 0;
        covered = 0;
        words = 0;
        cost = 0;
        longestUncovered = 0;
        runs = 0;
        int length = 0;
        for (int i = start; i < end; i++) {
            int letter = letter(chars[i]);
            boolean hump = letter > 0 && length > 0 && isHump(chars, i, end);
            if (length > 0 && (letter == 0 || hump)) {
                endRun(length);
                length = 0;
            }
            if (letter > 0 && length < LONGEST_RUN) {
                run[length++] = (byte) letter;
            }
        }
        if (length > 0) {
            endRun(length);
        }
    }

    private static int letter(char c) {
        int lower = c | 32;
        return lower >= 'a' && lower <= 'z' && c < 128 ? lower - 'a' + 1 : 0;
    }

    /** A capital after a small letter, or the last of several capitals: {@code parseURLPath} has three words. */
    private static boolean isHump(char[] chars, int i, int end) {
        if (!isUpper(chars[i])) {
            return false;
        }
        return !isUpper(chars[i - 1]) || (i + 1 < end && letter(chars[i + 1]) > 0 && !isUpper(chars[i + 1]));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private void endRun(int length) {
        runs++;
        letters += length;
        int first = 0;
        int second = 0;
        for (int i = 0; i < length; i++) {
            cost += model.cost(first, second, run[i]);
            first = second;
            second = run[i];
        }
        cover(length);
    }

    /** Cuts the run into words so that the fewest letters are left over, and of those ways into the fewest words. */
    private void cover(int length) {
        java.util.Arrays.fill(best, 1, length + 1, Integer.MAX_VALUE);
        best[0] = 0;
        for (int i = 0; i < length; i++) {
            offer(i, i + 1, best[i] + UNCOVERED, -1);
            long hash = WordModel.emptyHash();
            int last = Math.min(length, i + WordModel.LONGEST_WORD);
            for (int j = i; j < last; j++) {
                hash = WordModel.hash(hash, run[j]);
                int size = j + 1 - i;
                boolean whole = size == length;
                if ((size >= 3 || (whole && size == 2)) && model.isWord(hash)) {
                    offer(i, j + 1, best[i] + (size == 3 && !whole ? 2 : 1), i);
                }
            }
        }
        int uncovered = 0;
        for (int i = length; i > 0; ) {
            if (from[i] < 0) {
                uncovered++;
                longestUncovered = Math.max(longestUncovered, uncovered);
                i--;
            } else {
                uncovered = 0;
                covered += i - from[i];
                words++;
                i = from[i];
            }
        }
    }

    private void offer(int start, int end, int weight, int origin) {
        if (weight < best[end]) {
            best[end] = weight;
            from[end] = origin < 0 ? -1 : start;
        }
    }

    /** Returns the number of letters. */
    public int letters() {
        return letters;
    }

    /** Returns how many of the letters belong to words. */
    public int covered() {
        return covered;
    }

    /** Returns the number of words. */
    public int words() {
        return words;
    }

    /** Returns the number of runs of letters. */
    public int runs() {
        return runs;
    }

    /** Returns the length of the longest run of letters that belong to no word. */
    public int longestUncovered() {
        return longestUncovered;
    }

    /**
     * Returns sixteenths of a bit a letter above what chance costs: under 0 for what is spelled like words, above for what
     * is not; 0 where there are no letters.
     */
    public int strangeness() {
        return letters == 0 ? 0 : cost / letters - WordModel.CHANCE;
    }
}
