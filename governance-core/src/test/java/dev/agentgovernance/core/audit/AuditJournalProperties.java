/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.core.audit.Verification.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AuditJournalProperties {

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(30);
        Arbitrary<String> nasty = Arbitraries.of(
                "\n",
                "\r\n",
                "\u2028",
                "\ud800",
                "\udfff\ud800",
                "\0",
                "\"",
                "\\",
                "\\u0041",
                "\u202e",
                "\ufeff",
                "\",\"hash\":\"",
                "{}",
                "\ud83d\ude00",
                "\u007f",
                "\u0085");
        return Arbitraries.oneOf(anything, nasty).list().ofMinSize(1).ofMaxSize(20);
    }

    @Property(tries = 200)
    void whatGoesInComesOut(@ForAll long seed, @ForAll("texts") List<String> texts) throws IOException {
        Random random = new Random(seed);
        Path file = newFile();
        try (AuditJournal journal = AuditJournal.open(file, Durability.OS)) {
            List<AuditRecord> records = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                records.add(Records.random("id-" + i, random, () -> texts.get(random.nextInt(texts.size()))));
                journal.append(records.get(i));
            }
            assertThat(AuditJournal.verify(file).faults()).isEmpty();
            try (Stream<StoredRecord> stored = AuditJournal.read(file)) {
                assertThat(stored.map(StoredRecord::record)).containsExactlyElementsOf(records);
            }
            assertThat(Files.readAllLines(file, StandardCharsets.US_ASCII)).hasSize(3);
        } finally {
            remove(file);
        }
    }

    @Property(tries = 100)
    void theSameRecordIsWrittenTheSameWay(@ForAll long seed, @ForAll("texts") List<String> texts) {
        AuditRecord one = Records.random("id", new Random(seed), () -> texts.get(0));
        AuditRecord same = Records.random("id", new Random(seed), () -> texts.get(0));
        assertThat(RecordWriter.members(one)).isEqualTo(RecordWriter.members(same));
    }

    @Property(tries = 500)
    void anyChangedByteIsFoundInItsLine(
            @ForAll @IntRange(min = 1, max = 8) int size, @ForAll long seed, @ForAll byte replacement)
            throws IOException {
        byte[] journal = text(lines(size, seed)).getBytes(StandardCharsets.US_ASCII);
        int at = new Random(seed).nextInt(journal.length);
        if (journal[at] == replacement) {
            return;
        }
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += journal[i] == '\n' ? 1 : 0;
        }
        boolean lastByte = at == journal.length - 1;
        // A line end that comes or goes makes two lines of one, or one of two: each can be a fault.
        int most = replacement == '\n' || journal[at] == '\n' ? 2 : 1;
        journal[at] = replacement;
        Verification found = verify(journal);
        assertThat(found.faults()).as("byte %d of line %d", at, line).isNotEmpty();
        assertThat(found.faults().get(0).line()).isEqualTo(line);
        assertThat(found.faults().get(0).kind())
                .isIn(lastByte ? List.of(Kind.TORN) : List.of(Kind.EDITED, Kind.NOT_A_RECORD));
        assertThat(found.faults()).as("one change is one fault").hasSizeLessThanOrEqualTo(most);
    }

    @Property(tries = 300)
    void aRemovedLineIsFoundWhereItIsMissing(@ForAll @IntRange(min = 2, max = 12) int size, @ForAll long seed)
            throws IOException {
        List<String> lines = lines(size, seed);
        int removed = new Random(seed).nextInt(size - 1);
        lines.remove(removed);
        assertOneFault(lines, removed + 1, Kind.DELETED);
    }

    @Property(tries = 300)
    void aDoubledLineIsFound(@ForAll @IntRange(min = 1, max = 12) int size, @ForAll long seed) throws IOException {
        List<String> lines = lines(size, seed);
        Random random = new Random(seed);
        int from = random.nextInt(size);
        int to = from + 1 + random.nextInt(size - from);
        lines.add(to, lines.get(from));
        assertOneFault(lines, to + 1, Kind.DUPLICATED);
    }

    @Property(tries = 300)
    void swappedLinesAreFoundWhereTheFirstOfThemStands(@ForAll @IntRange(min = 2, max = 12) int size, @ForAll long seed)
            throws IOException {
        List<String> lines = lines(size, seed);
        Random random = new Random(seed);
        int one = random.nextInt(size - 1);
        int two = one + 1 + random.nextInt(size - one - 1);
        String kept = lines.set(one, lines.get(two));
        lines.set(two, kept);
        Verification found = verify(text(lines).getBytes(StandardCharsets.US_ASCII));
        assertThat(found.faults()).extracting(Verification.Fault::kind).containsOnly(Kind.REORDERED);
        assertThat(found.faults().get(0).line()).isEqualTo(one + 1);
        assertThat(found.faults()).extracting(Verification.Fault::line).isSubsetOf(one + 1L, two + 1L);
    }

    @Property(tries = 300)
    void aMovedLineIsFoundWhereItIsMissedOrStands(@ForAll @IntRange(min = 2, max = 12) int size, @ForAll long seed)
            throws IOException {
        List<String> lines = lines(size, seed);
        Random random = new Random(seed);
        int from = random.nextInt(size);
        int to = random.nextInt(size);
        if (from == to) {
            return;
        }
        lines.add(to, lines.remove(from));
        Verification found = verify(text(lines).getBytes(StandardCharsets.US_ASCII));
        assertThat(found.faults()).extracting(Verification.Fault::kind).containsOnly(Kind.REORDERED);
        assertThat(found.faults().get(0).line()).isEqualTo(Math.min(from, to) + 1);
    }

    @Property(tries = 300)
    void aLineFromElsewhereIsFound(@ForAll @IntRange(min = 1, max = 12) int size, @ForAll long seed)
            throws IOException {
        List<String> lines = lines(size, seed);
        Random random = new Random(seed);
        List<String> others = lines(size + 5, ~seed);
        int at = random.nextInt(size);
        lines.add(at, others.get(1 + random.nextInt(others.size() - 1)));
        Verification found = verify(text(lines).getBytes(StandardCharsets.US_ASCII));
        assertThat(found.faults()).isNotEmpty();
        assertThat(found.faults().get(0).line()).isEqualTo(at + 1);
    }

    @Property(tries = 300)
    void aForgedLineIsFoundEvenIfItsOwnHashIsRight(@ForAll @IntRange(min = 2, max = 12) int size, @ForAll long seed)
            throws IOException {
        List<String> lines = lines(size, seed);
        int forged = new Random(seed).nextInt(size - 1);
        JournalLine old =
                Objects.requireNonNull(JournalLine.parse(lines.get(forged).getBytes(StandardCharsets.US_ASCII)));
        byte[] members = RecordWriter.members(Records.of("forged"));
        lines.set(
                forged,
                JournalLine.encode(old.sequence(), old.previous(), members)
                        .text()
                        .stripTrailing());
        // The record behind it is the one that no longer fits.
        assertOneFault(lines, forged + 2, Kind.REPLACED);
    }

    @Property(tries = 300)
    void anyLinesCutOffAreFoundByAHeadKeptElsewhere(@ForAll @IntRange(min = 1, max = 12) int size, @ForAll long seed)
            throws IOException {
        List<String> lines = lines(size, seed);
        int kept = new Random(seed).nextInt(size);
        byte[] whole = text(lines).getBytes(StandardCharsets.US_ASCII);
        byte[] cut = text(lines.subList(0, kept)).getBytes(StandardCharsets.US_ASCII);
        String head = verify(whole).head();
        assertThat(verify(cut).ok()).as("the chain alone cannot tell").isTrue();
        Path file = newFile();
        try {
            Files.write(file, cut);
            assertThat(AuditJournal.verify(file, head).faults()).singleElement().satisfies(fault -> {
                assertThat(fault.kind()).isEqualTo(Kind.HEAD_MISSING);
                assertThat(fault.line()).isEqualTo(kept + 1);
            });
            String earlier = verify(cut).head();
            Files.write(file, whole);
            assertThat(AuditJournal.verify(file, earlier).ok())
                    .as("it may have grown")
                    .isTrue();
        } finally {
            remove(file);
        }
    }

    @Property(tries = 100)
    void whateverStandsInTheFileVerifyAndAppendGoOn(
            @ForAll @Size(max = 200) byte[] junk, @ForAll @IntRange(max = 3) int size, @ForAll long seed)
            throws IOException {
        Path file = newFile();
        try {
            Files.write(file, text(lines(size, seed)).getBytes(StandardCharsets.US_ASCII));
            Files.write(file, junk, java.nio.file.StandardOpenOption.APPEND);
            Verification before = AuditJournal.verify(file);
            assertThat(before.records()).isEqualTo(size);
            assertThat(before.ok()).isEqualTo(junk.length == 0);
            try (AuditJournal journal = AuditJournal.open(file, Durability.OS)) {
                journal.append(Records.of("after"));
            }
            Verification after = AuditJournal.verify(file);
            assertThat(after.records()).isEqualTo(size + 1);
            assertThat(after.faults()).extracting(Verification.Fault::kind).doesNotContain(Kind.TORN, Kind.DELETED);
        } finally {
            remove(file);
        }
    }

    private static void assertOneFault(List<String> lines, long line, Kind kind) throws IOException {
        Verification found = verify(text(lines).getBytes(StandardCharsets.US_ASCII));
        assertThat(found.faults()).hasSize(1);
        assertThat(found.faults().get(0).line()).isEqualTo(line);
        assertThat(found.faults().get(0).kind()).isEqualTo(kind);
    }

    private static Verification verify(byte[] content) throws IOException {
        Path file = newFile();
        try {
            Files.write(file, content);
            return AuditJournal.verify(file);
        } finally {
            remove(file);
        }
    }

    /** Returns the lines of a journal, without their ends. */
    private static List<String> lines(int size, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        String head = AuditJournal.GENESIS;
        for (int i = 1; i <= size; i++) {
            byte[] members = RecordWriter.members(Records.random(seed + "-" + i, random, () -> "text"));
            JournalLine.Encoded line = JournalLine.encode(i, head, members);
            lines.add(line.text().stripTrailing());
            head = line.hash();
        }
        return lines;
    }

    private static String text(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static Path newFile() throws IOException {
        return Files.createTempDirectory("journal").resolve("audit.jsonl");
    }

    private static void remove(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }
}
