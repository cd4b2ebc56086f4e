/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** No line makes the reader fail in a way of its own; what it accepts, a parser in wide use reads as the same tree. */
class JsonFuzzTest {

    private static final JsonMapper REFERENCE = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(200).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final List<String> SEEDS = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"read_note\",\"arguments\":{\"id\":7}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"\\u00fc\\n\\\"x\\\"\"}],\"isError\":false}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progress\":0.5,\"total\":1e3}}",
            "[{\"a\":[null,true,false,-0.0,12345678901234567890,\"\\ud83d\\ude00\"]},[],{}]");

    @FuzzTest
    void everyTextIsReadAlikeOrRefused(byte[] bytes) {
        check(new String(bytes, StandardCharsets.UTF_8));
    }

    /** A fixed run of mutated lines; {@code -Djson.lines=N} asks for a longer one. */
    @Test
    void mutatedLinesAreReadAlikeOrRefused() {
        int lines = Integer.getInteger("json.lines", 40_000);
        SplittableRandom random = new SplittableRandom(20_260_728);
        int accepted = 0;
        for (int i = 0; i < lines; i++) {
            if (check(mutated(SEEDS.get(i % SEEDS.size()), random))) {
                accepted++;
            }
        }
        assertThat(accepted).isBetween(lines / 50, lines);
    }

    private static String mutated(String line, SplittableRandom random) {
        StringBuilder text = new StringBuilder(line);
        String pieces = "{}[]\",:\\u0dE+-.e19 tfn\t\n\u0000\ud800\udc00ü/";
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int at = random.nextInt(text.length());
            char c = pieces.charAt(random.nextInt(pieces.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, c);
                case 1 -> text.setCharAt(at, c);
                case 2 -> text.deleteCharAt(at);
                default -> {
                    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
                    text.insert(random.nextInt(text.length()), text.substring(at, end));
                }
            }
            if (text.isEmpty()) {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean check(String text) {
        Object ours;
        try {
            ours = Json.read(text);
        } catch (JsonException e) {
            return false;
        }
        try {
            assertThat(plain(ours)).isEqualTo(plain(REFERENCE.readValue(text, Object.class)));
        } catch (JacksonException e) {
            throw new AssertionError("accepted what the reference refuses", e);
        }
        assertThat(plain(Json.read(Json.write(ours)))).isEqualTo(plain(ours));
        return true;
    }

    /** Returns a tree whose numbers are all of one type, without the zeros that do not count. */
    private static @Nullable Object plain(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, plain(value)));
            return copy;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (tree instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        }
        if (tree instanceof BigInteger integer) {
            return new BigDecimal(integer).stripTrailingZeros();
        }
        return tree instanceof Number number
                ? BigDecimal.valueOf(number.longValue()).stripTrailingZeros()
                : tree;
    }
}
