/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The index of a pack, version 1 or 2: where in the pack each object stands. */
final class PackIndex implements AutoCloseable {

    private static final int MAGIC = 0xff744f63;
    private static final int VERSION = 2;
    private static final int FAN = 256 * 4;
    private static final int FEW = 64;

    private final FileBytes file;
    private final ByteBuffer fan;
    private final int idLength;
    private final long count;
    /** Where the names begin, and how far each is from the next; in version 1 its place stands before each. */
    private final long names;

    private final int step;
    private final boolean isFirst;

    /**
     * Opens an index.
     *
     * @throws Unreadable if it is of another version, or shorter than it says
     */
    PackIndex(FileBytes file, int idLength) throws Unreadable {
        this.file = file;
        this.idLength = idLength;
        ByteBuffer head = ByteBuffer.wrap(file.exactly(0, 8 + FAN));
        // The first version has no mark: as a number of objects, the mark would be more than it can hold.
        this.isFirst = head.getInt(0) != MAGIC;
        this.fan = head.position(isFirst ? 0 : 8).slice();
        this.count = first(256);
        this.step = isFirst ? 4 + idLength : idLength;
        this.names = isFirst ? FAN + 4 : 8 + FAN;
        long least = isFirst ? FAN + count * step : names + count * (idLength + 8L);
        if ((!isFirst && head.getInt(4) != VERSION) || file.size() < least + 2L * idLength) {
            throw new Unreadable();
        }
    }

    /** Returns how many objects have a first byte below one. */
    private long first(int key) {
        return key == 0 ? 0 : fan.getInt((key - 1) * 4) & 0xffffffffL;
    }

    /** Returns the place of an object in the pack; -1 where it does not hold it. */
    long place(byte[] id) throws Unreadable {
        int key = id[0] & 0xff;
        long low = first(key);
        long high = Math.min(first(key + 1), count);
        while (low < high) {
            if (high - low <= FEW) {
                return among(low, (int) (high - low), id);
            }
            long middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(id, file.exactly(names + middle * step, idLength));
            if (order == 0) {
                return place(middle);
            }
            if (order < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return -1;
    }

    /** A few names are read at once. */
    private long among(long low, int few, byte[] id) throws Unreadable {
        byte[] read = file.exactly(names + low * step, (few - 1) * step + idLength);
        for (int i = 0; i < few; i++) {
            int from = i * step;
            if (Arrays.equals(read, from, from + idLength, id, 0, idLength)) {
                return place(low + i);
            }
        }
        return -1;
    }

    private long place(long number) throws Unreadable {
        if (isFirst) {
            return ByteBuffer.wrap(file.exactly(FAN + number * step, 4)).getInt() & 0xffffffffL;
        }
        long places = names + count * (idLength + 4L);
        int place = ByteBuffer.wrap(file.exactly(places + number * 4, 4)).getInt();
        if (place >= 0) {
            return place;
        }
        // Packs beyond 2 GB keep the far places in a table of their own.
        long far = places + count * 4 + (place & 0x7fffffffL) * 8;
        return ByteBuffer.wrap(file.exactly(far, 8)).getLong();
    }

    @Override
    public void close() {
        file.close();
    }
}
