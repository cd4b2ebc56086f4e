/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import dev.agentgovernance.api.effect.FilesRead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is read of the machine's files while one action is understood. For use by the thread that opened it; what is read
 * while none is open is not noted. Costs the hash of each file that is read.
 */
public final class ReadingLog implements AutoCloseable {

    /*
     * A file is read by whoever finds out that it matters, many calls below the one that asks. The log is handed down by the
     * thread, so that none of them has to pass it on; it begins and ends with the call that opened it.
     */
    private static final ThreadLocal<@Nullable ReadingLog> OPEN = new ThreadLocal<>();

    private static final int MOST_NAMED = 32;
    private static final String NOT_THERE = "-";
    private static final String FILE = "file ";

    private final @Nullable ReadingLog around;
    private @Nullable TreeMap<String, String> noted;

    private ReadingLog(@Nullable ReadingLog around) {
        this.around = around;
    }

    /** Begins to note what this thread reads, until it is closed. */
    public static ReadingLog open() {
        ReadingLog log = new ReadingLog(OPEN.get());
        OPEN.set(log);
        return log;
    }

    /** Notes a file that was read, or that was not there. */
    public static void file(String path, byte @Nullable [] content) {
        ReadingLog log = OPEN.get();
        if (log != null && !log.isNoted(FILE + path)) {
            log.note(FILE + path, content == null ? NOT_THERE : sha256(content));
        }
    }

    /** Notes what was known of a file from earlier in the session. */
    static void remembered(String path, @Nullable String text) {
        file(path + " (as written earlier in the session)", text == null ? null : bytes(text));
    }

    /** Notes the names that were found in a folder. */
    static void folder(String path, List<String> names) {
        ReadingLog log = OPEN.get();
        if (log != null && !log.isNoted("folder " + path)) {
            log.note("folder " + path, names.isEmpty() ? NOT_THERE : sha256(bytes(String.join("\0", names))));
        }
    }

    /** Notes that a path leads elsewhere. */
    static void link(String path, String target) {
        ReadingLog log = OPEN.get();
        if (log != null) {
            log.note("link " + path, sha256(bytes(target)));
        }
    }

    private boolean isNoted(String what) {
        return noted != null && noted.containsKey(what);
    }

    private void note(String what, String hash) {
        if (noted == null) {
            noted = new TreeMap<>();
        }
        noted.putIfAbsent(what, hash);
    }

    /** Adds what was noted to what the log around this one notes. */
    public void handOn() {
        if (around != null && noted != null) {
            noted.forEach(around::note);
        }
    }

    /** Returns what was noted. */
    // INVARIANT: the same whenever the same questions find the same files, folders and links, in whatever order.
    public FilesRead read() {
        if (noted == null) {
            return FilesRead.NONE;
        }
        StringBuilder all = new StringBuilder();
        List<FilesRead.File> files = new ArrayList<>();
        noted.forEach((what, hash) -> {
            all.append(what).append('\0').append(hash).append('\n');
            if (what.startsWith(FILE) && !hash.equals(NOT_THERE) && files.size() < MOST_NAMED) {
                files.add(new FilesRead.File(what.substring(FILE.length()), hash));
            }
        });
        return new FilesRead(sha256(bytes(all.toString())), files);
    }

    @Override
    public void close() {
        // The entry of the thread stays, empty: making one anew for each action costs more than the rest of this.
        OPEN.set(around);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
