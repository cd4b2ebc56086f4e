/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The file under a journal, shared with other processes and other journals of this one. Callers see to it that one thread
 * at a time is in here.
 *
 * <p>The lock is on a file of its own next to the journal, for two reasons. Where locks are advisory and mandatory alike,
 * a reader of the journal is never in the way. And POSIX drops all locks a process holds on a file as soon as it closes
 * any descriptor of that file, which a reader in the same process would do.
 *
 * <p>Streams of {@code java.io} rather than channels do the work: an interrupt closes a channel for good.
 */
final class JournalFile implements AutoCloseable {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
    private static final long MAX_PAUSE_NANOS = 1_000_000;

    private final Path path;
    private final Path lockPath;
    private final Durability durability;
    private final Rotation rotation;
    private final List<Path> setAside = new ArrayList<>();
    private @Nullable JournalHandle handle;
    private boolean closed;

    // What is known of the chain. The size is that of the file when this was so.
    private long sequence;
    private String head = JournalLine.GENESIS;
    private long knownSize = -1;
    private long forces;
    /** When the first record of a file was decided on, and which file that is. */
    private @Nullable Instant first;

    private @Nullable Object firstKey;

    JournalFile(Path path, Durability durability, Rotation rotation) {
        this.path = path;
        this.lockPath = path.resolveSibling(path.getFileName() + ".lock");
        this.durability = durability;
        this.rotation = rotation;
    }

    private interface Step<T> {
        T run(JournalHandle handle) throws IOException;
    }

    /** Opens the file, or makes it, and sets aside what a crash has left. */
    void open() throws IOException {
        locked(open -> {
            refresh(open);
            return head;
        });
    }

    /**
     * Appends records to the chain in one write and, where that is promised, one force: all of them or none.
     *
     * @param batch gives the members of the records when it is their turn, at least one
     */
    void append(Supplier<List<byte[]>> batch) throws IOException {
        locked(open -> {
            refresh(open);
            long number = sequence;
            String last = head;
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (byte[] members : batch.get()) {
                JournalLine.Encoded line = JournalLine.encode(++number, last, members);
                lines.writeBytes(line.bytes());
                last = line.hash();
            }
            write(rotated(open, lines.size()), lines.toByteArray());
            sequence = number;
            head = last;
            return last;
        });
    }

    /** Puts the file away if it is time for another one, and returns what to append to. */
    private JournalHandle rotated(JournalHandle open, int more) throws IOException {
        if (knownSize == 0 || !rotation.isDue(knownSize, more, () -> firstOf(open))) {
            return open;
        }
        // Where the file is put away, the next file has to find the chain on the device, whatever was promised before.
        open.out().getFD().sync();
        Path away = JournalParts.next(path);
        knownSize = -1;
        open.closeData();
        try {
            Files.move(path, away, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // It goes on in the file there is; the next append tries again. Nothing is refused for want of a second
            // file.
        }
        createUnlessThere(path);
        forceFolder();
        JournalHandle next = open.reopened(path);
        handle = next;
        knownSize = next.data().length();
        return next;
    }

    /** Returns when the first record of the file was decided on; null where its first line is no record. */
    private @Nullable Instant firstOf(JournalHandle open) {
        if (!open.dataKey().equals(firstKey)) {
            try (LineReader lines = LineReader.ofOne(path)) {
                byte[] line = lines.next();
                AuditRecord record = line == null ? null : AuditJournal.recordOf(line);
                first = record == null ? null : record.at();
                firstKey = open.dataKey();
            } catch (IOException e) {
                return null;
            }
        }
        return first;
    }

    /** Returns the end of the chain as it is in the file now. */
    JournalTail tail() throws IOException {
        return locked(open -> {
            refresh(open);
            return new JournalTail(sequence, head, knownSize, 0);
        });
    }

    /** Forces what was appended through this journal. */
    void force() throws IOException {
        JournalHandle open = handle;
        if (open != null) {
            open.out().getFD().sync();
            forces++;
        }
    }

    /** Returns how often the device was forced for records. */
    long forces() {
        return forces;
    }

    List<Path> setAside() {
        return List.copyOf(setAside);
    }

    private void write(JournalHandle open, byte[] line) throws IOException {
        long start = knownSize;
        // Whatever happens from here to the end, the file has to be looked at again.
        knownSize = -1;
        try {
            open.out().write(line);
            if (durability == Durability.SYNC) {
                open.out().getFD().sync();
                forces++;
            }
        } catch (IOException e) {
            undo(open, start, start + line.length, e);
            throw e;
        }
        knownSize = start + line.length;
    }

    /** Takes back a record that was not acknowledged, unless something else has been written behind it. */
    private static void undo(JournalHandle open, long start, long end, IOException cause) {
        try {
            if (open.data().length() <= end) {
                open.data().setLength(start);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Learns the end of the chain, if the file is not as this journal left it. */
    private void refresh(JournalHandle open) throws IOException {
        long length = open.data().length();
        if (length == knownSize) {
            return;
        }
        JournalTail tail = JournalTail.read(open.data());
        if (tail.torn() > 0) {
            setAside(open, tail);
        }
        if (tail.sequence() == 0) {
            tail = before();
        }
        // A file that ends before what this journal knows was cut off. The chain goes on from what is known, so that
        // the
        // gap shows; starting again from the end of the file would hide it.
        if (tail.sequence() >= sequence) {
            sequence = tail.sequence();
            head = tail.head();
        }
        knownSize = open.data().length();
    }

    /** Returns the end of the chain in the files that were put away: a crash may have come before the next one had a record. */
    private JournalTail before() throws IOException {
        List<Path> away = JournalParts.putAway(path);
        if (away.isEmpty()) {
            return new JournalTail(0, JournalLine.GENESIS, 0, 0);
        }
        try (RandomAccessFile last =
                new RandomAccessFile(away.get(away.size() - 1).toFile(), "r")) {
            return JournalTail.read(last);
        }
    }

    private void setAside(JournalHandle open, JournalTail tail) throws IOException {
        byte[] torn = new byte[tail.torn()];
        open.data().seek(tail.end());
        open.data().readFully(torn);
        for (int number = 1; ; number++) {
            Path aside = path.resolveSibling(path.getFileName() + ".torn-" + number);
            try {
                create(aside);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
                out.write(torn);
                out.getFD().sync();
            }
            syncFolder();
            // Only now that the copy is safe.
            open.data().setLength(tail.end());
            open.data().getFD().sync();
            setAside.add(aside);
            return;
        }
    }

    private <T> T locked(Step<T> step) throws IOException {
        if (closed) {
            throw new IOException("the journal is closed");
        }
        // Interrupts would make the waiting busy and the lock fail; they are for the caller, who gets them back.
        boolean interrupted = Thread.interrupted();
        try {
            long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
            while (true) {
                JournalHandle open = current();
                FileLock lock = lock(open.lock().getChannel(), deadline);
                try {
                    // Somebody may have moved the file away while this waited.
                    if (open.isCurrent(path, lockPath)) {
                        return step.run(open);
                    }
                } finally {
                    lock.release();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("the journal's file is replaced again and again");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileLock lock(FileChannel channel, long deadline) throws IOException {
        long pause = 10_000;
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Another journal of this process has it; it is waited for as one of another process is.
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the journal's lock was not free within " + LOCK_WAIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(MAX_PAUSE_NANOS, pause * 2);
        }
    }

    /** Returns a handle on the files that now have the names, opening them where that is not the one at hand. */
    private JournalHandle current() throws IOException {
        JournalHandle open = handle;
        if (open != null && open.isCurrent(path, lockPath)) {
            return open;
        }
        if (open != null) {
            // What is not forced yet would be nobody's to force.
            if (open.out().getFD().valid()) {
                open.out().getFD().sync();
            }
            handle = null;
            open.close();
        }
        knownSize = -1;
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        createUnlessThere(lockPath);
        if (createUnlessThere(path)) {
            syncFolder();
        }
        open = JournalHandle.open(path, lockPath);
        handle = open;
        return open;
    }

    private static boolean createUnlessThere(Path file) throws IOException {
        try {
            create(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Makes an empty file that only its owner can read and write. */
    private static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
    }

    /** Makes the name of a new file as durable as its content, where folders can be forced at all. */
    private void syncFolder() {
        if (durability == Durability.SYNC) {
            forceFolder();
        }
    }

    private void forceFolder() {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder; it needs no force either.
        }
    }

    @Override
    public void close() throws IOException {
        JournalHandle open = handle;
        closed = true;
        handle = null;
        if (open == null) {
            return;
        }
        // Closing a descriptor drops the locks of the whole process on that file, so it is done by who holds the lock.
        boolean interrupted = Thread.interrupted();
        try (open;
                FileLock held = lock(open.lock().getChannel(), System.nanoTime() + LOCK_WAIT.toNanos())) {
            Objects.requireNonNull(held);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
