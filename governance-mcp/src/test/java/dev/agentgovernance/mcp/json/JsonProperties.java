/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class JsonProperties {

    @Provide
    Arbitrary<Object> trees() {
        return trees(3);
    }

    private static Arbitrary<Object> trees(int depth) {
        Arbitrary<String> strings = Arbitraries.strings().ofMaxLength(8).filter(JsonProperties::isWhole);
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                strings.asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.bigDecimals().ofScale(6).asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        return depth == 0
                ? leaves
                : Arbitraries.oneOf(
                        leaves,
                        trees(depth - 1).list().ofMaxSize(4).asGeneric(),
                        Arbitraries.maps(strings, trees(depth - 1)).ofMaxSize(4).asGeneric());
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    @Property(tries = 500)
    void whatIsWrittenReadsAsTheSame(@ForAll("trees") Object tree) {
        assertThat(Json.read(Json.write(tree))).isEqualTo(tree);
        assertThat(Json.read(Json.pretty(tree))).isEqualTo(tree);
        assertThat(Json.write(tree)).doesNotContain("\n", "\r");
    }

    @Property(tries = 500)
    void theCanonicalTextHangsNeitherOnOrderNorOnForm(@ForAll("trees") Object tree) {
        String canonical = Json.canonical(tree);
        assertThat(Json.canonical(reversed(tree))).isEqualTo(canonical);
        assertThat(Json.canonical(Json.read(canonical))).isEqualTo(canonical);
    }

    @Property(tries = 1_000)
    void canonicalNumbersMeanTheSameDouble(@ForAll double value) {
        String text = Json.canonical(value);
        assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value);
        assertThat(text.length())
                .isLessThanOrEqualTo(
                        Math.max(25, BigDecimal.valueOf(value).toPlainString().length()));
    }

    private static @Nullable Object reversed(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            List<Object> keys = new ArrayList<>(map.keySet());
            Collections.reverse(keys);
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            keys.forEach(key -> copy.put(key, reversed(map.get(key))));
            return copy;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(reversed(element)));
            return copy;
        }
        return tree;
    }
}
