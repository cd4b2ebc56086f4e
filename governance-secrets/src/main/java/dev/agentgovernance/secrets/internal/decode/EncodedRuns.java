/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Finds runs of characters long enough to be base 64 or hexadecimal digits, by looking at every fourteenth character: no run of
 * twenty-seven passes between two of these, and the first that it holds has thirteen more of its characters behind it.
 */
public final class EncodedRuns {
    /** Fewer characters are not decoded. */
    public static final int SHORTEST = 27;

    /** No run of the shortest length passes between two places so far apart. */
    public static final int STRIDE = 14;

    /** So many characters behind a candidate belong to its run. */
    public static final int BEHIND = 13;

    private static final int ASCII = 127;
    /** 1 for what may stand in a run. */
    private static final byte[] ALPHABET = new byte[ASCII + 1];

    static {
        for (int c = 0; c < ALPHABET.length; c++) {
            boolean part = Chars.isAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_';
            ALPHABET[c] = (byte) (part ? 1 : 0);
        }
    }

    private EncodedRuns() {}

    /** Receives a run. */
    @FunctionalInterface
    public interface Runs {
        /** A run begins at {@code start} and ends before {@code end}; the {@code =} that may follow are not in it. */
        void run(int start, int end);
    }

    /** Returns whether a character may stand in a run. */
    public static boolean isPart(int c) {
        return c >= 0 && c < ALPHABET.length && ALPHABET[c] != 0;
    }

    /**
     * Returns a place from which {@link #find} will look for runs in {@code [from, to)}, or {@code to} if there is none.
     *
     * @param known where the search may begin at the earliest: what stands before was looked at
     */
    public static int first(char[] chars, int from, int known, int to) {
        return next(chars, Math.max(known, from + STRIDE - 1), to);
    }

    /** Reports the runs of a line, from left to right, after {@link #first} found a place. */
    public static void find(TextLine line, int first, Runs runs) {
        int i = first;
        while (i < line.to()) {
            i = next(line.chars(), expand(line, i, runs) + STRIDE, line.to());
        }
    }

    /**
     * Looks at every fourteenth place from one on, and returns the first at which a run may stand. From what is not below
     * {@code to - BEHIND} the search may go on when more of the text is there. It is a loop that compilers understand.
     */
    public static int candidate(char[] chars, int from, int to) {
        byte[] part = ALPHABET;
        int last = to - BEHIND;
        int i = from;
        for (; i < last; i += STRIDE) {
            // One branch, which nearly always goes the same way; what is no ASCII is told apart behind it.
            int all = part[chars[i] & ASCII]
                    & part[chars[i + 4] & ASCII]
                    & part[chars[i + 8] & ASCII]
                    & part[chars[i + 11] & ASCII]
                    & part[chars[i + BEHIND] & ASCII];
            if (all != 0 && others(chars, i) != 0) {
                return i;
            }
        }
        return i;
    }

    /** Of the fourteen those that were not looked at: one in two candidates is none, and which one, no branch can foretell. */
    private static int others(char[] chars, int i) {
        byte[] part = ALPHABET;
        return part[chars[i + 1] & ASCII]
                & part[chars[i + 2] & ASCII]
                & part[chars[i + 3] & ASCII]
                & part[chars[i + 5] & ASCII]
                & part[chars[i + 6] & ASCII]
                & part[chars[i + 7] & ASCII]
                & part[chars[i + 9] & ASCII]
                & part[chars[i + 10] & ASCII]
                & part[chars[i + 12] & ASCII];
    }

    private static int next(char[] chars, int from, int to) {
        int i = candidate(chars, from, to);
        return i < to - BEHIND ? i : to;
    }

    /**
     * Returns where the run ends that holds a candidate, or the last place within {@link #BEHIND} of it that is in no run: a
     * candidate has five of fourteen in a row, and most have not the others.
     */
    public static int end(char[] chars, int inside, int to) {
        int end = Math.min(to, inside + BEHIND + 1);
        for (int i = end - 1; i >= inside; i--) {
            if (!isPart(chars[i])) {
                return i;
            }
        }
        while (end < to && isPart(chars[end])) {
            end++;
        }
        return end;
    }

    /**
     * Returns whether a run that ends at {@code end}, and holds what is between that and {@code inside}, is not decoded
     * whatever follows.
     *
     * @param begun whether the first run may have begun before the characters
     * @param ended whether nothing follows the characters
     */
    public static boolean isDead(char[] chars, int inside, int end, int to, boolean begun, boolean ended) {
        if (end - inside <= BEHIND) {
            return true;
        }
        int start = inside;
        while (start > 0 && isPart(chars[start - 1])) {
            start--;
        }
        return (end < to || ended)
                && (end - start < SHORTEST || ((start > 0 || !begun) && !RunDecoder.mayHoldText(chars, start, end, 0)));
    }

    private static int expand(TextLine line, int inside, Runs runs) {
        char[] chars = line.chars();
        for (int i = inside + BEHIND; i >= inside; i--) {
            if (!isPart(chars[i])) {
                return i;
            }
        }
        int start = inside;
        while (start > line.from() && isPart(chars[start - 1])) {
            start--;
        }
        int end = inside + 1;
        while (end < line.to() && isPart(chars[end])) {
            end++;
        }
        if (end - start < SHORTEST) {
            return inside;
        }
        line.step(end - start);
        runs.run(start, end);
        // The next place that is looked at is the first that a run behind this one may reach.
        return end;
    }
}
