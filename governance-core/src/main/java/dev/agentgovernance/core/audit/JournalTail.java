/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The end of a journal's file.
 *
 * @param sequence the number of the last record; 0 where there is none
 * @param head its hash
 * @param end the place behind the last whole line
 * @param torn how many bytes come behind that place; 0 unless a crash or a stranger left some
 */
record JournalTail(long sequence, String head, long end, int torn) {

    private static final int FIRST_WINDOW = 16 << 10;
    private static final int LAST_WINDOW = 64 << 20;

    /**
     * Reads the end of a file backwards, in windows that grow until one holds a record. A whole line that is no record is
     * left where it is, for {@link Verifier} to find; the chain goes on from the last record before it.
     */
    static JournalTail read(RandomAccessFile file) throws IOException {
        long length = file.length();
        int window = FIRST_WINDOW;
        while (true) {
            int size = (int) Math.min(window, length);
            byte[] bytes = new byte[size];
            file.seek(length - size);
            file.readFully(bytes);
            JournalTail tail = find(bytes, length, size == length);
            if (tail != null) {
                return tail;
            }
            if (window >= LAST_WINDOW) {
                throw new IOException("the last " + LAST_WINDOW + " bytes of the journal hold no record");
            }
            window *= 4;
        }
    }

    private static @Nullable JournalTail find(byte[] bytes, long length, boolean whole) {
        int afterLast = lastNewline(bytes, bytes.length) + 1;
        int lineEnd = afterLast - 1;
        while (lineEnd >= 0) {
            int before = lastNewline(bytes, lineEnd);
            if (before >= 0 || whole) {
                JournalLine line = JournalLine.parse(Arrays.copyOfRange(bytes, before + 1, lineEnd));
                if (line != null) {
                    return at(line.sequence(), line.hash(), bytes, length, afterLast);
                }
            }
            lineEnd = before;
        }
        return whole ? at(0, JournalLine.GENESIS, bytes, length, afterLast) : null;
    }

    private static JournalTail at(long sequence, String head, byte[] bytes, long length, int afterLast) {
        int torn = bytes.length - afterLast;
        return new JournalTail(sequence, head, length - torn, torn);
    }

    private static int lastNewline(byte[] bytes, int before) {
        int at = before - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }
}
