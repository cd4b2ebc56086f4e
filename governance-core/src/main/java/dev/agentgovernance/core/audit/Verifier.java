/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import dev.agentgovernance.core.audit.Verification.Fault;
import dev.agentgovernance.core.audit.Verification.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain of a journal.
 *
 * <p>After a good line exactly one thing may follow. After a fault several may, since it is not known yet whether the line
 * was added, put in the place of another, or moved: the walk goes on from whichever fits, so that one change is one fault
 * and not one for every line behind it.
 */
final class Verifier {

    /** What may come next; a previous of null is any. */
    private record Link(long sequence, @Nullable String previous) {}

    private final Path file;
    private final @Nullable String expectedHead;
    private final List<Fault> faults = new ArrayList<>();
    private List<Link> expected = List.of(new Link(1, JournalLine.GENESIS));
    private long records;
    private String head = JournalLine.GENESIS;
    private boolean headSeen;
    private @Nullable JournalIndex index;

    /** The checkpoints whose record was not seen yet, by its number. */
    private final Map<Long, List<Checkpoint>> unseen = new TreeMap<>();

    private Verifier(Path file, @Nullable String expectedHead) {
        this.file = file;
        this.expectedHead = expectedHead;
        this.headSeen = expectedHead == null || expectedHead.equals(JournalLine.GENESIS);
    }

    static Verification verify(Path file, @Nullable String expectedHead) {
        return run(new Verifier(file, expectedHead));
    }

    static Verification verify(Path file, List<Checkpoint> checkpoints, PublicKey key) {
        Verifier verifier = new Verifier(file, null);
        for (Checkpoint checkpoint : checkpoints) {
            if (!checkpoint.isSignedBy(key)) {
                verifier.fault(0, Kind.FORGED, "the checkpoint of " + checkpoint.at() + " is not signed by this key");
            } else if (checkpoint.records() > 0 || !checkpoint.head().equals(JournalLine.GENESIS)) {
                verifier.unseen
                        .computeIfAbsent(checkpoint.records(), number -> new ArrayList<>())
                        .add(checkpoint);
            }
        }
        return run(verifier);
    }

    private static Verification run(Verifier verifier) {
        try {
            return verifier.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verification run() throws IOException {
        try (LineReader lines = LineReader.open(file)) {
            byte[] line = lines.next();
            while (line != null && faults.size() < Verification.MAX_FAULTS) {
                if (lines.torn()) {
                    fault(lines.line(), Kind.TORN, "the file ends within this line");
                } else {
                    check(lines.line(), line);
                }
                line = lines.next();
            }
            for (List<Checkpoint> missing : unseen.values()) {
                for (Checkpoint checkpoint : missing) {
                    cutOff(lines.line() + 1, checkpoint);
                }
            }
            if (!headSeen && faults.size() < Verification.MAX_FAULTS) {
                fault(
                        lines.line() + 1,
                        Kind.HEAD_MISSING,
                        "the record that was the last one is not in the file: its end was cut off or written anew");
            }
        }
        return new Verification(records, head, faults);
    }

    private void cutOff(long number, Checkpoint checkpoint) {
        if (faults.size() < Verification.MAX_FAULTS) {
            fault(
                    number,
                    Kind.HEAD_MISSING,
                    "record " + checkpoint.records() + " as it was signed at " + checkpoint.at()
                            + " is not in the file: its end was cut off or written anew");
        }
    }

    private void check(long number, byte[] line) throws IOException {
        JournalLine frame = JournalLine.parse(line);
        Link next = expected.get(0);
        if (frame == null) {
            fault(number, Kind.NOT_A_RECORD, "the line is no record of this journal");
            expected = List.of(next, new Link(next.sequence() + 1, null));
            return;
        }
        if (!frame.intact()) {
            fault(number, Kind.EDITED, "the line is not what its hash was made of");
            expected = List.of(new Link(next.sequence() + 1, null), next);
            return;
        }
        records++;
        head = frame.hash();
        headSeen |= head.equals(expectedHead);
        List<Checkpoint> here = unseen.get(frame.sequence());
        if (here != null && here.removeIf(checkpoint -> checkpoint.head().equals(head)) && here.isEmpty()) {
            unseen.remove(frame.sequence());
        }
        Link after = new Link(frame.sequence() + 1, frame.hash());
        if (expected.stream().noneMatch(link -> fits(link, frame))) {
            misplaced(number, frame, next, after);
        } else if (AuditJournal.recordOf(line) == null) {
            fault(number, Kind.NOT_A_RECORD, "the line is chained and holds no record that can be read");
            expected = List.of(after);
        } else {
            expected = List.of(after);
        }
    }

    private static boolean fits(Link link, JournalLine frame) {
        return link.sequence() == frame.sequence()
                && (link.previous() == null || link.previous().equals(frame.previous()));
    }

    /** Says what is wrong with an intact record that does not follow from the line before. */
    private void misplaced(long number, JournalLine frame, Link next, Link after) throws IOException {
        long sequence = frame.sequence();
        Link instead = new Link(next.sequence() + 1, null);
        if (index == null) {
            index = JournalIndex.read(file);
        }
        if (sequence > next.sequence() && index.standsAfter(number, next.sequence())) {
            fault(number, Kind.REORDERED, place(sequence, next) + "; that one stands further on");
            expected = List.of(instead, next, after);
        } else if (sequence > next.sequence() && index.allStandBefore(number, next.sequence(), sequence)) {
            // What should be here stands further up, where it was found to be out of place.
            expected = List.of(after);
        } else if (sequence > next.sequence()) {
            fault(number, Kind.DELETED, place(sequence, next) + "; what lies between is not in the file");
            expected = List.of(after, instead, next);
        } else if (index.sameStandsBefore(number, frame.hash())) {
            fault(number, Kind.DUPLICATED, "record " + sequence + " stands in the file before");
            expected = List.of(next, instead, after);
        } else if (sequence == next.sequence()) {
            fault(number, Kind.REPLACED, "record " + sequence + " was not chained to the line before");
            expected = List.of(after, next);
        } else if (index.standsBefore(number, sequence)) {
            fault(number, Kind.INSERTED, "another record with the number " + sequence + " stands before");
            expected = List.of(next, instead, after);
        } else {
            fault(number, Kind.REORDERED, place(sequence, next) + "; it belongs further up");
            expected = List.of(next, instead, after);
        }
    }

    private static String place(long sequence, Link next) {
        return "record " + sequence + " stands where record " + next.sequence() + " belongs";
    }

    private void fault(long line, Kind kind, String detail) {
        faults.add(new Fault(line, kind, detail));
    }
}
