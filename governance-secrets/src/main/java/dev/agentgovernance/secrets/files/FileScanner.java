/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in files, folders and archives.
 *
 * <p>Text is UTF-8, UTF-16 or UTF-32, by its byte order mark or its form; what is none of them is read as ISO-8859-1. Files
 * with zero bytes are binary and left out. In JSON and JSON lines every finding is told its path, and what is escaped is read
 * without its escapes. {@code .git} is never entered, links are not followed.
 *
 * <p>Immutable, safe for use by several threads. A thread that reads a file holds up to 8 MiB of it and 8 Mi characters.
 */
public final class FileScanner {
    private static final int DEFAULT_DEPTH = 5;
    private static final long DEFAULT_BYTES = 2L << 30;

    /** Receives what a scan finds, in the order of the paths and then of the places, on the thread that scans. */
    public interface Listener {
        /** Receives a finding, also one of {@code PLACEHOLDER}. */
        void found(FileFinding finding);

        /** Is told of a text that was looked at to its end. */
        default void scanned(String path) {}

        /** Is told of what is not looked at on purpose: a binary file, a link, what git ignores. */
        default void leftOut(String path, String why) {}

        /** Is told of what could not be looked at, or not to its end: the scan is not complete. */
        default void failed(String path, String why) {}
    }

    private final Settings settings;
    private final @Nullable Executor executor;
    private final int atOnce;

    private FileScanner(Settings settings, @Nullable Executor executor, int atOnce) {
        this.settings = settings;
        this.executor = executor;
        this.atOnce = atOnce;
    }

    private FileScanner with(Settings changed) {
        return new FileScanner(changed, executor, atOnce);
    }

    /** Returns a scanner that looks at every file, opens no archives and lets no line pass for a remark on it. */
    public static FileScanner of(SecretScanner scanner) {
        Objects.requireNonNull(scanner, "scanner");
        return new FileScanner(new Settings(scanner, Redactor.of(scanner), null, false, false, 0, 0), null, 1);
    }

    /**
     * Leaves out what git ignores: by {@code .gitignore} in the folders, in those above up to the one with {@code .git}, and
     * by {@code .git/info/exclude}. A folder that is named for a scan is looked at though it is ignored. A file that git has
     * in its index though it is ignored is left out too.
     */
    public FileScanner withoutGitIgnored() {
        return with(new Settings(
                settings.scanner(),
                settings.redactor(),
                settings.also(),
                true,
                settings.marks(),
                settings.archiveDepth(),
                settings.archiveBytes()));
    }

    /** Lets a line pass for the remark of a common tool on it, such as {@code gitleaks:allow}. Whoever writes a line can write one. */
    public FileScanner withIgnoreMarks() {
        return with(new Settings(
                settings.scanner(),
                settings.redactor(),
                settings.also(),
                settings.gitIgnore(),
                true,
                settings.archiveDepth(),
                settings.archiveBytes()));
    }

    /** Opens zip (jar, docx …), gzip and tar files, five deep, as long as no more than 2 GiB come out of a file. */
    public FileScanner withArchives() {
        return withArchives(DEFAULT_DEPTH, DEFAULT_BYTES);
    }

    /**
     * Opens zip (jar, docx …), gzip and tar files. Of a file from which more than 100,000 entries come, or more than 16 MiB
     * and 200 times its size, the rest is not read, and {@link Listener#failed} is told.
     *
     * @param depth how deep archives are opened in archives, from 1; a {@code .tar.gz} is two deep
     * @param maxBytes how many bytes may come out of one file
     * @throws IllegalArgumentException if one of them is not positive
     */
    public FileScanner withArchives(int depth, long maxBytes) {
        if (depth < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
        return with(new Settings(
                settings.scanner(),
                settings.redactor(),
                settings.also(),
                settings.gitIgnore(),
                settings.marks(),
                depth,
                maxBytes));
    }

    /**
     * Looks with a further detector too, which may depend on the path. It is shown up to 8 Mi characters at a time, in whole
     * lines. Where it finds what the scanner found, the scanner's finding stays. With {@link #withExecutor} the function is
     * called by several threads.
     */
    public FileScanner alsoWith(Function<String, SecretDetector> detectorForPath) {
        return with(new Settings(
                settings.scanner(),
                settings.redactor(),
                Objects.requireNonNull(detectorForPath, "detectorForPath"),
                settings.gitIgnore(),
                settings.marks(),
                settings.archiveDepth(),
                settings.archiveBytes()));
    }

    /**
     * Looks at several files of a folder at once. The listener is still told everything on the calling thread, in the order of
     * the paths, with the same findings. A file is read by one thread.
     *
     * @param newExecutor runs what looks at files; it must not be the one that the scan is called from if that may be full
     * @param tasks how many may wait or run there at once, of up to 32 files or, but for one file that is larger, 1 MiB each;
     *     some for each thread
     * @throws IllegalArgumentException if there may be no task
     */
    public FileScanner withExecutor(Executor newExecutor, int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException("there is a task");
        }
        return new FileScanner(settings, Objects.requireNonNull(newExecutor, "executor"), tasks);
    }

    /** Scans a file, or all files below a folder. What cannot be read is told to the listener. */
    public void scan(Path path, Listener listener) {
        Objects.requireNonNull(listener, "listener");
        Queue<Bench> benches = new ConcurrentLinkedQueue<>();
        if (executor == null) {
            new TreeWalk(settings.gitIgnore(), new Reading(benches, listener)).walk(path);
            return;
        }
        try (FileBatches batches = new FileBatches(to -> new Reading(benches, to), listener, executor, atOnce)) {
            new TreeWalk(settings.gitIgnore(), batches).walk(path);
            batches.finish();
        }
    }

    /** Looks at one file after the other. */
    private final class Reading implements TreeWalk.Visitor {
        private final Queue<Bench> benches;
        private final Listener careful;

        Reading(Queue<Bench> benches, Listener listener) {
            this.benches = benches;
            careful = withoutSecretsInNames(listener);
        }

        @Override
        public void file(Path file, long size) {
            Bench idle = benches.poll();
            Bench bench = idle == null ? new Bench(settings.scanner()) : idle;
            try (InputStream in = Files.newInputStream(file)) {
                scan(file.toString(), in, bench, careful);
            } catch (IOException e) {
                failed(file, e);
            }
            benches.add(bench);
        }

        @Override
        public void leftOut(Path left, String why) {
            careful.leftOut(left.toString(), why);
        }

        @Override
        public void failed(Path file, IOException e) {
            careful.failed(file.toString(), "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void scan(String path, InputStream in, Bench bench, Listener listener) throws IOException {
        boolean failed = true;
        try {
            new ArchiveWalk(settings, bench, listener).file(path, in);
            failed = false;
        } finally {
            bench.clear(failed);
        }
    }

    /**
     * Scans the bytes of a file that comes from elsewhere.
     *
     * @param path its name in findings
     * @param in its bytes; not closed
     * @throws IOException if reading fails
     */
    public void scan(String path, InputStream in, Listener listener) throws IOException {
        scan(
                path,
                in,
                new Bench(settings.scanner()),
                withoutSecretsInNames(Objects.requireNonNull(listener, "listener")));
    }

    private Listener withoutSecretsInNames(Listener listener) {
        Redactor redactor = settings.redactor();
        return new Listener() {
            @Override
            public void found(FileFinding found) {
                listener.found(new FileFinding(
                        redactor.redact(found.path()),
                        found.commit(),
                        found.pointer(),
                        found.line(),
                        found.column(),
                        found.endLine(),
                        found.endColumn(),
                        found.preview(),
                        found.finding()));
            }

            @Override
            public void scanned(String path) {
                listener.scanned(redactor.redact(path));
            }

            @Override
            public void leftOut(String path, String why) {
                listener.leftOut(redactor.redact(path), why);
            }

            @Override
            public void failed(String path, String why) {
                listener.failed(redactor.redact(path), why);
            }
        };
    }
}
