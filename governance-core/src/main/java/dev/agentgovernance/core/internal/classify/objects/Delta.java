/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

/** A difference between two objects as packs hold it: parts copied from the base, and new bytes. */
final class Delta {

    private static final int DEFAULT_LENGTH = 0x10000;

    private final byte[] bytes;
    private int at;

    private Delta(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns what a difference makes of a base.
     *
     * @throws Unreadable if it was made for another base, reaches beyond it, or makes something else than it announces
     */
    static byte[] applied(byte[] delta, byte[] base, int limit) throws Unreadable {
        return new Delta(delta).applied(base, limit);
    }

    private byte[] applied(byte[] base, int limit) throws Unreadable {
        long from = size();
        long to = size();
        if (from != base.length || to > limit || to > most(base.length)) {
            throw new Unreadable();
        }
        byte[] result = new byte[(int) to];
        int filled = 0;
        while (at < bytes.length) {
            int code = bytes[at++] & 0xff;
            byte[] source = bytes;
            int offset = at;
            int length = code;
            if ((code & 0x80) != 0) {
                source = base;
                offset = number(code, 4);
                length = number(code >> 4, 3);
                length = length == 0 ? DEFAULT_LENGTH : length;
            } else {
                at += length;
            }
            boolean fits =
                    length > 0 && offset >= 0 && offset <= source.length - length && length <= result.length - filled;
            if (!fits) {
                throw new Unreadable();
            }
            System.arraycopy(source, offset, result, filled, length);
            filled += length;
        }
        if (filled != result.length) {
            throw new Unreadable();
        }
        return result;
    }

    /** The most that a difference of this length can make, so that nothing is set aside for what is only announced. */
    private long most(int base) {
        return (long) bytes.length * Math.max(1, Math.min(base, 0xffffff));
    }

    /** Reads a number of which only the bytes that are not 0 are written; a bit of the code stands for each. */
    private int number(int code, int size) throws Unreadable {
        int value = 0;
        for (int i = 0; i < size; i++) {
            if ((code & (1 << i)) != 0) {
                value |= next() << (8 * i);
            }
        }
        return value;
    }

    private long size() throws Unreadable {
        long value = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            int part = next();
            value |= (long) (part & 0x7f) << shift;
            if ((part & 0x80) == 0) {
                return value;
            }
        }
        throw new Unreadable();
    }

    private int next() throws Unreadable {
        if (at >= bytes.length) {
            throw new Unreadable();
        }
        return bytes[at++] & 0xff;
    }
}
