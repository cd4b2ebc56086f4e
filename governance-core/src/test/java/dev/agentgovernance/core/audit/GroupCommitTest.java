/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

    private static final int THREADS = 16;

    @TempDir
    Path folder = Path.of("");

    @Test
    void whoComesTogetherSharesOneForce() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (AuditJournal journal = AuditJournal.open(file, Durability.SYNC);
                RandomAccessFile lock =
                        new RandomAccessFile(folder.resolve("audit.jsonl.lock").toFile(), "rw")) {
            List<Future<?>> appends = new ArrayList<>();
            FileLock held = lock.getChannel().lock();
            for (int i = 0; i < THREADS; i++) {
                String id = "r" + i;
                appends.add(threads.submit(() -> journal.append(Records.of(id))));
            }
            while (journal.waiting() < THREADS) {
                Thread.onSpinWait();
            }
            held.release();
            for (Future<?> append : appends) {
                append.get();
            }
            assertThat(journal.forces()).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
        assertThat(AuditJournal.verify(file).records()).isEqualTo(THREADS);
        assertThat(AuditJournal.verify(file).ok()).isTrue();
    }

    @Test
    void aBatchIsForcedBehindTheCallsAndAtTheEnd() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try (AuditJournal journal = AuditJournal.openBatched(file, Duration.ofMillis(5), executor)) {
            for (int i = 0; i < 100; i++) {
                journal.append(Records.of("r" + i));
            }
            while (journal.forces() == 0) {
                Thread.sleep(1);
            }
            assertThat(journal.forces()).isLessThanOrEqualTo(100);
        } finally {
            executor.shutdown();
        }
        assertThat(AuditJournal.verify(file).records()).isEqualTo(100);
    }

    @Test
    void withoutAnExecutorThatRunsEveryCallForces() {
        Path file = folder.resolve("audit.jsonl");
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executor.shutdown();
        try (AuditJournal journal = AuditJournal.openBatched(file, Duration.ofMillis(5), executor)) {
            journal.append(Records.of("a"));
            journal.append(Records.of("b"));
            assertThat(journal.forces()).isEqualTo(2);
        }
    }

    @Test
    void aWindowIsBounded() {
        Path file = folder.resolve("audit.jsonl");
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try {
            for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofMinutes(2))) {
                assertThatThrownBy(() -> AuditJournal.openBatched(file, wrong, executor))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        } finally {
            executor.shutdown();
        }
        assertThat(Files.exists(file)).isFalse();
    }
}
