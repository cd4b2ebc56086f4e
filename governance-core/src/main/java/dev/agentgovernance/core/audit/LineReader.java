/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a journal, file after file, as bytes. Not for use by several threads. */
final class LineReader implements Closeable {

    // A reader that comes while somebody appends may see a part of a line. It waits this long for the rest of it.
    private static final int PATIENCE = 10;
    private static final long PAUSE_NANOS = 2_000_000;

    /** What is still to be read; the last one is the file that is appended to. */
    private final Deque<InputStream> files;

    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long line;
    private boolean torn;

    private LineReader(Deque<InputStream> files) {
        this.files = files;
    }

    /** Opens all files of a journal as they are at one moment. */
    static LineReader open(Path journal) throws IOException {
        while (true) {
            List<Path> before = JournalParts.all(journal);
            Deque<InputStream> opened = new ArrayDeque<>();
            try {
                for (Path file : before) {
                    opened.add(Files.newInputStream(file));
                }
            } catch (IOException e) {
                closeAll(opened);
                if (e instanceof NoSuchFileException
                        && !JournalParts.all(journal).equals(before)) {
                    continue;
                }
                throw e;
            }
            // A file that was put away meanwhile would be missing between the last two; one that is put away later is
            // open.
            if (JournalParts.all(journal).equals(before)) {
                return new LineReader(opened);
            }
            closeAll(opened);
        }
    }

    /** Opens one file. */
    static LineReader ofOne(Path file) throws IOException {
        Deque<InputStream> opened = new ArrayDeque<>();
        opened.add(Files.newInputStream(file));
        return new LineReader(opened);
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
                limit = Math.max(0, files.getFirst().read(buffer));
            }
            if (limit == 0 && files.size() > 1) {
                // What was put away ends with a whole line.
                files.removeFirst().close();
                continue;
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
        closeAll(files);
    }

    private static void closeAll(Deque<InputStream> files) throws IOException {
        IOException failure = null;
        for (InputStream file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
