/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.audit.AppendingProcess.Keeping;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed at any moment. {@code -Dgovernance.audit.kills=N} sets how often. */
class AuditJournalCrashTest {

    private static final int KILLS = Integer.getInteger("governance.audit.kills", 20);
    private static final int ENDLESS = 1_000_000;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aKilledProcessLosesAndDoublesNothingItAcknowledged() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        Random random = new Random(42);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Keeping keeping =
                    List.of(Keeping.SYNC, Keeping.SMALL_FILES, Keeping.OS).get(kill % 3);
            Process process = AppendingProcess.start(file, keeping, "kill" + kill, ENDLESS);
            try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(out.readLine()).startsWith("up ");
                acknowledged.add(out.readLine());
                // By chance: at once, or somewhere in the next records.
                int more = random.nextInt(30);
                for (int i = 0; i < more; i++) {
                    acknowledged.add(out.readLine());
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(2_000));
                // The handle, since the process would close this end of the pipe and what is in it.
                process.toHandle().destroyForcibly();
                drain(out, acknowledged);
            }
            process.waitFor();
        }
        AuditJournal.open(file, Durability.SYNC).close();
        Verification found = AuditJournal.verify(file);
        assertThat(found.faults()).isEmpty();
        List<String> stored = ids(file);
        assertThat(stored).doesNotHaveDuplicates().containsSubsequence(acknowledged);
        // A record may be stored and its acknowledgement lost with the process: one for each kill at most.
        assertThat(stored.size() - acknowledged.size()).isBetween(0, KILLS);
    }

    @Test
    void ofRecordsThatAreWrittenBehindTheCallsAKilledProcessLosesTheLastAlone() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS / 2; kill++) {
            String prefix = "kill" + kill;
            List<String> acknowledged = new ArrayList<>();
            Process process = AppendingProcess.start(file, Keeping.BATCHED, prefix, ENDLESS);
            try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(out.readLine()).startsWith("up ");
                for (int i = 0; i < 200; i++) {
                    acknowledged.add(out.readLine());
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
                process.toHandle().destroyForcibly();
                drain(out, acknowledged);
            }
            process.waitFor();
            AuditJournal.open(file, Durability.SYNC).close();
            assertThat(AuditJournal.verify(file).faults()).isEmpty();
            List<String> stored =
                    ids(file).stream().filter(id -> id.startsWith(prefix + "-")).toList();
            // Nothing is missing in between: what is there is what was appended, up to some record.
            assertThat(stored)
                    .isEqualTo(IntStream.range(0, stored.size())
                            .mapToObj(i -> prefix + "-" + i)
                            .toList());
        }
        assertThat(JournalParts.putAway(file)).isNotEmpty();
    }

    @Test
    void twoProcessesAndTwoJournalsShareOneFile() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        int each = 300;
        Process one = AppendingProcess.start(file, Keeping.OS, "one", each);
        Process two = AppendingProcess.start(file, Keeping.SYNC, "two", each);
        try (AuditJournal mine = AuditJournal.open(file, Durability.OS);
                AuditJournal other = AuditJournal.open(file, Durability.SYNC)) {
            Thread thread = new Thread(() -> append(other, "other", each));
            thread.start();
            append(mine, "mine", each);
            thread.join();
        }
        for (Process process : List.of(one, two)) {
            try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(out.lines().count()).isEqualTo(each + 1);
            }
            assertThat(process.waitFor()).isZero();
        }
        Verification found = AuditJournal.verify(file);
        assertThat(found.faults()).isEmpty();
        assertThat(found.records()).isEqualTo(4L * each);
        List<String> stored = ids(file);
        assertThat(stored).doesNotHaveDuplicates();
        for (String who : List.of("one", "two", "mine", "other")) {
            assertThat(stored)
                    .containsSubsequence(IntStream.range(0, each)
                            .mapToObj(i -> who + "-" + i)
                            .toList());
        }
    }

    private static void append(AuditJournal journal, String who, int count) {
        for (int i = 0; i < count; i++) {
            journal.append(Records.of(who + "-" + i));
        }
    }

    /** Adds what had been printed before the end; a line that was cut is none. */
    private static void drain(BufferedReader out, List<String> acknowledged) throws IOException {
        StringBuilder rest = new StringBuilder();
        try {
            for (int c = out.read(); c >= 0; c = out.read()) {
                rest.append((char) c);
            }
        } catch (IOException e) {
            // The process is gone, and its pipe with it.
        }
        int end = rest.lastIndexOf("\n");
        if (end > 0) {
            acknowledged.addAll(rest.substring(0, end).lines().toList());
        }
    }

    private static List<String> ids(Path file) {
        try (Stream<StoredRecord> records = AuditJournal.read(file)) {
            return records.map(stored -> stored.record().id()).toList();
        }
    }
}
