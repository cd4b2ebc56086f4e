/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.re2j.Pattern;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.benchmarks.KindData.Kind;
import dev.agentgovernance.benchmarks.RuleFinder.Way;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists of expressions are those of the detector's kinds, and each way finds by them what the detector finds. */
class RuleFinderTest {
    private static final List<Kind> KINDS = KindData.kinds();
    private static final String PLANTED =
            GeneratedText.transcript(3, 10_000, 1_000).text();

    @Test
    void theKindsAreThoseOfTheDetector() {
        Set<String> detector = Workloads.scanner().kinds().stream()
                .filter(kind -> kind.category() == SecretKind.Category.SECRET)
                .map(SecretKind::id)
                .collect(Collectors.toSet());
        assertThat(KINDS).extracting(Kind::id).containsExactlyInAnyOrderElementsOf(detector);
        assertThat(KINDS).allSatisfy(kind -> {
            assertThat(kind.keywords()).as(kind.id()).isNotEmpty().allMatch(word -> word.length() > 1);
            Pattern.compile(kind.expression());
            java.util.regex.Pattern.compile(kind.expression());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aWayFindsThePlantedSecrets(Way way) {
        assumeTrue(way.isAvailable());
        Set<String> expected = planted();
        assertThat(expected).hasSizeGreaterThan(2);
        // Some of the kinds, for a way needs seconds for all of them; every tenth, and those that are there.
        List<Kind> some = KINDS.stream()
                .filter(kind -> expected.contains(kind.id()) || kind.id().hashCode() % 10 == 0)
                .toList();
        assertThat(way.of(some).kinds(PLANTED)).containsAll(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aWayFindsNoTokenInCleanText(Way way) {
        assumeTrue(way.isAvailable());
        Set<String> planted = planted();
        List<Kind> marked =
                KINDS.stream().filter(kind -> planted.contains(kind.id())).toList();
        assertThat(way.of(marked).kinds(GeneratedText.transcript(3, 10_000, 0).text()))
                .isEmpty();
    }

    private static Set<String> planted() {
        return Workloads.scanner().scan(PLANTED).stream()
                .map(SecretFinding::kind)
                .map(SecretKind::id)
                .collect(Collectors.toSet());
    }
}
