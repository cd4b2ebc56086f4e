/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.filter.Strictness;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table that ships and the readable files say the same. */
class KindTableTest {
    private static final List<KindFile.Block> READABLE = KindFile.standard();
    private static final KindTable TABLE = KindTable.standard();
    private static final RuleSet LATE = RuleSet.of(TABLE, Strictness.BALANCED);
    private static final RuleSet AT_ONCE = RuleSet.of(
            READABLE.stream().filter(block -> !block.isPersonal()).toList(), Strictness.BALANCED, List.of(), List.of());

    /** What a rule says, in words. */
    private static String told(Rule rule) {
        return rule.kind() + " " + rule.rank() + " " + rule.keywords() + " "
                + rule.matcher().getClass().getSimpleName().replaceAll("\\$\\$.*", "");
    }

    @Test
    void theBuildWroteTheTable() throws IOException {
        try (InputStream in = KindTable.class.getResourceAsStream(KindTable.RESOURCE)) {
            assertThat(in)
                    .as("the build runs KindTableWriter behind the compiler")
                    .isNotNull();
            assertThat(in.readAllBytes()).isEqualTo(KindTableWriter.write(READABLE));
        }
    }

    @Test
    void everyBlockIsThereWithoutItsExamples() {
        assertThat(TABLE.blocks()).hasSameSizeAs(READABLE);
        for (int i = 0; i < READABLE.size(); i++) {
            Map<String, List<String>> lines =
                    new LinkedHashMap<>(READABLE.get(i).lines());
            lines.remove("+");
            lines.remove("-");
            assertThat(TABLE.blocks().get(i).kind()).isEqualTo(READABLE.get(i).kind());
            assertThat(TABLE.blocks().get(i).lines()).isEqualTo(lines);
            assertThat(TABLE.isSecret(i)).isEqualTo(!READABLE.get(i).isPersonal());
        }
    }

    @Test
    void rulesAreThoseOfTheFilesOneByOne() {
        assertThat(LATE.rules())
                .extracting(KindTableTest::told)
                .isEqualTo(AT_ONCE.rules().stream().map(KindTableTest::told).toList());
    }

    @Test
    void keywordsLeadToTheSameRulesInTheSameOrder() {
        assertThat(LATE.keywords()).isEqualTo(AT_ONCE.keywords());
        assertThat(LATE.keywordCount()).isEqualTo(AT_ONCE.keywordCount());
        for (int keyword = 0; keyword < LATE.keywordCount(); keyword++) {
            assertThat(LATE.length(keyword))
                    .isEqualTo(LATE.keywords().get(keyword).length());
            assertThat(LATE.rules(keyword))
                    .extracting(KindTableTest::told)
                    .isEqualTo(AT_ONCE.rules(keyword).stream()
                            .map(KindTableTest::told)
                            .toList());
            assertThat(LATE.gates(keyword)).hasSameSizeAs(AT_ONCE.gates(keyword));
        }
    }

    @Test
    void rulesAreMadeOnce() {
        Set<Rule> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(LATE.rules());
        for (int keyword = 0; keyword < LATE.keywordCount(); keyword++) {
            assertThat(all).containsAll(LATE.rules(keyword));
        }
    }

    /** With one more the rows have twice the length, and the loop is left whose row the compiler knows: a tenth slower. */
    @Test
    void theCharactersOfTheKeywordsFitRowsOfSixtyFour() {
        long characters = FirstLook.keywords(AT_ONCE).stream()
                .flatMapToInt(
                        keyword -> keyword.toLowerCase(java.util.Locale.ROOT).chars())
                .filter(c -> c < 128)
                .distinct()
                .count();
        assertThat(characters).isLessThan(64);
    }

    @Test
    void theAutomatonAndTheFirstLookAreThoseOfTheKeywords() {
        List<String> keywords = FirstLook.keywords(AT_ONCE);
        KeywordAutomaton made = KeywordAutomaton.of(keywords);
        KeywordAutomaton kept = TABLE.automaton();
        assertThat(kept.states()).isEqualTo(made.states());
        assertThat(kept.sets()).isEqualTo(made.sets());
        for (int set = 0; set < made.sets(); set++) {
            assertThat(kept.keywords(set)).isEqualTo(made.keywords(set));
        }
        assertThat(TABLE.firstLook(LATE, kept).rows())
                .isEqualTo(FirstLook.of(AT_ONCE, keywords, made).rows());
    }

    @Test
    void aTableOfOtherKeywordsIsRefused() {
        KindTable other = KindTable.read(KindTableWriter.write(new ArrayList<>(READABLE.subList(0, 3))));
        assertThatIllegalStateException().isThrownBy(() -> other.firstLook(LATE, TABLE.automaton()));
        assertThatIllegalStateException().isThrownBy(() -> KindTable.read(new byte[8]));
    }
}
