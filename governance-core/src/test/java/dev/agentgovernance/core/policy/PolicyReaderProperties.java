/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever becomes of a policy on its way, the reader answers with a policy or says where and what is wrong. */
class PolicyReaderProperties {

    private static final String BASELINE = baseline().replace("baseline.", "mine.");

    @Property
    void aPolicyWithDamageIsReadOrRefused(@ForAll("damaged") String text) {
        check(text, "p.yaml");
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        check(text, "p.yaml");
        check(text, "p.json");
    }

    private static void check(String text, String name) {
        try {
            assertThat(Policy.parse(text, name).digest()).hasSize(64);
        } catch (InvalidPolicyException e) {
            long lines = text.lines().count() + 1;
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isBetween(1, (int) lines);
                assertThat(problem.column()).isPositive();
                assertThat(problem.message()).isNotBlank();
            });
        }
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, BASELINE.length());
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "\n",
                        " ",
                        "  - ",
                        ": ",
                        "{",
                        "}",
                        "[",
                        "]",
                        "&a ",
                        "*a",
                        "!t ",
                        "'",
                        "\"",
                        "#",
                        "---\n",
                        "? ",
                        "|",
                        ">",
                        "null",
                        "true",
                        ".nan",
                        "1e999999999",
                        "0x1F",
                        "%",
                        "@",
                        "\t",
                        "<<: ",
                        "\u0000",
                        "\ud800",
                        "\ufeff"),
                Arbitraries.strings().ofMaxLength(8));
        return Combinators.combine(places, Arbitraries.integers().between(0, 40), pieces)
                .as((place, cut, piece) -> BASELINE.substring(0, place)
                        + piece
                        + BASELINE.substring(Math.min(BASELINE.length(), place + cut)));
    }

    private static String baseline() {
        try (var in = Policy.class.getResourceAsStream("baseline.yaml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A test that only ever sees refusals would say little. */
    @Property(tries = 1)
    void theUndamagedOneIsRead() {
        assertThat(List.of(Policy.parse(BASELINE, "p.yaml").digest())).hasSize(1);
    }
}
