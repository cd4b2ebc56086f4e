/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.internal.loops.LoopChoice;
import dev.agentgovernance.secrets.internal.loops.ScanLoops;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work and garbage grow no faster than the text. */
class LinearityTest {
    private static final SecretScanner SCANNER =
            SecretScanner.builder().profile(ScanProfile.PERSONAL_DATA).build();
    private static final SecretScanner PLAIN = SCANNER.with(LoopChoice.always(ScanLoops.PLAIN));
    private static final int MOST_STEPS_A_CHARACTER = 256;

    private static long steps(String text) {
        ScanSession session = SCANNER.openSession(finding -> {});
        session.feed(text);
        session.finish();
        return session.steps();
    }

    private static String repeated(String unit, int length) {
        return unit.repeat(length / unit.length() + 1).substring(0, length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key=",
                "key='",
                "key=\"a",
                "token",
                "tokenpassword",
                "password: \"\\",
                "ghp_",
                "ghp_a",
                "eyJ",
                "eyJa.eyJ",
                "://",
                "a://b:",
                "-----BEGIN RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n",
                "Basic ",
                "Basic AAAA",
                "machine a login b ",
                "curl -u ",
                "jdbc:",
                ";password",
                "4111 ",
                "41111111",
                "DE89 ",
                "ssn 1",
                "AKIA",
                "AKIA a",
                "sk-proj-aT3BlbkFJ",
                "[redacted:",
                "@a.",
                "a",
                " ",
                "\\\"key\\\":",
                "key key key ",
                "secret_",
                "--token ",
                "1-2-3-",
                "%41",
                "%25",
                "\\u0041",
                "\\x",
                "{\\n",
                "\u001b[",
                "&#65;",
                "&amp;",
                "=3D",
                "QUJD",
                "QUJD ",
                "5155",
                "H4sIAAAAAAAA"
            })
    void stepsGrowWithTheTextWhateverIsInIt(String unit) {
        long small = steps(repeated(unit, 100_000));
        long large = steps(repeated(unit, 400_000));
        assertThat(large).isLessThan(small * 5);
        assertThat(large).isLessThan(400_000L * MOST_STEPS_A_CHARACTER);
    }

    @Test
    void oneLineOfMegabytesIsScannedInWindows() {
        String secret = Templates.expand("ghp_{alnum:30}{crc62}", new java.util.Random(7));
        StringBuilder line = new StringBuilder(repeated("lorem ipsum ", 4 << 20));
        for (int i = 0; i < line.length() - 100; i += 99_991) {
            line.replace(i, i + 42, " " + secret + " ");
        }
        int planted = (line.length() - 100 + 99_990) / 99_991;
        assertThat(SCANNER.scan(line)).hasSize(planted);
    }

    /**
     * A line that never ends is read in pieces, and neither the work for a character nor what is kept grows with it. The
     * property {@code line} says how many million characters it has.
     */
    @Test
    void aLineWithoutAnEndIsReadInBoundedMemory() {
        String piece = repeated("{\"key\":\"value\",\"token\":null,\"url\":\"https://h/p?a=b\"},", 1 << 16);
        int pieces = Math.max(1, Integer.getInteger("line", 6) * 1_000_000 / piece.length());
        long[] allocated = new long[2];
        ScanSession session = SCANNER.openSession(finding -> {});
        for (int i = 0; i < pieces; i++) {
            long before = allocatedSoFar();
            session.feed(piece);
            // The first pieces make the buffers.
            allocated[i < 8 ? 0 : 1] += allocatedSoFar() - before;
        }
        session.finish();
        long characters = (long) pieces * piece.length();
        assertThat(session.steps()).isLessThan(characters * MOST_STEPS_A_CHARACTER);
        assertThat(allocated[1]).isLessThan(characters);
    }

    private static long allocatedSoFar() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    @Test
    void cleanTextAllocatesNothingPerKilobyte() {
        String clean = repeated("""
                The quick brown fox jumps over the lazy dog; tokens, keys and passwords are words.
                for (int i = 0; i < keys.length; i++) { sum += map.get(keys[i]); }
                """, 1 << 20);
        String longer = repeated(clean, 4 << 20);
        for (int i = 0; i < 10; i++) {
            allocated(clean);
            allocated(longer);
        }
        long one = allocated(clean);
        long four = allocated(longer);
        assertThat(SCANNER.scan(clean)).isEmpty();
        assertThat(four - one).isLessThan(4096);
    }

    /** Trials of vectors, until they are compiled, make garbage of their own: a bounded amount, and not in these loops. */
    private static long allocated(String text) {
        long before = allocatedSoFar();
        PLAIN.scan(text);
        return allocatedSoFar() - before;
    }
}
