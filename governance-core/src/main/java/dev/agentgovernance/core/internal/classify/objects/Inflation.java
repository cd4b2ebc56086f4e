/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates zlib streams that stand in files. For use by one thread; to be closed. */
final class Inflation implements AutoCloseable {

    private static final int FIRST = 16 << 10;

    private final Inflater inflater = new Inflater();
    private final byte[] chunk = new byte[2 << 10];
    private final Budget budget;

    Inflation(Budget budget) {
        this.budget = budget;
    }

    /**
     * Returns what a stream holds.
     *
     * @param limit the most bytes that it may hold
     * @throws Unreadable if it is damaged, ends too early or holds more
     */
    byte[] inflate(FileBytes file, long at, int limit) throws Unreadable {
        inflater.reset();
        // One more than is allowed: a stream that is not at its end by then holds too much. It grows by what is really
        // there.
        byte[] out = new byte[Math.min(limit + 1, FIRST)];
        int filled = 0;
        long next = at;
        try {
            while (!inflater.finished()) {
                if (filled == out.length) {
                    if (filled > limit) {
                        throw new Unreadable();
                    }
                    out = Arrays.copyOf(out, (int) Math.min(limit + 1L, out.length * 4L));
                }
                int made = inflater.inflate(out, filled, out.length - filled);
                filled += made;
                budget.spend(made);
                // With all of its input taken there may still be output to come; only without any, it needs more.
                if (made == 0 && !inflater.finished()) {
                    int read = inflater.needsInput() ? file.some(next, chunk) : 0;
                    if (read == 0) {
                        throw new Unreadable();
                    }
                    inflater.setInput(chunk, 0, read);
                    next += read;
                }
            }
        } catch (DataFormatException e) {
            throw new Unreadable();
        }
        if (filled > limit) {
            throw new Unreadable();
        }
        return filled == out.length ? out : Arrays.copyOf(out, filled);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
