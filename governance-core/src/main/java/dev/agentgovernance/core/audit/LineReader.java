/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a journal as bytes. Not for use by several threads. */
final class LineReader implements Closeable {

    // A reader that comes while somebody appends may see a part of a line. It waits this long for the rest of it.
    private static final int PATIENCE = 10;
    private static final long PAUSE_NANOS = 2_000_000;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long line;
    private boolean torn;

    private LineReader(InputStream in) {
        this.in = in;
    }

    static LineReader open(Path file) throws IOException {
        return new LineReader(Files.newInputStream(file));
    }

    /**
     * Returns the next line without its end, or null at the end of the file. Of a line over the limit only the first part
     * is returned, which is no record.
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean any = false;
        int patience = PATIENCE;
        while (true) {
            if (position == limit) {
                position = 0;
                limit = Math.max(0, in.read(buffer));
            }
            if (limit == 0) {
                if (!any) {
                    return null;
                }
                if (patience-- == 0) {
                    line++;
                    torn = true;
                    return content.toByteArray();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            any = true;
            int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            int room = JournalLine.MAX_LENGTH + 1 - content.size();
            content.write(buffer, from, Math.min(position - from, room));
            if (position < limit) {
                position++;
                line++;
                return content.toByteArray();
            }
        }
    }

    /** Returns the number of the line that was returned last, from 1. */
    long line() {
        return line;
    }

    /** Tells whether the line that was returned last had no end. */
    boolean torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
