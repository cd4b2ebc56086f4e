/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.ScanLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamRedactorTest {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final String TOKEN = Templates.expand("ghp_{alnum:30}{crc62}", new Random(9));

    private static byte[] redact(SecretScanner scanner, byte[] bytes) throws IOException {
        return redact(scanner, new ByteArrayInputStream(bytes));
    }

    private static byte[] redact(SecretScanner scanner, InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StreamRedactor.of(scanner).redact(in, out);
        return out.toByteArray();
    }

    @Test
    void aSecretIsReplacedAndTheRestStays() throws IOException {
        byte[] out = redact(SCANNER, ("grüß\r\nt=" + TOKEN + "\rend").getBytes(StandardCharsets.UTF_8));
        assertThat(new String(out, StandardCharsets.UTF_8))
                .matches("grüß\r\nt=\\[REDACTED:github-personal-access-token:[0-9a-f]{8}]\rend");
    }

    @Test
    void aLineThatIsNotUtf8KeepsItsBytes() throws IOException {
        byte[] line = ("\u00ff\u00fe " + TOKEN + " \u00e9\nnext \u00ff").getBytes(StandardCharsets.ISO_8859_1);
        String out = new String(redact(SCANNER, line), StandardCharsets.ISO_8859_1);
        assertThat(out)
                .startsWith("\u00ff\u00fe [REDACTED:")
                .endsWith("] \u00e9\nnext \u00ff")
                .doesNotContain(TOKEN);
    }

    @Test
    void aLongLineOfManyByteCharactersStaysAsItIs() throws IOException {
        SecretScanner narrow =
                SecretScanner.builder().limits(new ScanLimits(1 << 20, 96, 40)).build();
        byte[] bytes = "a€\uD83D\uDE00b".repeat(400).getBytes(StandardCharsets.UTF_8);
        assertThat(redact(narrow, bytes)).isEqualTo(bytes);
    }

    @Test
    void whereTheInputPausesChangesNothing() throws IOException {
        Random random = new Random(5);
        String[] pieces = {
            "a line\n", "grüß €\r\n", "\ufffd\n", "\r", "x".repeat(70), "\uD83D\uDE00", "t=" + TOKEN + "\n"
        };
        SecretScanner narrow =
                SecretScanner.builder().limits(new ScanLimits(1 << 20, 300, 60)).build();
        for (int round = 0; round < 60; round++) {
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            while (made.size() < 20_000) {
                String piece = pieces[random.nextInt(pieces.length)];
                boolean latin = round % 2 == 0 && random.nextInt(20) == 0;
                made.write(
                        latin
                                ? "\u00e9 \u00ff\n".getBytes(StandardCharsets.ISO_8859_1)
                                : piece.getBytes(StandardCharsets.UTF_8));
            }
            byte[] bytes = made.toByteArray();
            for (SecretScanner scanner : List.of(SCANNER, narrow)) {
                // Bytes that come alone are never of several lines.
                byte[] slow = redact(scanner, new Pauses(bytes, random, 1));
                byte[] paused = redact(scanner, new Pauses(bytes, random, 1 + random.nextInt(12_000)));
                assertThat(paused).isEqualTo(slow);
                assertThat(redact(scanner, bytes)).isEqualTo(slow);
                assertThat(new String(slow, StandardCharsets.UTF_8))
                        .contains("[REDACTED:")
                        .doesNotContain(TOKEN);
            }
        }
    }

    /** An input that has some of its bytes at a time. */
    private static final class Pauses extends ByteArrayInputStream {
        private final Random random;
        private final int most;

        Pauses(byte[] bytes, Random random, int most) {
            super(bytes);
            this.random = random;
            this.most = most;
        }

        @Override
        public int read(byte[] chunk, int from, int length) {
            return super.read(chunk, from, Math.min(length, 1 + random.nextInt(most)));
        }
    }

    @Test
    void aKeyOfManyLinesIsHeldBackAndReplacedAsAWhole() throws IOException {
        String key = Templates.expand(
                "-----BEGIN PRIVATE KEY-----{nl}{alnum:64}{nl}{alnum:64}{nl}-----END PRIVATE KEY-----", new Random(2));
        String out = new String(
                redact(SCANNER, ("a\n" + key + "\nb").getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        assertThat(out).matches("a\n\\[REDACTED:private-key:[0-9a-f]{8}]\nb");
    }

    @Test
    @Timeout(30)
    void aCompleteLineComesOutBeforeTheInputEnds() throws Exception {
        PipedOutputStream writer = new PipedOutputStream();
        try (PipedInputStream in = new PipedInputStream(writer);
                PipedInputStream reader = new PipedInputStream();
                PipedOutputStream out = new PipedOutputStream(reader)) {
            CompletableFuture<Void> done;
            try (writer) {
                done = CompletableFuture.runAsync(() -> redact(in, out));
                writer.write(("token " + TOKEN + "\nhalf a li").getBytes(StandardCharsets.UTF_8));
                writer.flush();
                StringBuilder line = new StringBuilder();
                for (int c = reader.read(); c != '\n'; c = reader.read()) {
                    line.append((char) c);
                }
                assertThat(line.toString()).startsWith("token [REDACTED:");
                assertThat(reader.available()).isZero();
            }
            done.get();
            assertThat(new String(reader.readNBytes(9), StandardCharsets.UTF_8)).isEqualTo("half a li");
        }
    }

    private static void redact(PipedInputStream in, PipedOutputStream out) {
        try {
            StreamRedactor.of(SCANNER).redact(in, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
