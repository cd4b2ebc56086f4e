/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.core.audit.Verification.Fault;
import dev.agentgovernance.core.audit.Verification.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder = Path.of("");

    private final KeyPair keys = pair();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Path journal(int records) {
        Path file = folder.resolve("audit.jsonl");
        try (AuditJournal journal = AuditJournal.open(file, Durability.OS)) {
            for (int i = 0; i < records; i++) {
                journal.append(Records.of("r" + i));
            }
        }
        return file;
    }

    private Checkpoint signed(Path file) {
        try (AuditJournal journal = AuditJournal.open(file, Durability.OS)) {
            return journal.checkpoint(keys.getPrivate(), NOON);
        }
    }

    @Test
    void aJournalThatGrewIsFine() {
        Checkpoint none = signed(folder.resolve("audit.jsonl"));
        Checkpoint early = signed(journal(3));
        Path file = journal(4);

        assertThat(early.records()).isEqualTo(3);
        assertThat(AuditJournal.verify(file, List.of(none, early, signed(file)), keys.getPublic())
                        .faults())
                .isEmpty();
    }

    @Test
    void anEndThatWasCutOffIsFound() throws IOException {
        Path file = journal(5);
        Checkpoint checkpoint = signed(file);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 3));

        assertThat(AuditJournal.verify(file).ok()).isTrue();
        assertThat(AuditJournal.verify(file, List.of(checkpoint), keys.getPublic())
                        .faults())
                .extracting(Fault::kind)
                .containsExactly(Kind.HEAD_MISSING);
    }

    @Test
    void aChainThatWasWrittenAnewIsFound() throws IOException {
        Path file = journal(5);
        Checkpoint checkpoint = signed(file);
        Files.delete(file);
        Files.delete(folder.resolve("audit.jsonl.lock"));
        try (AuditJournal journal = AuditJournal.open(file, Durability.OS)) {
            for (int i = 0; i < 6; i++) {
                journal.append(Records.of("other" + i));
            }
        }

        assertThat(AuditJournal.verify(file).ok()).isTrue();
        assertThat(AuditJournal.verify(file, List.of(checkpoint), keys.getPublic())
                        .faults())
                .extracting(Fault::kind)
                .containsExactly(Kind.HEAD_MISSING);
    }

    @Test
    void nobodyElseCanSign() {
        Path file = journal(2);
        Checkpoint own = signed(file);
        Checkpoint moved = new Checkpoint(1, own.head(), own.at(), own.signature());
        Checkpoint later = new Checkpoint(own.records(), own.head(), own.at().plusSeconds(1), own.signature());

        assertThat(own.isSignedBy(keys.getPublic())).isTrue();
        for (Checkpoint forged : List.of(moved, later)) {
            assertThat(AuditJournal.verify(file, List.of(forged), keys.getPublic())
                            .faults())
                    .extracting(Fault::kind)
                    .containsExactly(Kind.FORGED);
        }
        assertThat(AuditJournal.verify(file, List.of(own), pair().getPublic()).faults())
                .extracting(Fault::kind)
                .containsExactly(Kind.FORGED);
    }

    @Test
    void aLineComesBackAsItWas() {
        Checkpoint checkpoint = signed(journal(2));

        assertThat(Checkpoint.parse(checkpoint.line())).isEqualTo(checkpoint);
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        String head = "0".repeat(64);
        String signature = "A".repeat(86) + "==";
        for (String line : List.of(
                "",
                "{}",
                "7",
                "{\"records\":\"1\"}",
                "x".repeat(2000),
                "{\"records\":-1,\"head\":\"" + head + "\",\"at\":\"2026-01-01T00:00:00Z\",\"signature\":\"" + signature
                        + "\"}",
                "{\"records\":1,\"head\":\"xx\",\"at\":\"2026-01-01T00:00:00Z\",\"signature\":\"" + signature + "\"}",
                "{\"records\":1,\"head\":\"" + head + "\",\"at\":\"noon\",\"signature\":\"" + signature + "\"}",
                "{\"records\":1,\"head\":\"" + head + "\",\"at\":\"2026-01-01T00:00:00Z\",\"signature\":\"AA\"}")) {
            assertThatThrownBy(() -> Checkpoint.parse(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
