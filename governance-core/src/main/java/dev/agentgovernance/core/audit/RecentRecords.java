/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a journal backwards, from the end of its last file. */
final class RecentRecords {

    private static final int FIRST_WINDOW = 64 << 10;
    private static final int LAST_WINDOW = 16 << 20;

    private RecentRecords() {}

    static List<StoredRecord> read(Path path, int limit) throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1: " + limit);
        }
        while (true) {
            List<Path> parts = JournalParts.all(path);
            List<StoredRecord> found = read(parts, limit);
            if (JournalParts.all(path).equals(parts)) {
                return found;
            }
        }
    }

    private static List<StoredRecord> read(List<Path> parts, int limit) throws IOException {
        List<StoredRecord> found = new ArrayList<>();
        for (int i = parts.size() - 1; i >= 0 && found.size() < limit; i--) {
            try {
                found.addAll(last(parts.get(i), limit - found.size()));
            } catch (NoSuchFileException | FileNotFoundException e) {
                // There is none yet, or it was put away in this moment.
            }
        }
        return List.copyOf(found);
    }

    private static List<StoredRecord> last(Path path, int limit) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            for (int window = FIRST_WINDOW; ; window *= 4) {
                int size = (int) Math.min(window, length);
                byte[] bytes = new byte[size];
                file.seek(length - size);
                file.readFully(bytes);
                boolean whole = size == length || window >= LAST_WINDOW;
                List<StoredRecord> found = records(bytes, limit, size == length);
                if (whole || found.size() == limit) {
                    return found;
                }
            }
        }
    }

    private static List<StoredRecord> records(byte[] bytes, int limit, boolean fromStart) {
        List<StoredRecord> found = new ArrayList<>();
        int end = before(bytes, bytes.length);
        while (end >= 0 && found.size() < limit) {
            int start = before(bytes, end);
            if (start < 0 && !fromStart) {
                break;
            }
            byte[] line = Arrays.copyOfRange(bytes, start + 1, end);
            JournalLine frame = JournalLine.parse(line);
            AuditRecord record = frame == null ? null : AuditJournal.recordOf(line);
            if (frame != null && record != null) {
                found.add(new StoredRecord(frame.sequence(), frame.previous(), frame.hash(), record));
            }
            end = start;
        }
        return List.copyOf(found);
    }

    private static int before(byte[] bytes, int end) {
        int at = end - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }
}
