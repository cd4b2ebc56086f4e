/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What looks like a secret and is none, by class, and its twins that are: the lines of {@code lookalikes.txt}. */
class LookalikeTest {
    private static final int DRAWS = 8;

    record Lines(String name, List<String> negatives, List<String> positives) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Lines> classes() throws IOException {
        Map<String, Lines> classes = new LinkedHashMap<>();
        try (InputStream in = LookalikeTest.class.getResourceAsStream("lookalikes.txt")) {
            assertThat(in).isNotNull();
            Lines current = new Lines("", new ArrayList<>(), new ArrayList<>());
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("= ")) {
                    current = classes.computeIfAbsent(
                            line.substring(2), name -> new Lines(name, new ArrayList<>(), new ArrayList<>()));
                } else if (line.startsWith("- ")) {
                    current.negatives().add(line.substring(2));
                } else if (line.startsWith("+ ")) {
                    current.positives().add(line.substring(2));
                }
            }
        }
        return classes.values().stream();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void lookalikesAreNotFoundByDefault(Lines given) {
        assertThat(given.negatives()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(given.negatives().stream().filter(template -> found(template) > 0))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void theirTwinsAreFound(Lines given) {
        assertThat(given.positives()).hasSizeGreaterThanOrEqualTo(2);
        // A draw may happen to spell words.
        assertThat(given.positives().stream().filter(template -> found(template) < DRAWS - 1))
                .isEmpty();
    }

    private static int found(String template) {
        Random random = new Random(template.hashCode());
        int found = 0;
        for (int i = 0; i < DRAWS; i++) {
            String text = Templates.expand(template, random);
            found += SecretScanner.standard().scan(text).stream()
                            .anyMatch(finding -> finding.confidence() != Confidence.PLACEHOLDER)
                    ? 1
                    : 0;
        }
        return found;
    }
}
