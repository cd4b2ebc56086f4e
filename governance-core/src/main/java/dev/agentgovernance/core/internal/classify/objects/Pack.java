/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pack with its index, opened when it is first asked for. For use by one thread; to be closed. */
final class Pack implements AutoCloseable {

    private static final int HEADER = 12;
    static final int OFS_DELTA = 6;
    static final int REF_DELTA = 7;

    /**
     * The head of an entry.
     *
     * @param type 1 to 4 for an object, {@link #OFS_DELTA} or {@link #REF_DELTA} for a difference
     * @param size what its stream holds
     * @param data where the stream begins
     * @param base for a difference from another entry, where that stands
     * @param baseId for a difference from a named object, its name; otherwise empty
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(int type, long size, long data, long base, byte[] baseId) {}

    private final Path indexFile;
    private final int idLength;
    private final Budget budget;
    private boolean opened;
    private @Nullable PackIndex index;
    private @Nullable FileBytes bytes;

    Pack(Path indexFile, int idLength, Budget budget) {
        this.indexFile = indexFile;
        this.idLength = idLength;
        this.budget = budget;
    }

    /** Returns the place of an object; -1 where the pack does not hold it or cannot be read. */
    long place(byte[] id) throws Unreadable {
        if (!opened) {
            opened = true;
            open();
        }
        return index == null || bytes == null ? -1 : index.place(id);
    }

    private void open() throws Unreadable {
        String name = Objects.requireNonNull(indexFile.getFileName(), "name").toString();
        FileBytes file = FileBytes.open(indexFile, budget);
        if (file == null) {
            return;
        }
        try {
            index = new PackIndex(file, idLength);
        } catch (Unreadable e) {
            file.close();
            return;
        }
        bytes = FileBytes.open(
                indexFile.resolveSibling(name.substring(0, name.length() - ".idx".length()) + ".pack"), budget);
    }

    FileBytes bytes() throws Unreadable {
        if (bytes == null) {
            throw new Unreadable();
        }
        return bytes;
    }

    /** Reads the head of the entry at a place. */
    Entry entry(long place) throws Unreadable {
        byte[] head = new byte[32 + idLength];
        int length = place < HEADER ? 0 : bytes().some(place, head);
        int at = 0;
        int part = at < length ? head[at++] & 0xff : -1;
        int type = (part >> 4) & 7;
        long size = part & 0xf;
        for (int shift = 4; part > 0x7f && shift < 56; shift += 7) {
            part = at < length ? head[at++] & 0xff : -1;
            size |= (long) (part & 0x7f) << shift;
        }
        if (part < 0 || part > 0x7f || type == 0 || type == 5) {
            throw new Unreadable();
        }
        if (type == REF_DELTA) {
            if (length - at < idLength) {
                throw new Unreadable();
            }
            return new Entry(type, size, place + at + idLength, -1, Arrays.copyOfRange(head, at, at + idLength));
        }
        long back = 0;
        if (type == OFS_DELTA) {
            // Each further byte counts from one more, so that no distance is written in two ways.
            part = at < length ? head[at++] & 0xff : -1;
            back = part & 0x7f;
            for (int count = 1; part > 0x7f && count < 8; count++) {
                part = at < length ? head[at++] & 0xff : -1;
                back = ((back + 1) << 7) | (part & 0x7f);
            }
            if (part < 0 || part > 0x7f || back <= 0 || back > place) {
                throw new Unreadable();
            }
        }
        return new Entry(type, size, place + at, place - back, new byte[0]);
    }

    @Override
    public void close() {
        if (index != null) {
            index.close();
        }
        if (bytes != null) {
            bytes.close();
        }
    }
}
