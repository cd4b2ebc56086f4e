/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActionDigestTest {

    private static final ActionContext HERE = ActionContext.builder("agent-1")
            .repository("acme/shop")
            .branch("main")
            .environment(Environment.STAGING)
            .build();

    private static Map<Action, String> golden() {
        Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
        numbers.put("int", 1);
        numbers.put("double", 0.1);
        numbers.put("small", 2.0e-3);
        numbers.put("large", Double.parseDouble("1.0E23"));
        numbers.put("float", 1.1f);
        numbers.put("decimal", new BigDecimal("100.00"));
        numbers.put("nothing", null);
        Map<Action, String> golden = new LinkedHashMap<>();
        golden.put(
                Action.shell("git push --force origin main"),
                "7ae421ffa8e5431297c762281da04de5738c92ab1eba0c4aae2128f03581826f");
        golden.put(
                new ShellAction("dir \ud83d\ude00 \ud800", ShellAction.Shell.CMD),
                "e428cd3bf77a7ccf19d9ad1584318fde273e8b52d5df679382a4dffdf1a25265");
        golden.put(Action.read("src/Shop.java"), "7168462183e4375022c239e4dfaf5da97b469e806773d89979ba7ba74787f16d");
        golden.put(
                Action.write("src/Shop.java", "class Shop {}\n"),
                "f4fe67d97bf8a30fd4872d0fd69fe47120619c148057485cb5be329b60a0a160");
        golden.put(
                new SqlAction("select 1", SqlAction.Dialect.POSTGRESQL, "orders"),
                "db9b59a418a8e32951e058d5489a33363a166cf53d05bb425a7ce93daf2afa6a");
        golden.put(
                new HttpAction("POST", "https://example.com/a", Map.of("Accept", List.of("a", "b")), "body"),
                "7a7ccbf1405a79404f355ddbea203a152412f28931d3cbe372423ed1174b7106");
        golden.put(
                new ToolAction("forge", "merge", numbers, new ToolAction.Hints(true, false, null, null, true)),
                "75f1e3c883aab9ef01c9c4a97493a1932bad2693e4521d0b68a2add56e06248f");
        golden.put(
                new PlanAction(PlanAction.Format.TERRAFORM, Map.of("changes", List.of(Map.of("a", true)))),
                "be0c158508616d0f66eac8b6fd72f85c12d6f0804218e4288a1fd91f07649b04");
        golden.put(Action.publish("log", "a text"), "0fa07093f77f725dc082f9f2cc55d3b45cfaccfe4840e88b6e8a382e39e437d5");
        return golden;
    }

    @Test
    void digestsAreTheSameOnEveryMachine() {
        golden().forEach((action, hex) -> assertThat(
                        ActionDigest.of(action, HERE).hex())
                .as(action.toString())
                .isEqualTo(hex));
    }

    @Test
    void aNumberIsItsValue() {
        List<Number> ones = List.of(1, 1L, 1.0, 1.0f, (short) 1, (byte) 1, BigInteger.ONE, new BigDecimal("1.000"));
        assertThat(ones.stream().map(ActionDigestTest::digestOf).distinct()).hasSize(1);
        List<Number> zeros = List.of(0, -0.0, 0.0f, new BigDecimal("0E+10"));
        assertThat(zeros.stream().map(ActionDigestTest::digestOf).distinct()).hasSize(1);
        assertThat(digestOf(0.1)).isNotEqualTo(digestOf(new BigDecimal("0.1")));
        assertThat(digestOf(10)).isNotEqualTo(digestOf(1)).isNotEqualTo(digestOf(100));
        assertThat(digestOf(-1)).isNotEqualTo(digestOf(1));
    }

    @Test
    void aLongNumberTakesNoLongTime() {
        BigInteger long64k = new BigInteger("1" + "0".repeat(65_535));
        ActionDigest digest = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> digestOf(long64k));
        assertThat(digest).isEqualTo(digestOf(new BigDecimal("1E+65535")));
        assertThat(digestOf(new BigDecimal("1E+999999999"))).isNotEqualTo(digest);
    }

    @Test
    void aDigestIs64LowerCaseDigits() {
        String good = "0123456789abcdef".repeat(4);
        assertThat(new ActionDigest(good).abbreviated()).isEqualTo("0123456789ab");
        for (String bad : List.of(
                "",
                good + "0",
                good.substring(1),
                good.replace('a', 'A'),
                good.replace('0', 'g'),
                good.replace('0', '\u0660'))) {
            assertThatThrownBy(() -> new ActionDigest(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ActionDigest digestOf(Number number) {
        return ActionDigest.of(Action.tool("s", "t", Map.of("n", number)), HERE);
    }
}
