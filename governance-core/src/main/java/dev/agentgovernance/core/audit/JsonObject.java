/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** A JSON object as it was read, whose members are taken by name and type. A wrong type is an exception. */
final class JsonObject {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(JournalLine.MAX_LENGTH)
                    .build())
            .build();

    private final Map<String, @Nullable Object> members;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    static JsonObject parse(byte[] json) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            in.nextToken();
            if (!(value(in) instanceof JsonObject object) || in.nextToken() != null) {
                throw new IllegalArgumentException("not one JSON object");
            }
            return object;
        }
    }

    // The parser bounds the depth, and so the recursion.
    private static @Nullable Object value(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> members = new HashMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                members.put(name, value(in));
            }
            return new JsonObject(members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> elements = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(in));
            }
            return elements;
        }
        if (token == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return in.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (token == JsonToken.VALUE_NULL || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return null;
        }
        throw new IllegalArgumentException("the JSON ends too early");
    }

    String text(String name) {
        return get(name, String.class);
    }

    String textOr(String name, String otherwise) {
        return members.containsKey(name) ? text(name) : otherwise;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    JsonObject object(String name) {
        return get(name, JsonObject.class);
    }

    long number(String name) {
        return get(name, Long.class);
    }

    boolean flag(String name) {
        return get(name, Boolean.class);
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
    }

    List<String> texts(String name) {
        return list(name, String.class, text -> text);
    }

    List<Long> numbers(String name) {
        return list(name, Long.class, number -> number);
    }

    <T> List<T> objects(String name, Function<JsonObject, T> reader) {
        return list(name, JsonObject.class, reader);
    }

    private <E, T> List<T> list(String name, Class<E> type, Function<E, T> reader) {
        List<T> result = new ArrayList<>();
        for (Object element : get(name, List.class)) {
            result.add(reader.apply(type.cast(element)));
        }
        return result;
    }

    private <T> T get(String name, Class<T> type) {
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no member " + name);
        }
        return type.cast(value);
    }
}
