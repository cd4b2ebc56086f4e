/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of JSON trees that nobody can change afterwards. */
final class JsonTree {

    /** How deep a tree may nest: what a caller could not write by hand is refused before it can exhaust a stack. */
    static final int MAX_DEPTH = 128;

    private JsonTree() {}

    /** Returns a deep, unmodifiable copy that keeps the order of keys. */
    static Map<String, ?> copy(Map<?, ?> tree) {
        return copyMap(tree, 1);
    }

    private static Map<String, @Nullable Object> copyMap(Map<?, ?> map, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the tree nests deeper than " + MAX_DEPTH);
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("a key of the tree is no string");
            }
            copy.put(key, copyValue(entry.getValue(), depth));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object copyValue(@Nullable Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return copyMap(map, depth + 1);
        }
        if (value instanceof List<?> list) {
            if (depth >= MAX_DEPTH) {
                throw new IllegalArgumentException("the tree nests deeper than " + MAX_DEPTH);
            }
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                copy.add(copyValue(element, depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger
                || value instanceof BigDecimal) {
            return value;
        }
        if ((value instanceof Double || value instanceof Float) && Double.isFinite(((Number) value).doubleValue())) {
            return value;
        }
        throw new IllegalArgumentException(
                "a value of the tree is no JSON: " + value.getClass().getName());
    }
}
