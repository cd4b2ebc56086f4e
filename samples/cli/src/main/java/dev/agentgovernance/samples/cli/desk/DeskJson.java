/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as trees of maps and lists. */
final class DeskJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DeskJson() {}

    /**
     * Reads an object.
     *
     * @throws tools.jackson.core.JacksonException if it is no JSON
     * @throws IllegalArgumentException if it is no object
     */
    static Map<String, Object> object(String text) {
        if (!(MAPPER.readValue(text, Object.class) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("no object");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                copy.put(String.valueOf(key), value);
            }
        });
        return copy;
    }

    static String line(Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    /** Returns a map with its entries in the order in which they are named. */
    static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }
}
