/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON as trees of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null. */
final class Json {

    static final int MAX_CHARS = 16 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_CHARS)
                            .maxStringLength(MAX_CHARS)
                            .maxNestingDepth(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /**
     * Returns the object that a text is.
     *
     * @throws InputException if it is none; the text of the exception quotes nothing
     */
    static Map<String, @Nullable Object> object(String text) {
        Object tree;
        try {
            tree = MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            throw new InputException("The line is no strict JSON.");
        }
        if (tree instanceof Map<?, ?> map) {
            return copy(map);
        }
        throw new InputException("The line is no JSON object.");
    }

    static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    /** Returns the text of a tree on one line. */
    static String line(Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    /** Returns the text of a tree for humans. */
    static String pretty(Object tree) {
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree);
    }

    /** Returns a map with its entries in the order in which they are named. */
    static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return object;
    }
}
