/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.internal.match.TextLine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A run that is told by its first characters to hold no text holds none, wherever it is cut. */
class RunDecoderProperties {
    private static final String ALPHABET = "abcdef0123456789ABCDEFxyzXYZ+/-_";

    @Property(tries = 20_000)
    void whatIsDroppedIsNotDecoded(@ForAll long seed) {
        Random random = new Random(seed);
        String run = run(random);
        long phase = random.nextInt(5);
        TextLine line = new TextLine();
        line.set(run.toCharArray(), 0, run.length(), true);
        if (run.length() >= EncodedRuns.SHORTEST
                && new RunDecoder().decode(line, 0, run.length(), phase, new Decoded(), 1 << 16)) {
            assertThat(RunDecoder.mayHoldText(line.chars(), 0, run.length(), phase))
                    .as(run + " from " + phase)
                    .isTrue();
        }
    }

    private static String run(Random random) {
        StringBuilder run = new StringBuilder(random.nextInt(4) == 0 ? "0x" : "");
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            byte[] text = "name=value, a word and \u00e9 more of it"
                    .substring(random.nextInt(12))
                    .getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(4)) {
                case 0 -> run.append(HexFormat.of().formatHex(text));
                case 1 -> run.append(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
                default -> {
                    for (int i = random.nextInt(30); i > 0; i--) {
                        run.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                    }
                }
            }
            run.append(random.nextInt(3) == 0 ? "-" : "");
        }
        // Where a line is cut, a run begins anywhere.
        return run.substring(random.nextInt(4) == 0 && run.length() > 4 ? random.nextInt(4) : 0);
    }
}
