/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Finds runs of characters long enough to be base 64 or hexadecimal digits, by looking at every eighth character: no run of
 * sixteen passes between two of these.
 */
public final class EncodedRuns {
    /** Fewer characters are not decoded. */
    public static final int SHORTEST = 16;

    private static final int STRIDE = 8;
    private static final boolean[] ALPHABET = new boolean[128];

    static {
        for (int c = 0; c < ALPHABET.length; c++) {
            ALPHABET[c] = Chars.isAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_';
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
        return c >= 0 && c < ALPHABET.length && ALPHABET[c];
    }

    /** Reports the runs of a line, from left to right. */
    public static void find(TextLine line, Runs runs) {
        char[] chars = line.chars();
        int to = line.to();
        for (int i = line.from() + STRIDE - 1; i + STRIDE < to; i += STRIDE) {
            // The first place in a run of sixteen that is looked at has eight more of its characters behind it.
            if (isPart(chars[i])
                    && isPart(chars[i + 8])
                    && isPart(chars[i + 4])
                    && isPart(chars[i + 2])
                    && isPart(chars[i + 6])) {
                i = expand(line, i, runs);
            }
        }
    }

    private static int expand(TextLine line, int inside, Runs runs) {
        char[] chars = line.chars();
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
