/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one tree once. */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final boolean pretty;
    private final StringBuilder out = new StringBuilder();

    JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    String write(@Nullable Object tree) {
        value(tree, 0);
        return out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            string(text, out);
        } else if (value instanceof Map<?, ?> map) {
            object(map, depth + 1);
        } else if (value instanceof List<?> list) {
            list(list, depth + 1);
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            number(number);
        } else {
            throw new IllegalArgumentException(
                    "a value is no JSON: " + value.getClass().getName());
        }
    }

    private void number(Number number) {
        boolean exact = number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal;
        boolean finite = (number instanceof Double || number instanceof Float) && Double.isFinite(number.doubleValue());
        if (!exact && !finite) {
            throw new IllegalArgumentException("a number is no JSON");
        }
        out.append(number);
    }

    private void object(Map<?, ?> map, int depth) {
        check(depth);
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("a key is no string");
            }
            out.append(separator);
            line(depth);
            string(key, out);
            out.append(pretty ? ": " : ":");
            value(entry.getValue(), depth);
            separator = ",";
        }
        if (!map.isEmpty()) {
            line(depth - 1);
        }
        out.append('}');
    }

    private void list(List<?> list, int depth) {
        check(depth);
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            line(depth);
            value(element, depth);
            separator = ",";
        }
        if (!list.isEmpty()) {
            line(depth - 1);
        }
        out.append(']');
    }

    private static void check(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException("the tree nests deeper than " + Json.MAX_DEPTH);
        }
    }

    private void line(int depth) {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    /** Writes a string in quotes. The two separators are ends of a line to some readers of lines, so they are escaped. */
    private static void string(String text, StringBuilder out) {
        out.append('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c) || (!isSpecial(c) && !isLone(text, i))) {
                continue;
            }
            out.append(text, start, i);
            start = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> unit(c, out);
            }
        }
        out.append(text, start, text.length()).append('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private static boolean isSpecial(char c) {
        return c <= 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** A tree that no reader made may hold half a character: escaped, it stays what it is and is still UTF-8. */
    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    static void unit(char c, StringBuilder out) {
        out.append("\\u")
                .append(HEX.charAt(c >> 12))
                .append(HEX.charAt((c >> 8) & 15))
                .append(HEX.charAt((c >> 4) & 15))
                .append(HEX.charAt(c & 15));
    }
}
