/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the beginning of an expression rules out, the expression does not match. */
class ExpressionStartProperties {
    private static final List<String> EXPRESSIONS = expressions();
    private static final List<Pattern> PATTERNS =
            EXPRESSIONS.stream().map(Pattern::compile).toList();

    private static List<String> expressions() {
        List<String> all = new ArrayList<>(List.of(
                "ab|cd",
                "(?:ab|c(?:d|e))f|x+y",
                "(?i)a+[^a]z",
                "[a-]b",
                "(?:a)?b",
                "a{2}b",
                "a+?b",
                "\\d+\\.",
                "(a|b)c",
                "[^\\s]+ b",
                "(?:(?:a|b)c|d)e",
                "é+x",
                "[a-c]+[x-z]+a"));
        for (KindFile.Block block : KindFile.standard()) {
            all.addAll(block.all("expression"));
        }
        return all;
    }

    @Property(tries = 20_000)
    void nothingMatchesWhatIsRuledOut(@ForAll long seed) {
        Random random = new Random(seed);
        int which = random.nextInt(EXPRESSIONS.size());
        // Pieces of the expression itself, so that many texts match for a while.
        String from = EXPRESSIONS.get(which).replaceAll("\\(\\?[:i]\\)?", "").replaceAll("[\\\\?+*]", "");
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(12); parts > 0; parts--) {
            int at = random.nextInt(from.length());
            text.append(from, at, Math.min(from.length(), at + 1 + random.nextInt(4)));
            text.append(random.nextInt(3) == 0 ? " \t\"'aé7\u212A".charAt(random.nextInt(8)) + "" : "");
        }
        TextLine line = new TextLine();
        line.set(text.toString().toCharArray(), 0, text.length(), true);
        if (PATTERNS.get(which).matcher(text).lookingAt()) {
            assertThat(ExpressionStart.of(EXPRESSIONS.get(which)).mayStand(line, 0))
                    .as(EXPRESSIONS.get(which) + " in " + text)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ab|cd, ad, false",
        "ab|cd, cdx, true",
        "(?:ab|c(?:d|e))f|x+y, xxz, false",
        "(?i)a+[^a]z, AAbZ, true",
        "(?i)zip [^x]+y, zap, false",
        "(?:7z a x|svn )y, 7z b, false",
        "(?:7z a x|svn )y, 'svn q', false",
        "(?:7z a x|svn )y, 'svn y', true",
        "(?:a)?b, b, true",
        "p\\s+[q], p  r, false",
        "(?i)(\\{(?:s(?:sha|md5)|sha)\\}[a-z]{24}), {shape, false",
        "(?i)(\\{(?:s(?:sha|md5)|sha)\\}[a-z]{24}), {SMD5}a, true",
        "a(?:b|c+|)c, abd, false",
        "a(?:b|c+|)c, acd, true",
        "a(?:b|c?d)e, ae, true"
    })
    void itTellsTheBeginning(String expression, String text, boolean may) {
        TextLine line = new TextLine();
        line.set(text.toCharArray(), 0, text.length(), true);
        assertThat(ExpressionStart.of(expression).mayStand(line, 0)).isEqualTo(may);
    }
}
