/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What a request says by name: the parts of its query, and the top-level values of a JSON object, of the objects of a JSON
 * array, or of a form. A name that stands twice has two values, since readers disagree on which counts.
 *
 * @param values the values by name; numbers and booleans as they are written; nested trees are left out
 * @param readable whether all there was could be read; false for a body that is not known
 */
record Parameters(Map<String, List<String>> values, boolean readable) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static Parameters of(String query, @Nullable String body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        form(query, values);
        if (body == null) {
            return new Parameters(values, false);
        }
        String text = body.strip();
        boolean readable = true;
        if (text.startsWith("{") || text.startsWith("[")) {
            readable = json(text, values);
        } else if (!text.isEmpty()) {
            readable = text.indexOf('=') > 0 && text.indexOf('\n') < 0;
            form(text, values);
        }
        return new Parameters(values, readable);
    }

    /** Returns all values of a name. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private static void form(String text, Map<String, List<String>> values) {
        for (String pair : Host.split(text, '&')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                add(
                        values,
                        Percent.decodeForm(pair.substring(0, equals)),
                        Percent.decodeForm(pair.substring(equals + 1)));
            }
        }
    }

    private static boolean json(String text, Map<String, List<String>> values) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            int objects = 0;
            int nested = 0;
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    objects++;
                } else if (token == JsonToken.END_OBJECT) {
                    objects--;
                } else if (token == JsonToken.START_ARRAY) {
                    nested += objects > 0 ? 1 : 0;
                } else if (token == JsonToken.END_ARRAY) {
                    nested -= objects > 0 ? 1 : 0;
                } else if (token == JsonToken.PROPERTY_NAME) {
                    name = objects == 1 && nested == 0 ? parser.currentName() : name;
                } else if (objects == 1 && nested == 0) {
                    add(values, name, parser.getString());
                }
            }
            return true;
        } catch (JacksonException malformed) {
            return false;
        }
    }

    private static void add(Map<String, List<String>> values, String name, @Nullable String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value == null ? "" : value);
    }

    /** Leaves the values out: they may hold a secret. */
    @Override
    public String toString() {
        return "Parameters[" + values.size() + "]";
    }
}
