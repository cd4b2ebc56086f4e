/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** One table of references: sorted records in blocks, which an index finds. For use by one thread. */
final class Reftable {

    /*
     * Nothing of a table is held: a reference is found by a search over the starts of records that stand in full, and a walk from
     * the last one before it. Of what is walked over, the order is held against the names; the blocks themselves have no checksum.
     */

    /** What a table says of a reference that older tables may still have. */
    static final String DELETED = "";

    private static final int MAGIC = 0x52454654;
    private static final int SHA_1 = 0x73686131;
    private static final int SHA_256 = 0x73323536;
    private static final int POSITIONS = 44;
    private static final int MAX_TEXT = 4 << 10;
    private static final int MAX_LEVELS = 8;
    /** What looking at a record costs besides the bytes. */
    private static final int RECORD = 32;

    private record Block(char type, long records, long restarts, int count, long start, long next) {}

    /** A record: of a reference its value, of an index the place of a block. */
    private record Found(boolean same, String value, long place) {}

    private final FileBytes file;
    private final Budget budget;
    private final int idLength;
    private final int head;
    private final int blockSize;
    private final long index;
    private final long end;

    /**
     * Opens a table.
     *
     * @throws Unreadable if it is of another version, for other names of objects, or its ends do not say the same
     */
    Reftable(FileBytes file, int idLength, Budget budget) throws Unreadable {
        this.file = file;
        this.budget = budget;
        this.idLength = idLength;
        int version = file.exactly(4, 1)[0];
        this.head = version == 1 ? 24 : 28;
        byte[] first = file.exactly(0, head);
        this.end = file.size() - head - POSITIONS;
        byte[] last = file.exactly(end, head + POSITIONS);
        ByteBuffer said = ByteBuffer.wrap(last);
        int hash = version == 1 ? SHA_1 : version == 2 ? said.getInt(24) : 0;
        CRC32 sum = new CRC32();
        sum.update(last, 0, last.length - 4);
        if (said.getInt(0) != MAGIC
                || hash != (idLength == 20 ? SHA_1 : SHA_256)
                || end < head
                || !Arrays.equals(first, 0, head, last, 0, head)
                || said.getInt(last.length - 4) != (int) sum.getValue()) {
            throw new Unreadable();
        }
        this.blockSize = said.getInt(4) & 0xffffff;
        this.index = said.getLong(head);
    }

    /** Returns an id, {@code ref: } and a name, or {@link #DELETED}; null where the table says nothing of a reference. */
    @Nullable String find(byte[] name) throws Unreadable {
        return index == 0 ? byBlocks(name) : byIndex(name);
    }

    private @Nullable String byBlocks(byte[] name) throws Unreadable {
        Block block = block(0);
        while (block != null && block.type() == 'r') {
            Found found = from(block, name);
            if (found != null) {
                return found.same() ? found.value() : null;
            }
            block = block(block.next());
        }
        return null;
    }

    private @Nullable String byIndex(byte[] name) throws Unreadable {
        long at = index;
        for (int level = 0; level < MAX_LEVELS; level++) {
            Block block = block(at);
            Found found = block == null ? null : from(block, name);
            if (block == null || (found == null && level > 0)) {
                throw new Unreadable();
            }
            if (found == null) {
                return null;
            }
            if (block.type() == 'r') {
                return found.same() ? found.value() : null;
            }
            // What an index leads to stands before it.
            if (found.place() < 0 || found.place() >= at) {
                throw new Unreadable();
            }
            at = found.place();
        }
        throw new Unreadable();
    }

    /** Returns the block at a place; null where there is none of references or of an index. */
    private @Nullable Block block(long at) throws Unreadable {
        long start = at == 0 ? head : at;
        if (at < 0 || start >= end) {
            return null;
        }
        ByteBuffer begin = ByteBuffer.wrap(file.exactly(start, 4));
        char type = (char) begin.get(0);
        if (type != 'r' && type != 'i') {
            return null;
        }
        // The first block counts from the start of the file.
        long stop = at + (begin.getInt(0) & 0xffffff);
        if (stop > end || stop < start + 4 + 3 + 2) {
            throw new Unreadable();
        }
        int count = ByteBuffer.wrap(file.exactly(stop - 2, 2)).getShort() & 0xffff;
        long restarts = stop - 2 - 3L * count;
        if (count == 0 || restarts <= start + 4) {
            throw new Unreadable();
        }
        boolean padded = stop < at + blockSize && stop < end && file.exactly(stop, 1)[0] == 0;
        return new Block(type, start + 4, restarts, count, at, padded ? at + blockSize : stop);
    }

    /** Returns the first record of a block that is not before a name; null where all are. */
    private @Nullable Found from(Block block, byte[] name) throws Unreadable {
        int low = 0;
        int high = block.count() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            byte[] key = new Records(block, restart(block, middle)).key();
            if (Arrays.compareUnsigned(key, name) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Records records = new Records(block, low == 0 ? block.records() : restart(block, low));
        while (records.at < block.restarts()) {
            int order = Arrays.compareUnsigned(records.key(), name);
            Found found = records.rest(order == 0);
            if (order >= 0) {
                return found;
            }
        }
        return null;
    }

    private long restart(Block block, int number) throws Unreadable {
        byte[] three = file.exactly(block.restarts() + 3L * number, 3);
        long at = block.start() + ((three[0] & 0xff) << 16 | (three[1] & 0xff) << 8 | (three[2] & 0xff));
        if (at < block.records() || at >= block.restarts()) {
            throw new Unreadable();
        }
        return at;
    }

    /** The records of a block from one on that stands in full. */
    private final class Records {

        private final Block block;
        private final byte[] buffer = new byte[256];
        private long from;
        private int filled;
        private long at;
        private byte[] key = new byte[0];
        private int type;

        Records(Block block, long at) {
            this.block = block;
            this.at = at;
        }

        /** Reads the name of the next record, which begins like that of the one before it. */
        byte[] key() throws Unreadable {
            budget.spend(RECORD);
            long same = number();
            long more = number();
            type = (int) (more & 7);
            if (same > key.length || (more >>> 3) > MAX_TEXT - same) {
                throw new Unreadable();
            }
            byte[] next = Arrays.copyOf(key, (int) (same + (more >>> 3)));
            bytes(next, (int) same);
            if (Arrays.compareUnsigned(next, key) <= 0) {
                throw new Unreadable();
            }
            key = next;
            return next;
        }

        Found rest(boolean same) throws Unreadable {
            long number = number();
            if (block.type() == 'i') {
                return new Found(same, DELETED, number);
            }
            return new Found(
                    same,
                    switch (type) {
                        case 0 -> DELETED;
                        case 1 -> id();
                        case 2 -> {
                            String id = id();
                            id(); // what the tag stands for
                            yield id;
                        }
                        case 3 -> "ref: " + text();
                        default -> throw new Unreadable();
                    },
                    -1);
        }

        private String id() throws Unreadable {
            byte[] id = new byte[idLength];
            bytes(id, 0);
            return HexFormat.of().formatHex(id);
        }

        private String text() throws Unreadable {
            long length = number();
            if (length > MAX_TEXT) {
                throw new Unreadable();
            }
            byte[] text = new byte[(int) length];
            bytes(text, 0);
            return new String(text, StandardCharsets.UTF_8);
        }

        private long number() throws Unreadable {
            int part = next();
            long number = part & 0x7f;
            for (int count = 1; part > 0x7f; count++) {
                part = next();
                // Each further byte counts from one more, as in packs.
                number = ((number + 1) << 7) | (part & 0x7f);
                if (count > 8 || number < 0) {
                    throw new Unreadable();
                }
            }
            return number;
        }

        private void bytes(byte[] into, int start) throws Unreadable {
            for (int i = start; i < into.length; i++) {
                into[i] = (byte) next();
            }
        }

        private int next() throws Unreadable {
            if (at >= block.restarts()) {
                throw new Unreadable();
            }
            if (at >= from + filled) {
                from = at;
                filled = file.some(at, buffer);
                if (filled == 0) {
                    throw new Unreadable();
                }
            }
            return buffer[(int) (at++ - from)] & 0xff;
        }
    }
}
