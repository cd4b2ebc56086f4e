/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The expressions that are read mean what they mean to the JDK; the rest is refused. */
class TextPatternProperties {

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(
                        "a", "b", ".", "[ab]", "[^a]", "\\d", "(a|b)", "(ab)", "-", "/", "a*", "b+", "(ab)?", ".*",
                        "[0-9]+")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab01-/").ofMaxLength(8);
    }

    @Property(tries = 500)
    void anExpressionMatchesWhatTheJdkSays(@ForAll("expressions") String expression, @ForAll("names") String name)
            throws TextPattern.Unknown {
        assertThat(TextPattern.regex(expression, true).matches(name))
                .isEqualTo(Pattern.compile(expression).matcher(name).matches());
        assertThat(TextPattern.regex("^" + expression, false).matches(name))
                .isEqualTo(
                        Pattern.compile("^(?:" + expression + ")").matcher(name).find());
        assertThat(TextPattern.regex(expression, false).matches(name))
                .isEqualTo(Pattern.compile(expression).matcher(name).find());
    }
}
