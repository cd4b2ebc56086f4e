/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunedProcessTest {

    @TempDir
    Path folder;

    @Test
    void onlyAScanOfManyBytesIsHandedOver() throws IOException {
        Files.writeString(folder.resolve("small.txt"), "text");
        assertThat(TunedProcess.isLargeScan("scan", folder.toString())).isFalse();
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.txt").toFile(), "rw")) {
            large.setLength(TunedProcess.WORTH_IT);
        }

        assertThat(TunedProcess.isLargeScan("scan", "--all", folder.toString())).isTrue();
        assertThat(TunedProcess.isLargeScan("scan", "--staged", folder.toString()))
                .isFalse();
        assertThat(TunedProcess.isLargeScan("redact", folder.toString())).isFalse();
        assertThat(TunedProcess.isLargeScan("scan")).isFalse();
    }

    @Test
    void theSecondProcessIsTheFirstWithMoreOptions() {
        List<String> own = List.of("-Xmx1g", "-jar", "governance.jar", "scan", "src");

        List<String> words = TunedProcess.words(own, "scan", "src").orElseThrow();
        assertThat(words)
                .endsWith("-Xmx1g", "-jar", "governance.jar", "scan", "src")
                .contains("-XX:+UseSerialGC");
    }

    @Test
    void nothingIsHandedOverThatIsNotKnownForSure() {
        assertThat(TunedProcess.words(List.of("-cp", "classes", "Main", "scan", "src"), "scan", "src"))
                .isEmpty();
        assertThat(TunedProcess.words(List.of("-jar", "governance.jar", "scan", "sr"), "scan", "src"))
                .isEmpty();
        assertThat(TunedProcess.words(List.of("-XX:+UseZGC", "-jar", "governance.jar", "scan", "src"), "scan", "src"))
                .isEmpty();
        assertThat(TunedProcess.words(List.of(), "scan", "src")).isEmpty();
    }
}
