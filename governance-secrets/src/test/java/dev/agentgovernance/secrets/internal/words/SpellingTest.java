/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    private final Spelling spelling = new Spelling(WordModel.standard());

    private void read(String text) {
        spelling.read(text.toCharArray(), 0, text.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "otherSubset.passThroughCache",
                "knownAuthSchemesMapping",
                "jwtAuthenticationConverter",
                "KEYSTORE_PASSWORD",
                "keystorepassword"
            })
    void namesAreMadeOfWords(String name) {
        read(name);
        assertThat(spelling.covered()).isEqualTo(spelling.letters());
        assertThat(spelling.strangeness()).isNegative();
    }

    @Test
    void humpsAndCapitalsPartRuns() {
        read("parseURLPath");
        assertThat(spelling.runs()).isEqualTo(3);
        assertThat(spelling.words()).isEqualTo(3);
    }

    @Test
    void lettersDrawnByChanceAreStrange() {
        Random random = new Random(7);
        int strange = 0;
        int covered = 0;
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 10; j++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            read(text.toString());
            strange += spelling.strangeness() > 0 ? 1 : 0;
            covered += spelling.covered() > 5 ? 1 : 0;
        }
        assertThat(strange).isGreaterThan(1980);
        assertThat(covered).isLessThan(100);
    }

    @Test
    void whatWasReadBeforeChangesNothing() {
        Random random = new Random(9);
        String[] parts = {"key", "Key", "KEY", "token", "x", "Q", "session", "abc", "Abc", "zzz", "er", "Er"};
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(6); k >= 0; k--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            read(text.toString());
            Spelling alone = new Spelling(WordModel.standard());
            alone.read(text.toString().toCharArray(), 0, text.length());
            assertThat(result(spelling)).as(text.toString()).isEqualTo(result(alone));
        }
    }

    private static String result(Spelling read) {
        return read.letters() + " " + read.covered() + " " + read.words() + " " + read.runs() + " "
                + read.longestUncovered() + " " + read.strangeness();
    }

    @Test
    void whatHasNoLettersIsNotStrange() {
        read("1234-5678");
        assertThat(spelling.letters()).isZero();
        assertThat(spelling.strangeness()).isZero();
    }

    @Test
    void aLongRunIsReadInPart() {
        read("a".repeat(10_000));
        assertThat(spelling.letters()).isLessThanOrEqualTo(64);
    }
}
