/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltSwitchTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.5Z");

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void file() {
        file = folder.resolve("halts.jsonl");
    }

    private static HaltSwitch.Change change(boolean on, String why) {
        return new HaltSwitch.Change(NOON, "ann", on, why);
    }

    @Test
    void whatWasNeverUsedHaltsNobody() {
        assertThat(new HaltSwitch(file).sentence()).isEmpty();
        assertThat(new HaltSwitch(file).last()).isEmpty();
    }

    @Test
    void anotherProcessSeesTheChangeAndItsHistory() {
        HaltSwitch here = new HaltSwitch(file);
        HaltSwitch there = new HaltSwitch(file);
        assertThat(there.sentence()).isEmpty();

        here.set(change(true, "look\nhere"));
        assertThat(there.sentence()).isEqualTo("Halted by ann at 2026-06-01T12:00:00Z: look\nhere");
        here.set(change(false, "fine"));
        assertThat(there.sentence()).isEmpty();
        assertThat(there.changes()).containsExactly(change(false, "fine"), change(true, "look\nhere"));
    }

    @Test
    void aLineThatACrashLeftHaltsUntilSomebodyUsesTheSwitch() throws IOException {
        HaltSwitch halt = new HaltSwitch(file);
        halt.set(change(false, "fine"));
        Files.writeString(file, "{\"at\":\"2026", StandardOpenOption.APPEND);

        assertThat(halt.sentence()).contains("cannot be read");
        assertThatThrownBy(halt::changes).isInstanceOf(UncheckedIOException.class);
        halt.set(change(false, "looked at it"));
        assertThat(halt.sentence()).isEmpty();
        assertThat(halt.changes()).hasSize(2);
    }

    @Test
    void whatCannotBeReadHalts() throws IOException {
        Files.createDirectories(file);

        assertThat(new HaltSwitch(file).sentence()).contains("cannot be read");
    }

    @Test
    void nobodyHaltsWithoutAReason() {
        assertThatThrownBy(() -> new HaltSwitch(file).set(change(true, " ")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }
}
