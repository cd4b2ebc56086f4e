/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.api.audit.AuditRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the end of a journal's file backwards. */
final class RecentRecords {

    private static final int FIRST_WINDOW = 64 << 10;
    private static final int LAST_WINDOW = 16 << 20;

    private RecentRecords() {}

    static List<StoredRecord> read(Path path, int limit) throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1: " + limit);
        }
        if (!Files.exists(path)) {
            return List.of();
        }
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
