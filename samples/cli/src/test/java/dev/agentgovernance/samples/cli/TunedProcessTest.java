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
        assertThat(TunedProcess.scanned("scan", folder.toString())).isEqualTo(4);
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.txt").toFile(), "rw")) {
            large.setLength(TunedProcess.WORTH_IT);
        }

        assertThat(TunedProcess.scanned("scan", "--all", folder.toString()))
                .isGreaterThanOrEqualTo(TunedProcess.WORTH_IT);
        assertThat(TunedProcess.scanned("scan", "--staged", folder.toString())).isZero();
        assertThat(TunedProcess.scanned("redact", folder.toString())).isZero();
        assertThat(TunedProcess.scanned("scan")).isZero();
    }

    @Test
    void theSecondProcessIsTheFirstWithMoreOptions() {
        List<String> own = List.of("-Xmx1g", "-jar", "governance.jar", "scan", "src");

        List<String> words =
                TunedProcess.words(own, TunedProcess.WORTH_IT, "scan", "src").orElseThrow();
        assertThat(words)
                .endsWith("-Xmx1g", "-jar", "governance.jar", "scan", "src")
                .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        assertThat(TunedProcess.words(own, TunedProcess.LONG, "scan", "src").orElseThrow())
                .endsWith("-Xmx1g", "-jar", "governance.jar", "scan", "src")
                .contains("-XX:+UseSerialGC")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void nothingIsHandedOverThatIsNotKnownForSure() {
        assertThat(TunedProcess.words(List.of("-cp", "classes", "Main", "scan", "src"), 1, "scan", "src"))
                .isEmpty();
        assertThat(TunedProcess.words(List.of("-jar", "governance.jar", "scan", "sr"), 1, "scan", "src"))
                .isEmpty();
        assertThat(TunedProcess.words(
                        List.of("-XX:+UseZGC", "-jar", "governance.jar", "scan", "src"), 1, "scan", "src"))
                .isEmpty();
        assertThat(TunedProcess.words(List.of(), 1, "scan", "src")).isEmpty();
    }
}
