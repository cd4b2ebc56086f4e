/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the intact records of a journal stand. Read only once something is wrong, to tell what: a record takes some 200
 * bytes here.
 */
final class JournalIndex {

    private record Lines(long first, long last) {
        Lines and(long line) {
            return new Lines(first, line);
        }
    }

    private final Map<Long, Lines> bySequence = new HashMap<>();
    private final Map<String, Long> firstByHash = new HashMap<>();

    private JournalIndex() {}

    static JournalIndex read(Path file) throws IOException {
        JournalIndex index = new JournalIndex();
        try (LineReader lines = LineReader.open(file)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                JournalLine frame = JournalLine.parse(line);
                if (frame != null && frame.intact()) {
                    long number = lines.line();
                    index.bySequence.merge(
                            frame.sequence(), new Lines(number, number), (known, added) -> known.and(added.last()));
                    index.firstByHash.putIfAbsent(frame.hash(), number);
                }
            }
        }
        return index;
    }

    boolean standsAfter(long line, long sequence) {
        Lines lines = bySequence.get(sequence);
        return lines != null && lines.last() > line;
    }

    boolean standsBefore(long line, long sequence) {
        Lines lines = bySequence.get(sequence);
        return lines != null && lines.first() < line;
    }

    /** Tells whether every record of a range stands before a line; takes no longer than the file has records. */
    boolean allStandBefore(long line, long from, long to) {
        long sequence = from;
        while (sequence < to && standsBefore(line, sequence)) {
            sequence++;
        }
        return sequence >= to;
    }

    boolean sameStandsBefore(long line, String hash) {
        Long first = firstByHash.get(hash);
        return first != null && first < line;
    }
}
