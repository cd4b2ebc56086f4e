/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.decode.Decoded;
import dev.agentgovernance.secrets.internal.decode.Escapes;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Keywords that are told from those of the line, in texts in which every place may begin or end one. */
class CopiedKeywordsProperties {
    private int decoded;

    @Property(tries = 3000)
    void theyAreThoseOfASearch(
            @ForAll("keywords") @Size(min = 1, max = 12) List<String> keywords, @ForAll("lines") String line) {
        KeywordAutomaton automaton =
                KeywordAutomaton.of(keywords.stream().distinct().toList());
        char[] chars = line.toCharArray();
        TextLine read = new TextLine();
        read.set(chars, 0, chars.length, true);
        Decoded text = new Decoded();
        if (!Escapes.decode(read, 0, chars.length, line.length() % 2 == 0, text)) {
            return;
        }
        decoded++;
        KeywordHits known = new KeywordHits();
        automaton.search(chars, 0, chars.length, KeywordSearch.START, known);
        KeywordHits searched = new KeywordHits();
        automaton.search(text.chars(), 0, text.length(), KeywordSearch.START, searched);
        KeywordHits copied = new KeywordHits();
        CopiedKeywords.find(automaton, text, known, copied);

        assertThat(places(automaton, copied)).isEqualTo(places(automaton, searched));
    }

    @net.jqwik.api.lifecycle.AfterProperty
    void linesHadEscapes() {
        assertThat(decoded).isGreaterThan(1000);
    }

    private static List<String> places(KeywordAutomaton automaton, KeywordHits hits) {
        List<String> places = new ArrayList<>();
        for (int i = hits.first(); i < hits.count(); i++) {
            places.add(hits.end(i) + " " + Arrays.toString(automaton.keywords(hits.set(i))));
        }
        return places;
    }

    /** Of few characters, so that they overlap each other, and with those of escapes. */
    @Provide
    Arbitrary<List<String>> keywords() {
        return Arbitraries.strings()
                .withChars("abn\\\"/%2")
                .ofMinLength(1)
                .ofMaxLength(7)
                .list();
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> plain =
                Arbitraries.strings().withChars("abABn/2 \u00e9").ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> escapes = Arbitraries.of(
                "\\n", "\\\"", "\\/", "\\\\", "%61", "=62", "\\u0062", "\\x6e", "\u001b[1m", "&#97;", "%");
        return Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(2, escapes))
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }
}
