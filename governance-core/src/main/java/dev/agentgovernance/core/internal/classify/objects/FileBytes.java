/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The bytes of an open file, by their places. Read and not mapped: a file may become shorter meanwhile. */
final class FileBytes implements AutoCloseable {

    /** What opening a file and reading from it cost besides the bytes. */
    private static final int OPENING = 2 << 10;

    private static final int READING = 256;

    private final FileChannel channel;
    private final Budget budget;
    private final long size;
    /** What was read last: a head and what follows it are read at once. */
    private final byte[] window = new byte[4 << 10];

    private long start;
    private int filled;

    private FileBytes(FileChannel channel, Budget budget) throws IOException {
        this.channel = channel;
        this.budget = budget;
        this.size = channel.size();
    }

    /** Opens a file; null where there is none that can be read. What is no plain file is none: a pipe would never end. */
    static @Nullable FileBytes open(Path file, Budget budget) throws Unreadable {
        budget.spend(OPENING);
        try {
            return Files.isRegularFile(file)
                    ? new FileBytes(FileChannel.open(file, StandardOpenOption.READ), budget)
                    : null;
        } catch (IOException | SecurityException | UnsupportedOperationException e) {
            return null;
        }
    }

    long size() {
        return size;
    }

    /** Reads as much as there is from a place, at most what fits; returns how much that was. */
    int some(long at, byte[] into) throws Unreadable {
        if (at < 0 || at >= size) {
            return 0;
        }
        int length = (int) Math.min(into.length, size - at);
        if (length > window.length) {
            return read(at, into, length);
        }
        if (at < start || at + length > start + filled) {
            filled = 0;
            start = at;
            filled = read(at, window, (int) Math.min(window.length, size - at));
        }
        int had = Math.min(length, filled);
        System.arraycopy(window, (int) (at - start), into, 0, had);
        return had;
    }

    private int read(long at, byte[] into, int length) throws Unreadable {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer, at + buffer.position());
            }
            budget.spend(READING + buffer.position() / 4);
            return buffer.position();
        } catch (IOException e) {
            throw new Unreadable();
        }
    }

    /** Reads exactly so many bytes, few of them. */
    byte[] exactly(long at, int length) throws Unreadable {
        byte[] bytes = new byte[length];
        if (some(at, bytes) != length) {
            throw new Unreadable();
        }
        return bytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
