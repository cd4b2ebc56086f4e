/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.audit.AuditRecord;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are written behind the calls are all written, in order. */
class WriteBehindTest {

    private static final Duration WINDOW = Duration.ofMillis(10);
    private static final Duration LONG_WINDOW = Duration.ofMinutes(1);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private List<String> ids() {
        try (Stream<StoredRecord> records = AuditJournal.read(file)) {
            return records.map(stored -> stored.record().id()).toList();
        }
    }

    private static void append(AuditJournal journal, String who, int count) {
        for (int i = 0; i < count; i++) {
            journal.append(Records.of(who + "-" + i));
        }
    }

    @Test
    void everyThreadsRecordsAreThereInItsOrderOnceItIsClosed() throws Exception {
        int each = 2_000;
        List<Thread> threads = new ArrayList<>();
        try (AuditJournal journal = AuditJournal.builder(file)
                        .batched(WINDOW, executor)
                        .rotateAt(100_000)
                        .open();
                AuditJournal other = AuditJournal.open(file, Durability.OS)) {
            for (int i = 0; i < 4; i++) {
                String who = "t" + i;
                Thread thread = new Thread(() -> append(journal, who, each));
                thread.start();
                threads.add(thread);
            }
            append(other, "other", 50);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        List<String> stored = ids();
        assertThat(stored).hasSize(4 * each + 50).doesNotHaveDuplicates();
        for (int i = 0; i < 4; i++) {
            String who = "t" + i + "-";
            assertThat(stored.stream().filter(id -> id.startsWith(who)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(n -> who + n).toList());
        }
    }

    @Test
    void nothingIsWrittenByTheCallAndAllByAFlush() {
        ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
        try (AuditJournal journal = AuditJournal.openBatched(file, LONG_WINDOW, blocked(idle))) {
            append(journal, "a", 10);
            assertThat(journal.waiting()).isEqualTo(10);
            assertThat(ids()).isEmpty();
            journal.flush();
            assertThat(journal.waiting()).isZero();
            assertThat(ids()).hasSize(10);
        } finally {
            idle.shutdownNow();
        }
    }

    /** An executor that begins nothing. */
    private static ScheduledExecutorService blocked(ScheduledExecutorService executor) {
        executor.execute(() -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return executor;
    }

    @Test
    void whoIsFasterThanTheFileDoesTheWriting() {
        ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
        try (AuditJournal journal = AuditJournal.openBatched(file, LONG_WINDOW, blocked(idle))) {
            int most = 0;
            for (int i = 0; i < 10_000; i++) {
                journal.append(Records.of("r" + i));
                most = Math.max(most, journal.waiting());
            }
            assertThat(most).isBetween(1, 4096);
        } finally {
            idle.shutdownNow();
        }
        assertThat(AuditJournal.verify(file).records()).isEqualTo(10_000);
    }

    @Test
    void whatWasAcceptedIsWrittenOnceTheFileTakesItAgain() throws Exception {
        try (AuditJournal journal = AuditJournal.openBatched(file, WINDOW, executor)) {
            append(journal, "before", 3);
            journal.flush();
            Path aside = folder.resolve("aside");
            Files.move(file, aside);
            Files.createDirectory(file);
            append(journal, "during", 1);
            assertThatThrownBy(() -> {
                        while (true) {
                            journal.append(Records.of("refused"));
                            journal.flush();
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> journal.append(Records.of("never"))).isInstanceOf(UncheckedIOException.class);
            // On the thread of the writer, which would else make a file of its own in between.
            executor.submit(() -> {
                        Files.delete(file);
                        return Files.move(aside, file);
                    })
                    .get();
            append(journal, "after", 2);
        }
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(ids())
                .doesNotContain("never")
                .containsSubsequence("before-0", "before-1", "before-2", "during-0", "after-0", "after-1");
    }

    @Test
    void aRecordThatFitsNoLineIsRefusedByItsOwnCall() {
        AuditRecord heavy = Records.random("heavy", new Random(3), () -> "\u0001".repeat(6_000_000));
        AuditRecord large = Records.random("large", new Random(3), () -> "x".repeat(200_000));
        try (AuditJournal journal = AuditJournal.openBatched(file, WINDOW, executor)) {
            append(journal, "a", 1);
            assertThatThrownBy(() -> journal.append(heavy)).isInstanceOf(UncheckedIOException.class);
            journal.append(large);
            append(journal, "b", 1);
        }
        assertThat(AuditJournal.verify(file).faults()).isEmpty();
        assertThat(ids()).containsExactly("a-0", "large", "b-0");
    }

    @Test
    void aJournalThatIsClosedTakesNothing() {
        AuditJournal journal = AuditJournal.openBatched(file, WINDOW, executor);
        append(journal, "a", 2);
        journal.close();
        journal.close();
        assertThat(ids()).hasSize(2);
        assertThatThrownBy(() -> journal.append(Records.of("late"))).isInstanceOf(UncheckedIOException.class);
        assertThat(ids()).hasSize(2);
    }
}
