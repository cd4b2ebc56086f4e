/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.literal.HashedSet;
import java.util.Collection;
import java.util.List;

/**
 * Values to mask that are known by keyed hashes alone, so that whoever reads the configuration of a scanner does not read the
 * values. Immutable, safe for use by several threads.
 *
 * <p>A value is found where it stands as a word: no letter or digit directly before or behind it, unless the value itself
 * begins or ends with something else. What is encoded is decoded first, so an encoded value is found where decoding finds its
 * edges. A search costs a few steps a character, and one for each different length at every beginning of a word; at most 64
 * lengths are taken. The hashes tell the lengths of the values; who holds the key can try guesses.
 */
public final class HashedValues {
    private static final int LEAST_KEY = 16;
    private static final int LEAST_VALUE = 8;
    private static final int MOST_LENGTHS = 64;

    private final HashedSet set;

    private HashedValues(HashedSet set) {
        if (set.lengths().length > MOST_LENGTHS) {
            throw new IllegalArgumentException("values of more than " + MOST_LENGTHS + " different lengths");
        }
        this.set = set;
    }

    /**
     * Hashes values under a key.
     *
     * @throws IllegalArgumentException if the key is shorter than 16 bytes, a value shorter than 8 characters or of several
     *     lines, or the values have more than 64 different lengths
     */
    public static HashedValues of(byte[] key, Collection<String> values) {
        for (String value : values) {
            if (value.length() < LEAST_VALUE || value.lines().count() != 1) {
                throw new IllegalArgumentException("a value to hash has one line of 8 characters or more");
            }
        }
        return new HashedValues(HashedSet.of(checked(key), values));
    }

    /**
     * Reads what {@link #lines} returned, under the key it was made with.
     *
     * @throws IllegalArgumentException if the key is shorter than 16 bytes, a line is none of these, or the values have more
     *     than 64 different lengths
     */
    public static HashedValues parse(byte[] key, Collection<String> lines) {
        return new HashedValues(HashedSet.parse(checked(key), lines));
    }

    private static byte[] checked(byte[] key) {
        if (key.length < LEAST_KEY) {
            throw new IllegalArgumentException("a key for hashes has at least 16 bytes");
        }
        return key.clone();
    }

    /** Returns a line of ASCII for each value: its length and hashes. */
    public List<String> lines() {
        return set.lines();
    }

    HashedSet set() {
        return set;
    }
}
