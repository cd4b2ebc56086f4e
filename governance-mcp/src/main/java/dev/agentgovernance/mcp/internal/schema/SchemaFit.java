/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a tree whose texts were changed still satisfies the schema that the tree satisfied before, and shortens the
 * changed texts where a schema bounds their length.
 *
 * <p>Only what changed is looked at. A constraint that is not read here (a pattern, a format, a choice of values, a condition)
 * counts as broken wherever something changed below it.
 */
public final class SchemaFit {

    private static final Set<String> NOT_READ = Set.of(
            "not",
            "if",
            "then",
            "else",
            "patternProperties",
            "dependentSchemas",
            "contains",
            "uniqueItems",
            "$dynamicRef",
            "unevaluatedItems",
            "unevaluatedProperties",
            "additionalItems");
    private static final Set<String> NOT_READ_IN_TEXTS =
            Set.of("enum", "const", "pattern", "format", "contentEncoding", "contentMediaType", "contentSchema");
    private static final int MAX_STEPS = 100_000;

    private final Object root;
    private int steps;

    private SchemaFit(Object root) {
        this.root = root;
    }

    /** Says that the changed tree cannot satisfy the schema. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken() {
            super(null, null, false, false);
        }
    }

    /**
     * Returns the changed tree as it satisfies the schema, or nothing where it cannot.
     *
     * @param schema a JSON Schema that the tree before satisfies
     */
    public static Optional<Object> fit(@Nullable Object schema, Object before, Object after) {
        try {
            Object fitted = new SchemaFit(schema == null ? Map.of() : schema).value(schema, before, after, 0);
            return Optional.ofNullable(fitted);
        } catch (Broken e) {
            return Optional.empty();
        }
    }

    private @Nullable Object value(
            @Nullable Object schema, @Nullable Object before, @Nullable Object after, int depth) {
        if (Objects.equals(before, after) || schema == null || Boolean.TRUE.equals(schema)) {
            return after;
        }
        if (!(schema instanceof Map<?, ?> rules) || depth > 200 || ++steps > MAX_STEPS) {
            throw new Broken();
        }
        for (String rule : NOT_READ) {
            if (rules.containsKey(rule)) {
                throw new Broken();
            }
        }
        Object fitted = after;
        if (rules.get("$ref") instanceof String ref) {
            fitted = value(target(ref), before, fitted, depth + 1);
        }
        if (rules.get("allOf") instanceof List<?> all) {
            for (Object part : all) {
                fitted = value(part, before, fitted, depth + 1);
            }
        }
        if (rules.get("anyOf") instanceof List<?> any) {
            fitted = oneOf(any, before, fitted, depth);
        }
        if (rules.get("oneOf") instanceof List<?> one) {
            fitted = oneOf(one, before, fitted, depth);
        }
        if (before instanceof String && fitted instanceof String text) {
            return text(rules, text);
        }
        if (before instanceof Map<?, ?> old && fitted instanceof Map<?, ?> map) {
            return object(rules, old, map, depth);
        }
        if (before instanceof List<?> old && fitted instanceof List<?> list) {
            return list(rules, old, list, depth);
        }
        throw new Broken();
    }

    /**
     * Of several schemas exactly one may be for this type of value: with two, the tree before may have satisfied the one and
     * the tree after the other, or both.
     */
    private @Nullable Object oneOf(List<?> branches, @Nullable Object before, @Nullable Object after, int depth) {
        List<Object> open = new ArrayList<>();
        for (Object branch : branches) {
            if (branch == null || mayBe(branch, after)) {
                open.add(branch == null ? Map.of() : branch);
            }
        }
        if (open.size() != 1) {
            throw new Broken();
        }
        return value(open.get(0), before, after, depth + 1);
    }

    private boolean mayBe(Object schema, @Nullable Object value) {
        if (!(schema instanceof Map<?, ?> rules)) {
            return !Boolean.FALSE.equals(schema);
        }
        Object type = rules.get("type");
        if (type == null) {
            return true;
        }
        String own = value instanceof Map ? "object" : value instanceof List ? "array" : "string";
        return type instanceof List<?> types ? types.contains(own) : own.equals(type);
    }

    private @Nullable Object target(String ref) {
        if (!ref.startsWith("#")) {
            // What is elsewhere is never fetched.
            throw new Broken();
        }
        Object at = root;
        for (String step : steps(ref.substring(1))) {
            at = at instanceof Map<?, ?> map ? map.get(step.replace("~1", "/").replace("~0", "~")) : null;
            if (at == null) {
                throw new Broken();
            }
        }
        return at;
    }

    private static List<String> steps(String pointer) {
        List<String> steps = new ArrayList<>();
        int start = 1;
        while (start <= pointer.length() && !pointer.isEmpty()) {
            int end = pointer.indexOf('/', start);
            end = end < 0 ? pointer.length() : end;
            steps.add(pointer.substring(start, end));
            start = end + 1;
        }
        return steps;
    }

    private static String text(Map<?, ?> rules, String text) {
        for (String rule : NOT_READ_IN_TEXTS) {
            if (rules.containsKey(rule)) {
                throw new Broken();
            }
        }
        int length = text.codePointCount(0, text.length());
        if (rules.get("maxLength") instanceof Number most && length > most.longValue()) {
            int kept = Math.max(0, most.intValue());
            text = text.substring(0, text.offsetByCodePoints(0, kept));
            length = kept;
        }
        if (rules.get("minLength") instanceof Number least && length < least.longValue()) {
            if (least.longValue() > 10_000) {
                throw new Broken();
            }
            text = text + "*".repeat(least.intValue() - length);
        }
        return text;
    }

    private Object object(Map<?, ?> rules, Map<?, ?> before, Map<?, ?> after, int depth) {
        if (!before.keySet().equals(after.keySet()) || rules.containsKey("enum") || rules.containsKey("const")) {
            throw new Broken();
        }
        Map<?, ?> properties = rules.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        Map<Object, @Nullable Object> fitted = new LinkedHashMap<>();
        after.forEach((key, value) -> {
            Object schema = properties.containsKey(key) ? properties.get(key) : rules.get("additionalProperties");
            fitted.put(key, value(schema, before.get(key), value, depth + 1));
        });
        return fitted;
    }

    private Object list(Map<?, ?> rules, List<?> before, List<?> after, int depth) {
        if (before.size() != after.size() || rules.containsKey("enum") || rules.containsKey("const")) {
            throw new Broken();
        }
        List<?> first = rules.get("prefixItems") instanceof List<?> list ? list : List.of();
        List<@Nullable Object> fitted = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Object schema = i < first.size() ? first.get(i) : rules.get("items");
            fitted.add(value(schema, before.get(i), after.get(i), depth + 1));
        }
        return fitted;
    }
}
