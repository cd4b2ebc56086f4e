/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process does that starts, scans one command and ends, without a clock: the classes it loads, of which nothing is
 * shared with other processes, and the table it reads. A lambda, a stream, or a join of strings that is linked at its first
 * run, costs such a process as much as ten classes.
 */
class StartUpTest {
    private static final int MOST_CLASSES = 90;
    private static final int MOST_BYTES_OF_A_KIND = 600;

    private static final List<String> LOADED = new ArrayList<>();

    /** What is started. */
    static final class OneScan {
        private OneScan() {}

        public static void main(String[] arguments) {
            String command =
                    "cd services/billing && git fetch origin && grep -rn 'loadToken' --include=*.java src/main | sort"
                            + " | head -40 > /tmp/usages.txt && curl -s https://example.com/status | tail -20";
            if (!SecretScanner.standard().scan(command).isEmpty()) {
                throw new IllegalStateException("nothing is secret in it");
            }
        }
    }

    @BeforeAll
    static void startsAProcess(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log + ":none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneScan.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        for (String line : Files.readAllLines(log)) {
            LOADED.add(line.substring(0, (line + " ").indexOf(' ')));
        }
    }

    private static List<String> loaded(String part) {
        return LOADED.stream().filter(name -> name.contains(part)).toList();
    }

    @Test
    void fewClassesOfTheLibraryAreLoaded() {
        assertThat(loaded("dev.agentgovernance.")).hasSizeBetween(20, MOST_CLASSES);
    }

    @Test
    void nothingIsLinkedAtItsFirstRun() {
        // Newer Javas sort with some of their own.
        assertThat(loaded("$$Lambda")).noneMatch(name -> name.startsWith("dev.agentgovernance."));
        // Newer Javas need one for an atomic array; a join of strings takes more.
        assertThat(loaded("java.lang.invoke.LambdaForm$MH/")).hasSizeLessThan(3);
        assertThat(loaded("java.lang.runtime.ObjectMethods")).isEmpty();
    }

    @Test
    void whatIsNeededForFindingsOrExpressionsIsLeftAside() {
        assertThat(loaded("com.google.re2j.")).isEmpty();
        assertThat(loaded("java.util.regex.Pattern$")).isEmpty();
        assertThat(loaded("java.util.stream.ReferencePipeline$")).isEmpty();
        assertThat(loaded("javax.crypto.")).isEmpty();
        assertThat(loaded("java.security.SecureRandom")).isEmpty();
        assertThat(loaded(".words.WordModel")).isEmpty();
    }

    @Test
    void theTableIsShort() throws IOException {
        try (InputStream in = SecretScanner.class.getResourceAsStream("internal/rules/kinds.bin")) {
            assertThat(in).as("the build writes it behind the compiler").isNotNull();
            int kinds = SecretScanner.standard().kinds().size();
            assertThat(in.readAllBytes().length).isBetween(100 * kinds, MOST_BYTES_OF_A_KIND * kinds);
        }
    }
}
