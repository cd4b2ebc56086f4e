/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Assignments in the languages and formats of {@code languages.txt}: lines with {@code +} hold a secret, which is what is
 * drawn, and lines with {@code -} are their twins without one.
 */
class LanguageTest {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final int DRAWS = 20;

    record Case(String language, boolean secret, String template) {
        @Override
        public String toString() {
            return language + (secret ? " + " : " - ") + template;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = LanguageTest.class.getResourceAsStream("languages.txt")) {
            assertThat(in).isNotNull();
            String language = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("= ")) {
                    language = line.substring(2);
                } else if (line.startsWith("+ ") || line.startsWith("- ")) {
                    cases.add(new Case(language, line.startsWith("+"), line.substring(2)));
                }
            }
        }
        return cases.stream();
    }

    static Stream<String> languages() throws IOException {
        return cases().map(Case::language).distinct();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasTwins(String language) throws IOException {
        List<Case> all = cases().filter(c -> c.language().equals(language)).toList();
        assertThat(all.stream().filter(Case::secret)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(all.stream().filter(c -> !c.secret())).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void secretsAreFoundAndTheirTwinsAreNot(Case given) {
        Random random = new Random(given.template().hashCode());
        int found = 0;
        for (int i = 0; i < DRAWS; i++) {
            List<String> drawn = new ArrayList<>();
            String text = Templates.expand(given.template(), random, drawn);
            found += SCANNER.scan(text).stream().anyMatch(f -> f.confidence() != Confidence.PLACEHOLDER) ? 1 : 0;
        }
        if (given.secret()) {
            // A few draws happen to spell words.
            assertThat(found).isGreaterThanOrEqualTo(DRAWS - 2);
        } else {
            assertThat(found).isZero();
        }
    }
}
