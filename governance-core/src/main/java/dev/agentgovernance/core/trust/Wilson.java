/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import java.math.BigInteger;

/**
 * Wilson's score interval for the rate of success, in whole numbers alone: no rounding, no value that is not a number.
 *
 * <p>Counts are given in parts of a sample, so that a piece of evidence can weigh less than one. With s successes among n
 * samples, the lower bound is at least p exactly if s >= n p and (s - n p)² >= z² n p (1 - p); the upper bound is below p
 * exactly if n p > s and the same holds of the squares.
 */
final class Wilson {

    /** Parts of one sample. */
    static final long SAMPLE = 1024;

    static final int PERMILLE = 1000;

    private Wilson() {}

    // INVARIANT: one more success never makes this false, one more failure never makes it true.
    /** Tells whether the lower bound of the rate of success is at least a rate. Rate and z² in thousandths. */
    static boolean isAtLeast(long good, long bad, int rate, int zSquared) {
        return margin(good, bad, rate).signum() >= 0 && isBeyond(good, bad, rate, zSquared);
    }

    /** Tells whether the upper bound of the rate of success is below a rate. Rate and z² in thousandths. */
    static boolean isBelow(long good, long bad, int rate, int zSquared) {
        return margin(good, bad, rate).signum() < 0 && isBeyond(good, bad, rate, zSquared);
    }

    /** Returns the lower bound in thousandths, rounded down, at most 999; 0 without a sample. */
    static int lowerBound(long good, long bad, int zSquared) {
        int low = 0;
        int high = PERMILLE - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (isAtLeast(good, bad, middle, zSquared)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** (s - n p), times a thousand. */
    private static BigInteger margin(long good, long bad, int rate) {
        BigInteger all = BigInteger.valueOf(good).add(BigInteger.valueOf(bad));
        return BigInteger.valueOf(good)
                .multiply(BigInteger.valueOf(PERMILLE))
                .subtract(all.multiply(BigInteger.valueOf(rate)));
    }

    /** (s - n p)² >= z² n p (1 - p), with both sides in parts of a sample and times a thousand cubed. */
    private static boolean isBeyond(long good, long bad, int rate, int zSquared) {
        BigInteger all = BigInteger.valueOf(good).add(BigInteger.valueOf(bad));
        BigInteger left = margin(good, bad, rate).pow(2).multiply(BigInteger.valueOf(PERMILLE));
        BigInteger right = all.multiply(BigInteger.valueOf(zSquared))
                .multiply(BigInteger.valueOf(SAMPLE))
                .multiply(BigInteger.valueOf((long) rate * (PERMILLE - rate)));
        return all.signum() > 0 && left.compareTo(right) >= 0;
    }
}
