/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentgovernance.benchmarks.KeywordFinder.Library;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every library is given the same keywords and finds the same occurrences: those that trying each at each place finds. */
class KeywordFinderTest {
    private static final List<String> KEYWORDS = KindData.keywords(KindData.kinds());

    @ParameterizedTest
    @EnumSource
    void aLibraryFindsWhatTryingEveryKeywordFinds(Library library) {
        assumeTrue(library.isAvailable());
        KeywordFinder finder = library.of(KEYWORDS);
        for (Corpus corpus : Corpus.values()) {
            String text = corpus.generated(8_000).text();
            Set<String> expected = slowly(text);
            assertThat(expected).as("occurrences in %s", corpus).hasSizeGreaterThan(20);
            assertThat(found(finder, text)).as(corpus.name()).isEqualTo(expected);
            assertThat(finder.count(text)).as(corpus.name()).isEqualTo(expected.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLibraryFindsKeywordsWithinKeywordsInAnyCase(Library library) {
        assumeTrue(library.isAvailable());
        KeywordFinder finder = library.of(KEYWORDS);
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            String keyword = KEYWORDS.get(random.nextInt(KEYWORDS.size()));
            text.append(random.nextBoolean() ? keyword.toUpperCase(Locale.ROOT) : keyword);
        }
        assertThat(found(finder, text.toString())).isEqualTo(slowly(text.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void aLibraryTakesThreeTimesAsManyKeywords(Library library) {
        assumeTrue(library.isAvailable());
        List<String> keywords = Workloads.keywords(3000);
        assertThat(keywords).hasSizeGreaterThan(KEYWORDS.size() + 1500);
        assertThat(library.of(keywords).count("nothing but " + keywords.get(keywords.size() - 1)))
                .isPositive();
    }

    private static Set<String> found(KeywordFinder finder, String text) {
        Set<String> found = new TreeSet<>();
        finder.find(text, (keyword, end) -> found.add(end + " " + keyword));
        return found;
    }

    private static Set<String> slowly(String text) {
        Set<String> found = new TreeSet<>();
        String small = text.toLowerCase(Locale.ROOT);
        for (String keyword : KEYWORDS) {
            for (int at = small.indexOf(keyword); at >= 0; at = small.indexOf(keyword, at + 1)) {
                found.add(at + keyword.length() + " " + keyword);
            }
        }
        return found;
    }
}
