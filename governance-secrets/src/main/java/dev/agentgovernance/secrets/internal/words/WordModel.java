/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.words;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How words are spelled: what each letter costs after the two before it, and which words there are. Immutable, about
 * 150 KiB, one per process.
 *
 * <p>Costs are in sixteenths of a bit. Drawn by chance from 26 letters, a letter costs {@value #CHANCE} under a model that
 * knows nothing; a run of letters that costs more here than that is not spelled like a word.
 */
public final class WordModel {
    /** What a letter costs that is drawn by chance: sixteen times the logarithm of 26. */
    public static final int CHANCE = 75;

    static final int LETTERS = 27;
    static final int LONGEST_WORD = 16;
    static final int FILTER_BITS = 1 << 20;
    static final int HASHES = 6;
    static final int MAGIC = 0x41475731;
    private static final String RESOURCE = "words.bin";

    /** Read when it is first asked for. */
    private static final class Standard {
        static final WordModel MODEL = load();
    }

    private final byte[] costs;
    private final long[] filter;

    WordModel(byte[] costs, long[] filter) {
        this.costs = costs;
        this.filter = filter;
    }

    /** Returns the model that ships with the library. */
    public static WordModel standard() {
        return Standard.MODEL;
    }

    private static WordModel load() {
        try (InputStream in = WordModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the data file of words is missing");
            }
            return read(new DataInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the data file of words cannot be read", e);
        }
    }

    static WordModel read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a file of words");
        }
        byte[] costs = new byte[LETTERS * LETTERS * LETTERS];
        in.readFully(costs);
        byte[] bits = new byte[FILTER_BITS / 8];
        in.readFully(bits);
        long[] filter = new long[FILTER_BITS / 64];
        ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(filter);
        return new WordModel(costs, filter);
    }

    /**
     * Returns what the last of three letters costs.
     *
     * @param first the one before the one before: 1 to 26, or 0 where the word begins
     * @param second the one before
     * @param third the letter, or 0 where the word ends
     */
    public int cost(int first, int second, int third) {
        return costs[(first * LETTERS + second) * LETTERS + third] & 0xFF;
    }

    /** Returns the hash of no letters. */
    static long emptyHash() {
        return 0x9E3779B97F4A7C15L;
    }

    /** Returns a hash of letters and one more, 1 to 26. */
    static long hash(long before, int letter) {
        return (before ^ letter) * 0xD6E8FEB86659FD93L;
    }

    /** Returns whether letters of this hash are a word; in about one case of a thousand it says so of what is none. */
    boolean isWord(long hash) {
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            if ((filter[bit >>> 6] >>> (bit & 63) & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the place in the filter that one of {@value #HASHES} functions gives to a hash. */
    static int bit(long hash, int function) {
        long mixed = hash ^ hash >>> 32;
        int step = (int) ((mixed * 0xBF58476D1CE4E5B9L) >>> 32) | 1;
        return ((int) mixed + function * step) & (FILTER_BITS - 1);
    }
}
