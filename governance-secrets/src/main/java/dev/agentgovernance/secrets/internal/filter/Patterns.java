/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Tells a value that was typed in a pattern from one that was drawn: {@code abc123def456}, {@code a1b2c3d4},
 * {@code Aa1Bb2Cc3}, {@code 98765432}, a block that comes twice. Reused; for one thread.
 *
 * <p>Letters count whatever their case, and marks between them not at all. At each of four distances the letters and digits
 * that follow the one so far before them in the alphabet are counted, up and down, wraps included, and at two distances
 * those that repeat it. If characters are drawn one by one, each count is binomial; by the bound of Chernoff its tail is at
 * most {@code exp(-n * D(k/n || p))}. That, times the number of counts, must be under one in a million.
 */
final class Patterns {
    /** A value that was drawn passes for a pattern once in so many at most. */
    private static final double RARE = Math.log(1e6);

    private static final int LONGEST = 128;
    private static final int LONGEST_STRIDE = 4;
    /** The pieces by which a repeated block is sought. */
    private static final int PIECE = 4;
    /** How many counts are made, at most, for one value: up and down at each stride, and all distances of a block. */
    private static final double COUNTS = Math.log(2 * LONGEST_STRIDE + LONGEST);

    private static final int LETTER_A = 10;
    private static final int LETTER_F = 15;
    private static final int LETTER_Z = 35;

    private final byte[] codes = new byte[LONGEST];
    private int length;
    private double chance;

    /** Returns whether the letters and digits of a value follow a pattern that chance makes once in a million values. */
    boolean isPattern(TextLine line, int start, int end) {
        read(line, start, end);
        for (int stride = 1; stride <= LONGEST_STRIDE; stride++) {
            if (isWalk(stride, 1) || isWalk(stride, -1)) {
                return true;
            }
        }
        return isBlockTwice(length - PIECE) || isBlockTwice(0);
    }

    private void read(TextLine line, int start, int end) {
        length = 0;
        int greatest = 0;
        for (int i = start; i < end && length < LONGEST; i++) {
            int c = line.at(i);
            if (Chars.isAlnum(c)) {
                int code = Chars.isDigit(c) ? c - '0' : (c | 32) - 'a' + LETTER_A;
                greatest = Math.max(greatest, code);
                codes[length++] = (byte) code;
            }
        }
        // The next of ten digits, of sixteen (with two ways to begin again), and of letters, with digits or without.
        chance = greatest < LETTER_A ? 0.1 : greatest <= LETTER_F ? 0.07 : 0.04;
        line.step(LONGEST_STRIDE * length);
    }

    private boolean isWalk(int stride, int step) {
        int follow = 0;
        for (int i = stride; i < length; i++) {
            int from = step > 0 ? codes[i - stride] : codes[i];
            int to = step > 0 ? codes[i] : codes[i - stride];
            follow += follows(from, to) ? 1 : 0;
        }
        return isRare(follow, length - stride);
    }

    private static boolean follows(int from, int to) {
        return to == from + 1
                || (to == 0 && (from == LETTER_A - 1 || from == LETTER_F || from == LETTER_Z))
                || (to == LETTER_A && from == LETTER_Z);
    }

    /** Whether most characters are those of a block before: where a piece comes again, the block begins again. */
    private boolean isBlockTwice(int piece) {
        if (length < 3 * PIECE) {
            return false;
        }
        for (int at = 0; at + PIECE <= length; at++) {
            int distance = Math.abs(piece - at);
            if (distance < PIECE || !java.util.Arrays.equals(codes, at, at + PIECE, codes, piece, piece + PIECE)) {
                continue;
            }
            int same = 0;
            for (int i = distance; i < length; i++) {
                same += codes[i] == codes[i - distance] ? 1 : 0;
            }
            // The piece was chosen because it comes again.
            return isRare(same - PIECE, length - distance - PIECE);
        }
        return false;
    }

    /** Whether so many of {@code of} come about once in a million, and leave no more than as many others. */
    private boolean isRare(int count, int of) {
        if (of <= 0 || count * 2 < of) {
            return false;
        }
        double share = (double) count / of;
        double divergence = share * Math.log(share / chance)
                + (count == of ? 0 : (1 - share) * Math.log((1 - share) / (1 - chance)));
        return share > chance && of * divergence >= RARE + COUNTS;
    }
}
