/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.core.audit.Verification.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditJournalTest {

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    private AuditJournal open() {
        return AuditJournal.open(file, Durability.OS);
    }

    private void appendAll(String... ids) {
        try (AuditJournal journal = open()) {
            for (String id : ids) {
                journal.append(Records.of(id));
            }
        }
    }

    private List<String> ids() {
        try (Stream<StoredRecord> records = AuditJournal.read(file)) {
            return records.map(stored -> stored.record().id()).toList();
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theLastRecordsAreReadFromTheEnd() throws Exception {
        assertThat(AuditJournal.recent(file, 3)).isEmpty();
        String[] names = IntStream.range(0, 400).mapToObj(i -> "r" + i).toArray(String[]::new);
        appendAll(names);
        Files.writeString(file, "{\"torn", StandardOpenOption.APPEND);

        assertThat(AuditJournal.recent(file, 3))
                .extracting(stored -> stored.record().id())
                .containsExactly("r399", "r398", "r397");
        assertThat(AuditJournal.recent(file, 1_000)).hasSize(400);
    }

    @Test
    void theChainCanBeFollowedByHand() throws Exception {
        appendAll("a", "b");
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        String first = lines.get(0);
        String second = lines.get(1);
        String hash = sha256(first.substring(0, first.indexOf(",\"hash\":\"")));
        assertThat(first)
                .startsWith("{\"sequence\":1,\"previous\":\"" + sha256("agent-governance/audit/1") + "\",\"id\":\"a\"");
        assertThat(first).endsWith(",\"hash\":\"" + hash + "\"}");
        assertThat(second).startsWith("{\"sequence\":2,\"previous\":\"" + hash + "\",\"id\":\"b\"");
        assertThat(AuditJournal.verify(file).head())
                .isEqualTo(sha256(second.substring(0, second.indexOf(",\"hash\":\""))));
    }

    @Test
    void anEmptyJournalIsFine() {
        open().close();
        Verification found = AuditJournal.verify(file);
        assertThat(found).isEqualTo(new Verification(0, AuditJournal.GENESIS, List.of()));
        assertThat(AuditJournal.verify(file, AuditJournal.GENESIS).ok()).isTrue();
        assertThat(ids()).isEmpty();
    }

    @Test
    void aJournalThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> AuditJournal.verify(file)).hasCauseInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> AuditJournal.read(file)).hasCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theChainGoesOnWhenAJournalIsOpenedAgain() {
        appendAll("a", "b");
        appendAll("c");
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(ids()).containsExactly("a", "b", "c");
    }

    @Test
    void aTornLineIsSetAsideAndNothingElse() throws IOException {
        appendAll("a", "b");
        byte[] whole = Files.readAllBytes(file);
        Files.writeString(file, "{\"sequence\":3,\"prev", StandardOpenOption.APPEND);
        assertThat(AuditJournal.verify(file).faults())
                .extracting(Verification.Fault::kind, Verification.Fault::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.TORN, 3L));
        assertThat(ids()).containsExactly("a", "b");
        try (AuditJournal journal = open()) {
            assertThat(journal.setAside()).containsExactly(folder.resolve("audit.jsonl.torn-1"));
            assertThat(folder.resolve("audit.jsonl.torn-1")).hasContent("{\"sequence\":3,\"prev");
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
            // Another process dies in the middle of a line while this journal is open.
            Files.writeString(file, "{\"seq", StandardOpenOption.APPEND);
            journal.append(Records.of("c"));
            assertThat(journal.setAside()).hasSize(2).endsWith(folder.resolve("audit.jsonl.torn-2"));
        }
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(ids()).containsExactly("a", "b", "c");
    }

    @Test
    void aTornFirstLineAndATornLongLineAreSetAside() throws IOException {
        String torn = "x".repeat(100_000);
        Files.writeString(file, torn);
        appendAll("a");
        assertThat(folder.resolve("audit.jsonl.torn-1")).hasContent(torn);
        Files.writeString(file, torn, StandardOpenOption.APPEND);
        appendAll("b");
        assertThat(folder.resolve("audit.jsonl.torn-2")).hasContent(torn);
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void linesThatAreNoRecordsStayAndAreReported() throws IOException {
        appendAll("a");
        Files.writeString(file, "junk\n\n{}\n", StandardOpenOption.APPEND);
        appendAll("b");
        assertThat(AuditJournal.verify(file).faults())
                .extracting(Verification.Fault::kind, Verification.Fault::line)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.NOT_A_RECORD, 2L),
                        org.assertj.core.groups.Tuple.tuple(Kind.NOT_A_RECORD, 3L),
                        org.assertj.core.groups.Tuple.tuple(Kind.NOT_A_RECORD, 4L));
        assertThatThrownBy(this::ids).isInstanceOf(UncheckedIOException.class).hasMessageContaining("line 2");
    }

    @Test
    void noErrorQuotesALine() throws IOException {
        appendAll("a");
        String marker = "qzxmarkerxzq";
        String forged = JournalLine.encode(
                        2,
                        AuditJournal.verify(file).head(),
                        ("\"id\":\"" + marker + "\",\"at\":\"" + marker + "\"").getBytes(StandardCharsets.US_ASCII))
                .text();
        Files.writeString(file, forged + marker + "\n" + forged.replace('2', '3'), StandardOpenOption.APPEND);
        Verification found = AuditJournal.verify(file);
        assertThat(found.faults()).hasSize(3);
        assertThat(found.faults().get(0).kind()).isEqualTo(Kind.NOT_A_RECORD);
        assertThat(found.toString()).doesNotContain(marker);
        Throwable error = catchThrowable(this::ids);
        assertThat(error).isInstanceOf(UncheckedIOException.class).hasStackTraceContaining("line 2");
        assertThat(org.assertj.core.util.Throwables.getStackTrace(error)).doesNotContain(marker);
    }

    @Test
    void aFileCutOffWhileOpenShowsAGap() throws IOException {
        try (AuditJournal journal = open()) {
            journal.append(Records.of("a"));
            long size = Files.size(file);
            journal.append(Records.of("b"));
            journal.append(Records.of("c"));
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(size);
            }
            journal.append(Records.of("d"));
        }
        assertThat(ids()).containsExactly("a", "d");
        assertThat(AuditJournal.verify(file).faults())
                .extracting(Verification.Fault::kind, Verification.Fault::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.DELETED, 2L));
    }

    @Test
    void aFileDeletedOrMovedWhileOpenIsMadeAgainAndShowsAGap() throws IOException {
        try (AuditJournal journal = open()) {
            journal.append(Records.of("a"));
            Files.move(file, folder.resolve("moved"));
            journal.append(Records.of("b"));
            Files.delete(folder.resolve("audit.jsonl.lock"));
            journal.append(Records.of("c"));
        }
        assertThat(ids()).containsExactly("b", "c");
        assertThat(AuditJournal.verify(file).faults())
                .extracting(Verification.Fault::kind, Verification.Fault::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.DELETED, 1L));
    }

    @Test
    void aFailureIsToldAndTheJournalCanBeUsedAgain() throws IOException {
        file = folder.resolve("sub/audit.jsonl");
        try (AuditJournal journal = open()) {
            journal.append(Records.of("a"));
            Path moved = folder.resolve("elsewhere");
            Files.move(folder.resolve("sub"), moved);
            Files.writeString(folder.resolve("sub"), "a file where the folder was");
            assertThatThrownBy(() -> journal.append(Records.of("b"))).isInstanceOf(UncheckedIOException.class);
            Files.delete(folder.resolve("sub"));
            Files.move(moved, folder.resolve("sub"));
            journal.append(Records.of("c"));
        }
        assertThat(ids()).containsExactly("a", "c");
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
    }

    @Test
    void aRecordThatIsTooLongIsRefusedAndTheNextIsStored() {
        try (AuditJournal journal = open()) {
            String text = "x".repeat(JournalLine.MAX_LENGTH);
            AuditRecord big = Records.random("big", new Random(1), () -> text);
            assertThatThrownBy(() -> journal.append(big)).isInstanceOf(UncheckedIOException.class);
            journal.append(Records.of("a"));
        }
        assertThat(ids()).containsExactly("a");
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
    }

    @Test
    void aClosedJournalTakesNothingAndClosesAgain() {
        AuditJournal journal = open();
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.append(Records.of("a"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anInterruptedThreadStoresItsRecordAndStaysInterrupted() {
        try (AuditJournal journal = AuditJournal.open(file, Durability.SYNC)) {
            Thread.currentThread().interrupt();
            journal.append(Records.of("a"));
            assertThat(Thread.interrupted()).isTrue();
            journal.append(Records.of("b"));
        }
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void closingOneJournalKeepsTheLockOfAnother() throws Exception {
        try (AuditJournal one = open()) {
            for (int i = 0; i < 20; i++) {
                AuditJournal two = open();
                Thread closing = new Thread(two::close);
                closing.start();
                one.append(Records.of("r" + i));
                closing.join();
            }
        }
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(ids()).hasSize(20);
    }

    @Test
    void anAppendWaitsForTheLock() throws Exception {
        try (AuditJournal journal = open();
                RandomAccessFile other =
                        new RandomAccessFile(folder.resolve("audit.jsonl.lock").toFile(), "rw")) {
            FileLock held = other.getChannel().lock();
            Thread appending = new Thread(() -> journal.append(Records.of("a")));
            appending.start();
            appending.join(200);
            assertThat(appending.isAlive()).isTrue();
            assertThat(Files.size(file)).isZero();
            held.release();
            appending.join(10_000);
            assertThat(ids()).containsExactly("a");
        }
    }

    @Test
    void onlyTheOwnerReadsWhatIsMade() throws IOException {
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
        appendAll("a");
        Files.writeString(file, "torn", StandardOpenOption.APPEND);
        appendAll("b");
        for (String name : List.of("audit.jsonl", "audit.jsonl.lock", "audit.jsonl.torn-1")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFindingIsStoredWithoutItsEvidence() throws IOException {
        SecretKind kind = new SecretKind("word", "generic", SecretKind.Category.SECRET);
        SecretFinding finding = new SecretFinding(kind, 3, 9, Confidence.LIKELY, "0123456789abcdef", "qzxmarkerxzq");
        AuditRecord plain = Records.of("a");
        var old = plain.decision().assessment();
        var assessment = new dev.agentgovernance.api.Assessment(
                old.effects(),
                old.coverage(),
                old.gaps(),
                old.impact(),
                old.trust(),
                old.oversight(),
                old.withinScope(),
                List.of(finding),
                old.policy());
        var decision = new dev.agentgovernance.api.Allow(
                List.of(), List.of(), plain.decision().digest(), assessment);
        try (AuditJournal journal = open()) {
            journal.append(new AuditRecord("a", plain.at(), plain.context(), "shell", "text", decision));
        }
        assertThat(Files.readString(file))
                .doesNotContain("qzxmarkerxzq")
                .contains("{\"kind\":\"word\",\"provider\":\"generic\",\"category\":\"secret\",\"start\":3,\"end\":9,"
                        + "\"confidence\":\"likely\",\"fingerprint\":\"0123456789abcdef\"}");
    }

    @Test
    void verifyStopsAfterAHundredFaults() throws IOException {
        Files.writeString(file, "junk\n".repeat(1000));
        assertThat(AuditJournal.verify(file).faults()).hasSize(Verification.MAX_FAULTS);
    }

    @Test
    void aLineWithoutEndIsReadInBoundedMemory() throws IOException {
        appendAll("a");
        Files.writeString(file, "x".repeat(JournalLine.MAX_LENGTH + 100) + "\n", StandardOpenOption.APPEND);
        appendAll("b");
        Verification found = AuditJournal.verify(file);
        assertThat(found.records()).isEqualTo(2);
        assertThat(found.faults()).extracting(Verification.Fault::kind).containsExactly(Kind.NOT_A_RECORD);
    }
}
