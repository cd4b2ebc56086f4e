/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GlobsProperties {

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.of("a", "b", "/", "*", "**", "**/", "?", ".")
                .list()
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', 'b', '/', '.').ofMaxLength(7);
    }

    @Property(tries = 20_000)
    void agreesWithTheRegularExpressionOfTheGlob(@ForAll("globs") String glob, @ForAll("texts") String text) {
        assertThat(Globs.matches(glob, text))
                .isEqualTo(regex(glob).matcher(text).matches());
    }

    @Example
    void starsStopAtFoldersAndDoubleStarsDoNot() {
        assertThat(Globs.matches("*.md", "README.md")).isTrue();
        assertThat(Globs.matches("*.md", "docs/README.md")).isFalse();
        assertThat(Globs.matches("**/pom.xml", "pom.xml")).isTrue();
        assertThat(Globs.matches("**/pom.xml", "a/b/pom.xml")).isTrue();
        assertThat(Globs.matches("release/**", "release/1/2")).isTrue();
        assertThat(Globs.matches("release/**", "release")).isFalse();
        assertThat(Globs.matchesAny(List.of("x", "prod-*"), "prod-eu")).isTrue();
        assertThat(Globs.matchesAny(List.of(), "prod-eu")).isFalse();
    }

    @Example
    void aGlobMadeToBacktrackTakesNoLonger() {
        assertThat(Globs.matches("*a".repeat(200) + "b", "a".repeat(20_000))).isFalse();
    }

    /** The oracle: the same meaning, said by a regular expression. */
    private static Pattern regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                int run = i;
                while (run < glob.length() && glob.charAt(run) == '*') {
                    run++;
                }
                boolean doubled = run - i > 1;
                boolean folder = run - i == 2
                        && (i == 0 || glob.charAt(i - 1) == '/')
                        && run < glob.length()
                        && glob.charAt(run) == '/';
                regex.append(folder ? "(?:|.*/)" : doubled ? ".*" : "[^/]*");
                i = folder ? run : run - 1;
            } else {
                regex.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
