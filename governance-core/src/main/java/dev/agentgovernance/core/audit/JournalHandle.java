/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The open files under a journal: the one that is appended to, twice, and the one that carries the lock. */
record JournalHandle(RandomAccessFile data, FileOutputStream out, RandomAccessFile lock, Object dataKey, Object lockKey)
        implements AutoCloseable {

    static JournalHandle open(Path path, Path lockPath) throws IOException {
        RandomAccessFile lock = new RandomAccessFile(lockPath.toFile(), "rw");
        try {
            return of(path, lock, key(lockPath));
        } catch (IOException | RuntimeException e) {
            closeAll(List.of(lock));
            throw e;
        }
    }

    /** Returns a handle on the file that now has the name, with the same lock. The data of this one is to be closed before. */
    JournalHandle reopened(Path path) throws IOException {
        return of(path, lock, lockKey);
    }

    private static JournalHandle of(Path path, RandomAccessFile lock, Object lockKey) throws IOException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            RandomAccessFile data = new RandomAccessFile(path.toFile(), "rw");
            opened.add(data);
            // O_APPEND: even a writer that disregards the lock overwrites nothing.
            FileOutputStream out = new FileOutputStream(path.toFile(), true);
            opened.add(out);
            return new JournalHandle(data, out, lock, key(path), lockKey);
        } catch (IOException | RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** Tells whether these files are open and still have their names. */
    boolean isCurrent(Path path, Path lockPath) throws IOException {
        try {
            return out.getFD().valid()
                    && key(path).equals(dataKey)
                    && key(lockPath).equals(lockKey);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** What tells one file from another of the same name; where the system has no such thing, an open file stays. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path : key;
    }

    /** Closes the file that is appended to, and leaves the lock. */
    void closeData() throws IOException {
        closeAll(Arrays.asList(data, out));
    }

    @Override
    public void close() throws IOException {
        closeAll(Arrays.asList(data, out, lock));
    }

    private static void closeAll(List<? extends AutoCloseable> files) throws IOException {
        IOException failure = null;
        for (AutoCloseable file : files) {
            try {
                file.close();
            } catch (Exception e) {
                failure = failure == null ? new IOException("a file could not be closed", e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
