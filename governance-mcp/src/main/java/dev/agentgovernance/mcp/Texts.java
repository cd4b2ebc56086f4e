/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Walks over the texts of JSON trees. */
final class Texts {

    private Texts() {}

    /** Adds every text of a tree to a list, keys included. */
    static void collect(@Nullable Object tree, List<String> texts) {
        if (tree instanceof String text) {
            texts.add(text);
        } else if (tree instanceof Number number) {
            texts.add(number.toString());
        } else if (tree instanceof List<?> list) {
            list.forEach(element -> collect(element, texts));
        } else if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                texts.add(String.valueOf(key));
                collect(value, texts);
            });
        }
    }

    /** Returns a tree with every text and every key replaced; an equal tree where the operator changes none. */
    static @Nullable Object map(@Nullable Object tree, UnaryOperator<String> operator) {
        if (tree instanceof String text) {
            return operator.apply(text);
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(map(element, operator)));
            return copy;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                String name = operator.apply(String.valueOf(key));
                String unused = name;
                for (int number = 2; copy.containsKey(unused); number++) {
                    unused = name + "#" + number;
                }
                copy.put(unused, map(value, operator));
            });
            return copy;
        }
        return tree;
    }

    /** Returns about how many characters a tree takes as a text. */
    static long size(@Nullable Object tree) {
        if (tree instanceof String text) {
            return text.length() + 2L;
        }
        long size = 2;
        if (tree instanceof List<?> list) {
            for (Object element : list) {
                size += size(element) + 1;
            }
        } else if (tree instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += String.valueOf(entry.getKey()).length() + 4 + size(entry.getValue());
            }
        }
        return size;
    }

    /** Returns the beginning of a text, not cut within a character. */
    static String start(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
