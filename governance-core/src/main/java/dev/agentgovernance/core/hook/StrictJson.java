/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON text into trees of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null, and
 * writes them. A duplicate key, text behind the value, a nesting over 100 and a text over 16 Mi characters are errors: what
 * two readers could understand differently is understood by none.
 */
final class StrictJson {

    static final int MAX_CHARS = 16 << 20;
    private static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_CHARS)
                            .maxStringLength(MAX_CHARS)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(400)
                            .maxNameLength(10_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /**
     * Returns the object that a text is.
     *
     * @throws HookFormatException if it is none, or over a limit
     */
    static Map<String, @Nullable Object> object(String text) {
        if (tree(text) instanceof Map<?, ?> map) {
            return copy(map);
        }
        throw new HookFormatException("The message is no JSON object.");
    }

    /**
     * Returns the value that a text is.
     *
     * @throws HookFormatException if it is no JSON, or over a limit
     */
    static @Nullable Object tree(String text) {
        if (text.length() > MAX_CHARS) {
            throw new HookFormatException("The message is over " + MAX_CHARS + " characters.");
        }
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            // The text of the exception may quote the message, and the message may hold a secret.
            throw new HookFormatException("The message is no strict JSON.");
        }
    }

    /** Returns a map with the same entries whose keys are known to be strings. */
    static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    /** Returns the text of a tree, on one line. */
    static String write(Map<String, ?> tree) {
        return MAPPER.writeValueAsString(tree);
    }
}
