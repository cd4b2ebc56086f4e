/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.internal.classify.Globs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Held against every short text there is. */
class GlobRelationsProperties {

    private static final List<String> TEXTS = texts();

    @Property
    void globsThatMatchACommonTextMeet(@ForAll("globs") String left, @ForAll("globs") String right) {
        boolean common = TEXTS.stream().anyMatch(t -> Globs.matches(left, t) && Globs.matches(right, t));
        boolean meet = GlobRelations.meet(List.of(left), List.of(right));
        if (common) {
            assertThat(meet).isTrue();
        }
        if (left.length() + right.length() <= 6) {
            // Globs this short have a common text of at most six characters, if any.
            assertThat(meet).isEqualTo(common);
        }
    }

    @Property
    void whatIsCoveredIsMatched(@ForAll("globs") String outer, @ForAll("globs") String inner) {
        if (GlobRelations.covers(List.of(outer), List.of(inner))) {
            assertThat(TEXTS).filteredOn(t -> Globs.matches(inner, t)).allMatch(t -> Globs.matches(outer, t));
        }
    }

    @Property
    void aTableLosesNoGlob(@ForAll("globs") String glob, @ForAll("globs") String other) {
        GlobTable<String> table = new GlobTable<>();
        table.add(List.of(glob), glob);
        table.add(List.of(other), other);
        for (String text : TEXTS) {
            Set<String> found = new TreeSet<>();
            table.visit(text, found::add);
            for (String each : List.of(glob, other)) {
                if (Globs.matches(each, text)) {
                    assertThat(found).contains(each);
                }
            }
        }
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.of("a", "b", "/", "*", "**", "**/", "/**", "?", "ab")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    /** Every text of up to six characters of a, b and a slash. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0, end = 0; i < 6; i++) {
            int from = end;
            end = texts.size();
            for (int j = from; j < end; j++) {
                for (char c : new char[] {'a', 'b', '/'}) {
                    texts.add(texts.get(j) + c);
                }
            }
        }
        return List.copyOf(texts);
    }
}
