/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON tree in the canonical form of RFC 8785: no spaces, keys in the order of their UTF-16 code units, strings and
 * numbers as ECMAScript writes them.
 *
 * <p>A number that no double holds exactly is written as a string of its decimal digits, as appendix D of the RFC has it. Half
 * a character, which the RFC does not allow, is written as an escape in lower case.
 */
final class CanonicalJson {

    private static final int LARGEST_PLAIN_EXPONENT = 21;
    private static final int SMALLEST_PLAIN_EXPONENT = -6;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    static String of(Map<String, ?> tree) {
        CanonicalJson json = new CanonicalJson();
        json.value(tree);
        return json.out.toString();
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put((String) key, element));
            String separator = "{";
            for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                out.append(separator);
                string(entry.getKey());
                out.append(':');
                value(entry.getValue());
                separator = ",";
            }
            out.append(sorted.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                out.append(separator);
                value(element);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Number number) {
            number(number);
        } else {
            out.append(value);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                character(c);
            }
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ' || Character.isSurrogate(c)) {
                    out.append("\\u").append(HexFormat.of().toHexDigits(c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private void number(Number number) {
        double nearest = number.doubleValue();
        if (Double.isFinite(nearest) && isExactly(number, nearest)) {
            out.append(ecmaScript(nearest));
        } else if (number instanceof BigDecimal || number instanceof BigInteger || number instanceof Long) {
            string(number.toString());
        } else {
            throw new IllegalArgumentException("a number of the tree is none");
        }
    }

    private static boolean isExactly(Number number, double nearest) {
        if (number instanceof Double || number instanceof Float) {
            return true;
        }
        if (number instanceof BigDecimal decimal) {
            // The exponent is looked at first: writing out 1e999999999 would fill the memory.
            return decimal.signum() == 0
                    || (Math.abs((long) decimal.precision() - decimal.scale()) < 400
                            && decimal.precision() < 1100
                            && new BigDecimal(nearest).compareTo(decimal) == 0);
        }
        if (number instanceof BigInteger integer) {
            return integer.bitLength() < 1100 && new BigDecimal(nearest).compareTo(new BigDecimal(integer)) == 0;
        }
        return new BigDecimal(nearest).compareTo(BigDecimal.valueOf(number.longValue())) == 0;
    }

    /**
     * Returns a number as ECMAScript writes it: the fewest digits that mean this double, of several the closest. {@code
     * Double.toString} gives others before JDK 19.
     */
    static String ecmaScript(double value) {
        if (value == 0) {
            return "0";
        }
        if (value < 0) {
            return "-" + ecmaScript(-value);
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().toString();
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        // The value is 0.digits times ten to the power of point.
        int point = shortest.precision() - shortest.scale();
        digits = digits.substring(0, end);
        if (point > LARGEST_PLAIN_EXPONENT || point <= SMALLEST_PLAIN_EXPONENT) {
            String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
            return digits.charAt(0) + (end > 1 ? "." + digits.substring(1) : "") + exponent;
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= end
                ? digits + "0".repeat(point - end)
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal down = exact.round(new MathContext(precision, RoundingMode.DOWN));
            BigDecimal up = exact.round(new MathContext(precision, RoundingMode.UP));
            boolean downMeansIt = down.doubleValue() == value;
            boolean upMeansIt = up.doubleValue() == value;
            if (downMeansIt && upMeansIt) {
                return exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            }
            if (downMeansIt || upMeansIt) {
                return downMeansIt ? down : up;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }
}
