/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data agrees with itself: every kind has examples, and they say the truth. */
class KindExamplesTest {
    private static final int DRAWS = 8;
    private static final SecretScanner SCANNER =
            SecretScanner.builder().profile(ScanProfile.PERSONAL_DATA).build();
    /** Finds the kinds of {@code profile thorough}, too. */
    private static final SecretScanner THOROUGH =
            SecretScanner.builder().profile(ScanProfile.THOROUGH).build();

    static Stream<KindFile.Block> blocks() {
        return KindFile.standard().stream();
    }

    @Test
    void everyKindHasItsName() {
        assertThat(KindFile.standard()).extracting(KindFile.Block::kind).doesNotHaveDuplicates();
    }

    @Test
    void theReadmeCountsTheKinds() throws IOException {
        assertThat(Files.readString(Path.of("README.md")))
                .contains("holds " + KindFile.standard().size() + " kinds");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyKindHasThreeExamplesOfEachSort(KindFile.Block block) {
        assertThat(KindExamples.positives(block)).as(block.place()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(KindExamples.negatives(block)).as(block.place()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void examplesAreFound(KindFile.Block block) {
        List<String> missed = new ArrayList<>();
        for (String template : KindExamples.positives(block)) {
            Random random = new Random(template.hashCode());
            int found = 0;
            for (int i = 0; i < DRAWS; i++) {
                found += finds(block, Templates.expand(template, random)) ? 1 : 0;
            }
            // A few draws look typed rather than drawn, and are called placeholders.
            if (found < DRAWS - 2) {
                missed.add(template + " found " + found + " times of " + DRAWS);
            }
        }
        assertThat(missed).as("%s, %s", block.place(), block.kind()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void counterexamplesAreNotFound(KindFile.Block block) {
        List<String> wrong = new ArrayList<>();
        for (String template : KindExamples.negatives(block)) {
            Random random = new Random(template.hashCode());
            for (int i = 0; i < DRAWS; i++) {
                if (finds(block, Templates.expand(template, random))) {
                    wrong.add(template);
                    break;
                }
            }
        }
        assertThat(wrong).as("%s, %s", block.place(), block.kind()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void whatAnybodyMayKnowIsFoundByThoroughScansAlone(KindFile.Block block) {
        if (KindExamples.isForThorough(block)) {
            for (String template : KindExamples.positives(block)) {
                String text = Templates.expand(template, new Random(template.hashCode()));
                assertThat(SCANNER.scan(text)).noneMatch(finding -> isOf(finding, block.kind()));
            }
        }
    }

    private static boolean finds(KindFile.Block block, String text) {
        SecretScanner scanner = KindExamples.isForThorough(block) ? THOROUGH : SCANNER;
        return scanner.scan(text).stream().anyMatch(finding -> isOf(finding, block.kind()));
    }

    private static boolean isOf(SecretFinding finding, String kind) {
        return finding.kind().id().equals(kind) && finding.confidence() != Confidence.PLACEHOLDER;
    }
}
