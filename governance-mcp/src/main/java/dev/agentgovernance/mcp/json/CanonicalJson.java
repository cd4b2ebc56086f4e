/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The canonical form of RFC 8785. */
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(@Nullable Object tree) {
        StringBuilder out = new StringBuilder();
        value(tree, out, 0);
        return out.toString();
    }

    private static void value(@Nullable Object value, StringBuilder out, int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException("the tree nests deeper than " + Json.MAX_DEPTH);
        }
        if (value instanceof Map<?, ?> map) {
            // String compares by UTF-16 code units, as the RFC orders keys.
            TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put((String) key, element));
            String separator = "{";
            for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                out.append(separator);
                string(entry.getKey(), out);
                out.append(':');
                value(entry.getValue(), out, depth + 1);
                separator = ",";
            }
            out.append(sorted.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                out.append(separator);
                value(element, out, depth + 1);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            string(text, out);
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            out.append(number(number.doubleValue()));
        } else {
            throw new IllegalArgumentException("a value is no JSON");
        }
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        JsonWriter.unit(c, out);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Writes a double as ECMAScript does: the shortest digits that mean it, without exponent from 1e-6 to 1e21. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number is beyond the range of a double");
        }
        if (value == 0) {
            return "0";
        }
        String sign = value < 0 ? "-" : "";
        double size = Math.abs(value);
        BigDecimal shortest = shortest(size);
        String digits = shortest.unscaledValue().toString();
        // The value is 0.DIGITS times ten to the power of n.
        int n = digits.length() - shortest.scale();
        int k = digits.length();
        if (k <= n && n <= 21) {
            return sign + digits + "0".repeat(n - k);
        }
        if (0 < n && n <= 21) {
            return sign + digits.substring(0, n) + "." + digits.substring(n);
        }
        if (-6 < n && n <= 0) {
            return sign + "0." + "0".repeat(-n) + digits;
        }
        String exponent = (n - 1 < 0 ? "-" : "+") + Math.abs(n - 1);
        return sign + digits.charAt(0) + (k == 1 ? "" : "." + digits.substring(1)) + "e" + exponent;
    }

    /** JDK 17 writes some doubles with a digit too many, so the least number of digits that means the value is sought. */
    private static BigDecimal shortest(double size) {
        BigDecimal exact = new BigDecimal(size);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new java.math.MathContext(precision, java.math.RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == size) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new java.math.MathContext(17, java.math.RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
    }
}
