/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GitleaksConfigProperties {

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "(",
                        ")",
                        "[",
                        "]",
                        "*",
                        "+",
                        "?",
                        "{2}",
                        "{1,3}",
                        "{,2}",
                        "{900}",
                        "|",
                        "\\",
                        "\\b",
                        "\\d",
                        "^",
                        "$",
                        ".",
                        "(?",
                        ":",
                        "(?i)",
                        "(?:",
                        "P<n>",
                        "-",
                        "[^",
                        "[:alpha:]",
                        "\\Q",
                        "\\E",
                        "\\p{L}",
                        "\\x{41}",
                        "é",
                        "1",
                        "<",
                        "=",
                        "!",
                        "&&",
                        "{",
                        "}",
                        "\\1",
                        "\\z",
                        "\ud800")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** What the lint lets through, the engine compiles at once; the pattern is never larger than it says. */
    @Property(tries = 5000)
    void anExpressionIsCompiledOrAProblem(@ForAll("expressions") String expression) {
        List<String> problems = new ArrayList<>();
        Pattern pattern = ExpressionLint.compile(expression, "it", problems, new ArrayList<>());

        assertThat(pattern.programSize()).isLessThan(500_000);
        if (problems.isEmpty()) {
            assertThat(pattern.pattern()).isEqualTo(expression);
        } else {
            assertThat(pattern.matcher("aaa bbb é 1").find()).isFalse();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "[[rules]]\n",
                        "[rules.allowlist]\n",
                        "[extend]\n",
                        "[[allowlists]]\n",
                        "[[rules.required]]\n",
                        "id='a'\n",
                        "id='b'\n",
                        "regex='a+'\n",
                        "regex='('\n",
                        "regex=1\n",
                        "entropy=3.5\n",
                        "entropy=1e400\n",
                        "keywords=['a']\n",
                        "keywords=[1]\n",
                        "keywords='a'\n",
                        "path='x'\n",
                        "useDefault=true\n",
                        "secretGroup=9\n",
                        "secretGroup=-1\n",
                        "stopwords=['a']\n",
                        "paths=['[']\n",
                        "regexTarget='line'\n",
                        "condition='XOR'\n",
                        "=",
                        "[",
                        "]",
                        "{",
                        "}",
                        "'",
                        "\"",
                        "\n",
                        "#",
                        "\u0000",
                        "é",
                        "withinLines=1\n",
                        "rules=1\n",
                        "allowlist=[]\n",
                        "1=1\n",
                        "a.b.c=1\n",
                        "x=1979-05-27T07:32:00Z\n",
                        "x=nan\n",
                        "[[[[[[[[[[[[")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2000)
    void anyTextIsAConfigurationOrInvalid(@ForAll("texts") String text) throws IOException {
        try {
            GitleaksConfig.parse(text).detector("f", new byte[16]).scan("a aaa b");
        } catch (InvalidConfigException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars('a', 'b', 'C', 'é', '-')
                .ofMaxLength(4)
                .list()
                .uniqueElements()
                .ofMaxSize(8);
    }

    @Property(tries = 1000)
    void theTableFindsTheWordsThatAreThere(@ForAll("words") List<String> words, @ForAll("words") List<String> parts) {
        String text = String.join("", parts);
        BitSet expected = new BitSet();
        for (int i = 0; i < words.size(); i++) {
            if (text.toLowerCase(Locale.ROOT).contains(words.get(i).toLowerCase(Locale.ROOT))) {
                expected.set(i);
            }
        }

        assertThat(new KeywordTable(words).in(text, 0, text.length())).isEqualTo(expected);
    }
}
