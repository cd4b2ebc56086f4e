/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/** The laws of handles. */
class SecretHandlesProperties {

    private static final Instant NOW = Instant.parse("2026-07-28T12:00:00Z");
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final SecretFinding FINDING = new SecretFinding(
            Scene.SCANNER.scan(Scene.SECRET).get(0).kind(), 0, 1, Confidence.CONFIRMED, "0123456789abcdef", "made up");

    private static List<McpSettings.ToolWord> accepting(String argument) {
        return List.of(new McpSettings.ToolWord(
                "*",
                Set.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                false,
                Integer.MAX_VALUE,
                List.of(),
                Map.of(argument, new McpSettings.HandleRule(List.of("vault/*"), List.of()))));
    }

    @Provide
    Arbitrary<Object> trees() {
        return trees(3);
    }

    /** Trees in which V stands for the place of a value. */
    private static Arbitrary<Object> trees(int depth) {
        Arbitrary<Object> leaves =
                Arbitraries.of("V", "aVb", "VV", "plain", "", 7L, true).map(Object.class::cast);
        return depth == 0
                ? leaves
                : Arbitraries.oneOf(
                        leaves,
                        trees(depth - 1).list().ofMaxSize(3).asGeneric(),
                        Arbitraries.maps(Arbitraries.of("a", "b", "password"), trees(depth - 1))
                                .ofMaxSize(3)
                                .asGeneric());
    }

    private static @Nullable Object with(@Nullable Object tree, String from, String to) {
        return Texts.map(tree, text -> text.replace(from, to));
    }

    @Property(tries = 300)
    void whatGoesOnIsWhatWasJudgedWithEachValueInThePlaceOfItsHandle(
            @ForAll("trees") Object tree, @ForAll @AlphaChars @StringLength(min = 12, max = 40) String value) {
        // Else the way back is not plain: of "aV" and a value of a's, the first place of the value is not that of V.
        Assume.that(("a" + value).indexOf(value) == 1);
        SecretHandles handles = new SecretHandles(new Random(1));
        String handle = handles.issue(value, FINDING, "vault/read", NOW, TIME).orElseThrow();
        Map<String, Object> judged = new LinkedHashMap<>();
        judged.put("p", java.util.Objects.requireNonNull(with(tree, "V", handle)));
        judged.put("other", "as it is");
        Map<String, @Nullable Object> sent =
                handles.exchange(judged, accepting("p"), NOW).orElseThrow();
        assertThat(sent).isEqualTo(with(judged, handle, value));
        assertThat(with(sent, value, handle)).isEqualTo(judged);
        // And nothing that comes back holds it.
        assertThat(String.valueOf(handles.without(sent))).doesNotContain(value);
        List<String> texts = new ArrayList<>();
        Texts.collect(handles.without(with(tree, "V", value)), texts);
        assertThat(texts).noneMatch(text -> text.contains(value));
    }

    @Property(tries = 200)
    void aHandleThatIsNotAcceptedForgedOrExpiredGoesNowhere(
            @ForAll("trees") Object tree, @ForAll @AlphaChars @StringLength(min = 12, max = 40) String value) {
        SecretHandles handles = new SecretHandles(new Random(1));
        SecretHandles others = new SecretHandles(new Random(2));
        String handle = handles.issue(value, FINDING, "vault/read", NOW, TIME).orElseThrow();
        String foreign = others.issue(value, FINDING, "vault/read", NOW, TIME).orElseThrow();
        Map<String, Object> own = Map.of("p", List.of(tree, "V"));
        Map<String, ?> good =
                java.util.Objects.requireNonNull(dev.agentgovernance.mcp.json.Json.object(with(own, "V", handle)));
        Map<String, ?> bad =
                java.util.Objects.requireNonNull(dev.agentgovernance.mcp.json.Json.object(with(own, "V", foreign)));
        assertThat(handles.exchange(good, accepting("q"), NOW)).isEmpty();
        assertThat(handles.exchange(good, List.of(), NOW)).isEmpty();
        assertThat(handles.exchange(bad, accepting("p"), NOW)).isEmpty();
        assertThat(handles.exchange(good, accepting("p"), NOW)).isPresent();
        assertThat(handles.exchange(good, accepting("p"), NOW.plus(TIME))).isEmpty();
    }

    @Property(tries = 100)
    void handlesOfDifferentValuesAreDifferentAndSayNothingOfThem(
            @ForAll @Size(min = 2, max = 20) Set<@AlphaChars @StringLength(min = 12, max = 40) String> values) {
        SecretHandles handles = new SecretHandles(new Random(1));
        List<String> all = new ArrayList<>();
        for (String value : values) {
            String handle =
                    handles.issue(value, FINDING, "vault/read", NOW, TIME).orElseThrow();
            assertThat(handle).doesNotContain(value);
            assertThat(handles.described(List.of(handle)))
                    .contains("vault/read")
                    .doesNotContain(value);
            all.add(handle);
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(FINDING.kind().category()).isEqualTo(SecretKind.Category.SECRET);
    }
}
