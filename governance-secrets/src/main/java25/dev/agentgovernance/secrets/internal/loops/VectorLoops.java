/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.loops;

import dev.agentgovernance.secrets.internal.decode.EncodedRuns;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops with the Vector API: one bit for each of 64 characters, and what follows from the bits. */
final class VectorLoops implements ScanLoops {
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final int LANES = SHORTS.length();
    private static final long LOW = 0x7f7f_7f7f_7f7f_7f7fL;
    private static final long ONE = 0x0101_0101_0101_0101L;

    // A run of the shortest length holds two octets side by side, wherever it begins; it may end in the word after
    // them.
    @Override
    public int runCandidate(char[] chars, int from, int to) {
        long before = 0;
        long fullBefore = 0;
        long pairsBefore = 0;
        int i = from - EncodedRuns.BEHIND;
        for (; i <= to - Long.SIZE; i += Long.SIZE) {
            long parts = parts(chars, i);
            long full = (parts & LOW) + ONE & parts & ~LOW;
            long pairs = full & (full << 8 | fullBefore >>> 56);
            if ((pairs | pairsBefore) != 0) {
                long ends = ends(before, parts);
                if (ends != 0) {
                    return i + Long.numberOfTrailingZeros(ends) - EncodedRuns.BEHIND;
                }
            }
            before = parts;
            fullBefore = full;
            pairsBefore = pairs;
        }
        return EncodedRuns.candidate(chars, Math.max(from, i - EncodedRuns.BEHIND), to);
    }

    @Override
    public int runEnd(char[] chars, int inside, int to) {
        int i = inside;
        for (; i <= to - Long.SIZE; i += Long.SIZE) {
            long parts = parts(chars, i);
            if (parts != -1) {
                return i + Long.numberOfTrailingZeros(~parts);
            }
        }
        while (i < to && EncodedRuns.isPart(chars[i])) {
            i++;
        }
        return i;
    }

    /** Returns a bit for each of the 64 characters from a place on that may stand in a run. */
    private static long parts(char[] chars, int from) {
        long bits = 0;
        for (int lane = 0; lane < Long.SIZE; lane += LANES) {
            ShortVector c = ShortVector.fromCharArray(SHORTS, chars, from + lane);
            VectorMask<Short> letters = c.or((short) 0x20).sub((short) 'a').compare(VectorOperators.ULT, (short) 26);
            // From + to 9, without the comma and the dot.
            VectorMask<Short> others = c.sub((short) '+')
                    .compare(VectorOperators.ULT, (short) 15)
                    .and(c.or((short) 2).compare(VectorOperators.NE, (short) '.'));
            bits |= letters.or(others).or(c.eq((short) '_')).toLong() << lane;
        }
        return bits;
    }

    /** Returns the bits of a word at which a run of the shortest length is complete; it may begin in the word before. */
    private static long ends(long before, long word) {
        long low = before;
        long high = word;
        // So many in a row: 2, 4, 8, 16, 27.
        for (int by = 1; by <= 8; by <<= 1) {
            high &= high << by | low >>> (Long.SIZE - by);
            low &= low << by;
        }
        int rest = EncodedRuns.SHORTEST - 16;
        return high & (high << rest | low >>> (Long.SIZE - rest));
    }
}
