/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsEveryKindOfValueInOrder() {
        assertThat(Json.read(" {\"b\":[1,-2.50,true,false,null,\"x\"],\"a\":{}} "))
                .isEqualTo(
                        Map.of("b", Arrays.asList(1L, new BigDecimal("-2.50"), true, false, null, "x"), "a", Map.of()))
                .extracting(tree -> List.copyOf(((Map<?, ?>) tree).keySet()))
                .isEqualTo(List.of("b", "a"));
        assertThat(Json.read("123456789012345678901")).isEqualTo(new BigInteger("123456789012345678901"));
        assertThat(Json.read("\"\\u0041\\n\\/\\ud83d\\ude00\"")).isEqualTo("A\n/\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "01",
                "-",
                "1.",
                ".5",
                "+1",
                "1e",
                "NaN",
                "Infinity",
                "tru",
                "nulll",
                "1 2",
                "{}{}",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "\"\\ud800\"",
                "\"\\ud800\\ud800\"",
                "\"\\udc00x\"",
                "{\"\\udc00\":1}",
                "1e10000",
                "1e99999999999999999999",
                "/* c */1",
                "\u00a01",
                "\ufeff1",
                "[1\u2028]",
            })
    void refusesWhatIsNoStrictJson(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"ping\",\"method\":\"tools/call\"}",
                "{\"method\":\"ping\",\"\\u006dethod\":\"tools/call\"}",
                "[{\"a\":{\"b\":1,\"b\":1}}]",
            })
    void refusesAKeyThatStandsTwiceHoweverItIsWritten(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("second time");
    }

    @Test
    void refusesWhatIsOverALimit() {
        assertThat(Json.read("[".repeat(100) + "]".repeat(100))).isNotNull();
        assertThatThrownBy(() -> Json.read("[".repeat(101) + "]".repeat(101))).hasMessageContaining("deeper");
        assertThatThrownBy(() -> Json.read("[".repeat(1_000_000))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.read("1".repeat(401))).hasMessageContaining("longer");
        assertThatThrownBy(() -> Json.read("\"abc\"", 4)).hasMessageContaining("longer");
        assertThat(Json.read("\"abc\"", 5)).isEqualTo("abc");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}))
                .hasMessageContaining("UTF-8");
        assertThat(Json.read("\"ü\"".getBytes(StandardCharsets.UTF_8))).isEqualTo("ü");
    }

    @Test
    void aProblemQuotesNothing() {
        assertThatThrownBy(() -> Json.read("{\"hunter2\":1,\"hunter2\":2}"))
                .hasMessageNotContaining("hunter2")
                .satisfies(e -> assertThat(((JsonException) e).offset()).isEqualTo(13));
    }

    @Test
    void writesOneLineThatEveryReaderOfLinesTakesForOne() {
        String line = Json.write(Map.of("k", "a\nb\r\u2028\u2029\u0085\u0000\u007f\"\\ü"));
        assertThat(line).isEqualTo("{\"k\":\"a\\nb\\r\\u2028\\u2029\\u0085\\u0000\\u007f\\\"\\\\ü\"}");
        assertThat(Json.write("\ud800")).isEqualTo("\"\\ud800\"");
    }

    @Test
    void writesNothingThatIsNoJson() {
        assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void prettyIsForPeople() {
        assertThat(Json.pretty(Json.read("{\"a\":[1,2],\"b\":{},\"c\":[]}")))
                .isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": []\n}");
    }

    /** Numbers of appendix B of RFC 8785, by their bits. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555555, 333333333.3333333",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
    })
    void canonicalNumbersAreThoseOfTheRfc(String bits, String text) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(Json.canonical(value)).isEqualTo(text);
    }

    @Test
    void canonicalTextIsThatOfTheRfc() {
        Object tree = Json.read("""
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals": [null, true, false]}""");
        assertThat(Json.canonical(tree))
                .isEqualTo("{\"literals\":[null,true,false],"
                        + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        assertThat(
                        Json.canonical(
                                Json.read(
                                        "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}")))
                .isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"\uD83D\uDE00\":5,\"\ufb33\":3}");
        assertThat(Json.canonical(Map.of())).isEqualTo("{}");
        assertThat(Json.canonical(List.of())).isEqualTo("[]");
        assertThatThrownBy(() -> Json.canonical(new BigDecimal("1e400"))).isInstanceOf(IllegalArgumentException.class);
    }
}
