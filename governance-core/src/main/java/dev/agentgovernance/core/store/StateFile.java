/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A file of lines that several processes append to, each line forced to the device before anybody relies on it. Callers see to
 * it that one thread at a time is in here.
 *
 * <p>A line is {@code PLACE HASH TEXT}: the place of its first byte in the file, the first 16 digits of the SHA-256 of place
 * and text, and the text in ASCII. The place is the safeguard behind the lock: whoever appends has read everything up to that
 * place, and a line that stands elsewhere was written by somebody who had not, so nobody follows it, its writer neither.
 */
final class StateFile implements AutoCloseable {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
    private static final long MAX_PAUSE_NANOS = 1_000_000;
    private static final int HASH_DIGITS = 16;

    private final Path path;
    private final RandomAccessFile data;
    private final FileOutputStream out;
    private final RandomAccessFile lock;
    private final Object key;
    private final Consumer<String> follower;

    /** Everything before this place was followed. */
    private long place;

    private boolean failed;
    private boolean closed;

    private StateFile(Path path, Consumer<String> follower) throws IOException {
        this.path = path;
        this.follower = follower;
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file stands in a folder");
        Files.createDirectories(folder);
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        createUnlessThere(lockPath);
        if (createUnlessThere(path)) {
            forceFolder(folder);
        }
        this.data = new RandomAccessFile(path.toFile(), "rw");
        // For appending: a writer whom the lock does not hold back overwrites nothing.
        this.out = new FileOutputStream(path.toFile(), true);
        this.lock = new RandomAccessFile(lockPath.toFile(), "rw");
        this.key = key();
    }

    /**
     * Opens a file, or makes it.
     *
     * @param follower what is told the text of each line, in order; a text it does not understand is an
     *     {@link IllegalArgumentException}
     */
    static StateFile open(Path path, Consumer<String> follower) throws IOException {
        StateFile file = new StateFile(path, follower);
        file.alone(() -> "");
        return file;
    }

    /** Says that another file has the name now: the one that was in use was compacted, or replaced. */
    static final class MovedOnException extends IOException {
        private static final long serialVersionUID = 1;

        MovedOnException() {
            super("the file of the store was replaced while it was in use");
        }
    }

    /** What is done while nobody else is at the file, and everything in it was followed. */
    @FunctionalInterface
    interface Step<T> {
        /** Does it. */
        T run() throws IOException;
    }

    /** Runs a step while nobody else is at the file. */
    <T> T alone(Step<T> step) throws IOException {
        if (closed || failed) {
            throw new IOException(closed ? "the store is closed" : "the store failed before; open it again");
        }
        // An interrupt would close the channel of the lock for good; it is for the caller, who gets it back.
        boolean interrupted = Thread.interrupted();
        try (FileLock held = locked()) {
            if (!held.isValid()) {
                throw new IOException("the lock of the store was lost");
            }
            follow();
            return step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Appends a line within a step, and forces it.
     *
     * @return whether it counts; false where somebody whom the lock did not hold back came first, and nothing was followed
     * @throws IOException if nobody knows whether it counts; this file then takes nothing more
     */
    boolean append(String text) throws IOException {
        byte[] line = line(place, text);
        try {
            out.write(line);
            out.getFD().sync();
            byte[] there = new byte[line.length];
            data.seek(place);
            data.readFully(there);
            if (Arrays.equals(there, line)) {
                place += line.length;
                return true;
            }
            return false;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    private static byte[] line(long place, String text) {
        String placed = place + " " + text;
        return (place + " " + Columns.hash(placed).substring(0, HASH_DIGITS) + " " + text + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads what others have appended; a line that a crash left incomplete, which nobody was told of, is cut off. */
    private void follow() throws IOException {
        if (!key.equals(key())) {
            throw new MovedOnException();
        }
        if (data.length() < place) {
            throw refused();
        }
        long length = data.length();
        if (length == place) {
            return;
        }
        // Who wrote this may have been killed before it was forced: nobody relies on it before it is.
        out.getFD().sync();
        byte[] bytes = new byte[Math.toIntExact(length - place)];
        data.seek(place);
        data.readFully(bytes);
        int from = 0;
        for (int end = newline(bytes, 0); end >= 0; end = newline(bytes, from)) {
            follow(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1), place);
            place += end + 1 - from;
            from = end + 1;
        }
        if (from < bytes.length) {
            data.setLength(place);
            data.getFD().sync();
        }
    }

    /** Takes nothing more, since the file is not what it was. */
    IOException refused() {
        failed = true;
        return new IOException("the file of the store was replaced or cut off while it was in use");
    }

    /** Returns how long the file is. */
    long length() {
        return place;
    }

    /**
     * Puts a file with other lines in the place of this one, within a step: whoever uses this one is told to open the other.
     * Until the other has the name, nothing has changed; from then on it is on the device.
     *
     * @param first the line it begins with
     * @param stays tells which of the lines so far stay
     * @param last the lines it ends with
     */
    // INVARIANT: whatever dies at whatever moment leaves one of the two files under the name, whole.
    void replace(String first, Predicate<String> stays, List<String> last) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        createUnlessThere(next);
        try (FileOutputStream to = new FileOutputStream(next.toFile(), true)) {
            BufferedOutputStream buffered = new BufferedOutputStream(to);
            long at = put(buffered, 0, first);
            try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
                long from = 0;
                for (String line = lines.readLine(); line != null && from < place; line = lines.readLine()) {
                    String text = line.substring(line.indexOf(' ', line.indexOf(' ') + 1) + 1);
                    boolean counts = line.startsWith(from + " ");
                    from += line.length() + 1L;
                    if (counts && stays.test(text)) {
                        at = put(buffered, at, text);
                    }
                }
            }
            for (String text : last) {
                at = put(buffered, at, text);
            }
            buffered.flush();
            to.getFD().sync();
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    }

    private static long put(OutputStream out, long at, String text) throws IOException {
        byte[] line = line(at, text);
        out.write(line);
        return at + line.length;
    }

    private void follow(String line, long at) throws IOException {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        String claimed = first < 1 ? "" : line.substring(0, first);
        boolean whole = second - first == HASH_DIGITS + 1
                && Columns.hash(claimed + " " + line.substring(second + 1))
                        .startsWith(line.substring(first + 1, second));
        if (!whole) {
            failed = true;
            throw new IOException("the file of the store is damaged at byte " + at);
        }
        if (claimed.equals(Long.toString(at))) {
            try {
                follower.accept(line.substring(second + 1));
            } catch (IllegalArgumentException | IllegalStateException e) {
                failed = true;
                throw new IOException("the file of the store cannot be followed at byte " + at);
            }
        }
    }

    private static int newline(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at == bytes.length ? -1 : at;
    }

    private FileLock locked() throws IOException {
        long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
        long pause = 20_000;
        while (true) {
            try {
                FileLock held = lock.getChannel().tryLock();
                if (held != null) {
                    return held;
                }
            } catch (OverlappingFileLockException e) {
                // Another store of this process has it; it is waited for as one of another process is.
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the lock of the store was not free within " + LOCK_WAIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(MAX_PAUSE_NANOS, pause * 2);
        }
    }

    private static boolean createUnlessThere(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder; it needs no force either.
        }
    }

    /** Returns what tells one file from another of the same name. */
    private Object key() throws IOException {
        Object found = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return found == null ? path : found;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        // Closing a descriptor drops the locks of the whole process on that file, so it is done by who holds the lock.
        try (data;
                out;
                lock;
                FileLock held = locked()) {
            if (!held.isValid()) {
                throw new IOException("the lock of the store was lost");
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
