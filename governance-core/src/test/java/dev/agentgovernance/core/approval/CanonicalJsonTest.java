/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    /** The samples of RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String written) {
        assertThat(CanonicalJson.ecmaScript(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(written);
    }

    @Property
    void aNumberThatIsReadAgainIsTheSame(@ForAll double value) {
        if (Double.isFinite(value)) {
            String written = CanonicalJson.ecmaScript(value);
            assertThat(Double.parseDouble(written)).isEqualTo(value == 0 ? 0.0 : value);
            assertThat(written.length()).isLessThanOrEqualTo(25);
        }
    }

    /** The sample of section 3.2.2, and that of the order of keys in 3.2.3. */
    @Test
    void writesTheSamplesOfTheRfc() {
        assertThat(CanonicalJson.of(Map.of(
                        "numbers",
                        List.of(
                                new BigDecimal("333333333.33333329"),
                                new BigDecimal("1E30"),
                                new BigDecimal("4.50"),
                                0.002,
                                1e-27),
                        "string",
                        "\u20ac$\u000f\nA'B\"\\\\\"/",
                        "literals",
                        Arrays.asList(null, true, false))))
                .isEqualTo("{\"literals\":[null,true,false],"
                        + "\"numbers\":[\"333333333.33333329\",\"1E+30\",4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        assertThat(CanonicalJson.of(
                        Map.of("\u20ac", 1, "\r", 2, "\ufb33", 3, "1", 4, "\ud83d\ude00", 5, "\u0080", 6, "\u00f6", 7)))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    @Test
    void whatNoDoubleHoldsIsWrittenAsText() {
        assertThat(CanonicalJson.of(Map.of("n", Long.MAX_VALUE))).isEqualTo("{\"n\":\"9223372036854775807\"}");
        assertThat(CanonicalJson.of(Map.of("n", 9007199254740992L))).isEqualTo("{\"n\":9007199254740992}");
        assertThat(CanonicalJson.of(Map.of("n", new BigInteger("10").pow(400)))).startsWith("{\"n\":\"1000");
        assertThat(CanonicalJson.of(Map.of("n", new BigDecimal("1e999999999")))).isEqualTo("{\"n\":\"1E+999999999\"}");
        assertThat(CanonicalJson.of(Map.of("n", List.of(), "m", Map.of(), "o", "\ud800")))
                .isEqualTo("{\"m\":{},\"n\":[],\"o\":\"\\ud800\"}");
        assertThatThrownBy(() -> CanonicalJson.of(Map.of("n", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
