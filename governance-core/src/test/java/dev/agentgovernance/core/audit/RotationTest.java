/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.audit.AuditRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal of several files is one journal. */
class RotationTest {

    private static final int SMALL = 4096;

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    private AuditJournal small() {
        return AuditJournal.builder(file)
                .durability(Durability.OS)
                .rotateAt(SMALL)
                .open();
    }

    private void fill(int from, int to) {
        try (AuditJournal journal = small()) {
            for (int i = from; i < to; i++) {
                journal.append(Records.of("r" + i));
            }
        }
    }

    private List<String> ids() {
        try (Stream<StoredRecord> records = AuditJournal.read(file)) {
            return records.map(stored -> stored.record().id()).toList();
        }
    }

    private static List<String> names(int to) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < to; i++) {
            names.add("r" + i);
        }
        return names;
    }

    private Path part(int number) {
        return folder.resolve("audit.jsonl." + number);
    }

    @Test
    void aFullFileIsPutAwayAndTheChainGoesOn() throws IOException {
        fill(0, 100);
        assertThat(part(1)).exists();
        assertThat(part(2)).exists();
        List<Path> parts = JournalParts.all(file);
        assertThat(parts).endsWith(part(parts.size() - 1), file);
        for (Path part : parts) {
            assertThat(Files.size(part)).isBetween(1L, (long) SMALL);
        }
        assertThat(ids()).isEqualTo(names(100));
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(AuditJournal.verify(file).records()).isEqualTo(100);
        assertThat(AuditJournal.recent(file, 100).get(99).record().id()).isEqualTo("r0");
        assertThat(AuditJournal.recent(file, 30)).hasSize(30);
    }

    @Test
    void theFilesOneBehindAnotherAreAJournal() throws IOException {
        fill(0, 40);
        Path whole = folder.resolve("whole.jsonl");
        for (Path part : JournalParts.all(file)) {
            Files.write(
                    whole,
                    Files.readAllBytes(part),
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        }
        assertThat(AuditJournal.verify(whole)).isEqualTo(AuditJournal.verify(file));
    }

    @Test
    void anotherProcessThatKnewTheOldFileGoesOnInTheNewOne() {
        try (AuditJournal one = small();
                AuditJournal other = AuditJournal.open(file, Durability.SYNC)) {
            for (int i = 0; i < 60; i++) {
                (i % 2 == 0 ? one : other).append(Records.of("r" + i));
            }
        }
        assertThat(part(1)).exists();
        assertThat(ids()).isEqualTo(names(60));
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
    }

    @Test
    void afterADeathBetweenTwoFilesTheChainGoesOn() throws IOException {
        fill(0, 30);
        // The file was put away, and the next one was not made.
        Files.move(file, JournalParts.next(file));
        assertThat(ids()).isEqualTo(names(30));
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(AuditJournal.recent(file, 3)).hasSize(3);
        fill(30, 31);
        assertThat(ids()).isEqualTo(names(31));

        // The next one was made, and holds nothing.
        Files.move(file, JournalParts.next(file));
        Files.createFile(file);
        fill(31, 60);
        assertThat(ids()).isEqualTo(names(60));
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
    }

    @Test
    void whatIsMissingOrChangedInAnyFileIsFound() throws IOException {
        fill(0, 100);
        byte[] second = Files.readAllBytes(part(2));
        second[second.length / 2] ^= 1;
        Files.write(part(2), second);
        assertThat(AuditJournal.verify(file).faults()).hasSize(1);
        Files.delete(part(2));
        assertThat(AuditJournal.verify(file).faults())
                .extracting(Verification.Fault::kind)
                .containsExactly(Verification.Kind.DELETED);
    }

    @Test
    void aCheckpointCountsAllFiles() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        List<Checkpoint> checkpoints = new ArrayList<>();
        try (AuditJournal journal = small()) {
            for (int i = 0; i < 50; i++) {
                journal.append(Records.of("r" + i));
                checkpoints.add(journal.checkpoint(keys.getPrivate(), Clock.systemUTC()));
            }
        }
        assertThat(checkpoints.get(49).records()).isEqualTo(50);
        assertThat(AuditJournal.verify(file, checkpoints, keys.getPublic()).faults())
                .isEmpty();
        Files.delete(file);
        assertThat(AuditJournal.verify(file, checkpoints, keys.getPublic()).faults())
                .extracting(Verification.Fault::kind)
                .containsOnly(Verification.Kind.HEAD_MISSING);
    }

    @Test
    void anOldFileIsPutAway() {
        AuditRecord first = Records.of("r0");
        Instant[] now = {first.at()};
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        try (AuditJournal journal = AuditJournal.builder(file)
                .durability(Durability.OS)
                .rotateAfter(Duration.ofDays(1))
                .clock(clock)
                .open()) {
            journal.append(first);
            now[0] = first.at().plus(Duration.ofHours(23));
            journal.append(Records.of("r1"));
            assertThat(part(1)).doesNotExist();
            now[0] = first.at().plus(Duration.ofHours(24));
            journal.append(Records.of("r2"));
            assertThat(part(1)).exists();
        }
        assertThat(ids()).isEqualTo(names(3));
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
    }

    @Test
    void aReaderSeesAWholeJournalWhileFilesArePutAway() throws Exception {
        Thread writer = new Thread(() -> fill(0, 600));
        writer.start();
        int known = 0;
        while (writer.isAlive()) {
            if (Files.exists(file)) {
                List<String> seen = ids();
                assertThat(seen).isEqualTo(names(seen.size()));
                assertThat(seen.size()).isGreaterThanOrEqualTo(known);
                known = seen.size();
            }
        }
        writer.join();
        assertThat(ids()).isEqualTo(names(600));
    }

    @Test
    void whatIsNoPartOfAJournalIsLeftAlone() throws IOException {
        for (String name : List.of("audit.jsonl.01", "audit.jsonl.x", "audit.jsonl.1a", "audit.jsonl.torn-1", "b.1")) {
            Files.writeString(folder.resolve(name), "no record\n");
        }
        fill(0, 10 + new Random(1).nextInt(5));
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> AuditJournal.builder(file).rotateAt(SMALL - 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditJournal.builder(file).rotateAfter(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
