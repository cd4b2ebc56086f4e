/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one text once. RFC 8259 to the letter, and no more than that. */
final class JsonReader {

    static final int MAX_DIGITS = 400;
    static final int MAX_EXPONENT = 9_999;

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable Object document() {
        skipBlanks();
        Object value = value(0);
        skipBlanks();
        if (at < text.length()) {
            throw problem("there is something behind the value");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (at >= text.length()) {
            throw problem("a value is missing");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object(depth + 1);
            case '[' -> list(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> {
                if (c == '-' || isDigit(c)) {
                    yield number();
                }
                throw problem("this is no value");
            }
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw problem("this is no value");
        }
        at += word.length();
        return value;
    }

    // INVARIANT: no key stands twice in an object, however it is escaped.
    private Map<String, @Nullable Object> object(int depth) {
        open(depth);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        skipBlanks();
        if (taken('}')) {
            return object;
        }
        while (true) {
            skipBlanks();
            int start = at;
            if (at >= text.length() || text.charAt(at) != '"') {
                throw problem("a key is missing");
            }
            String key = string();
            if (object.containsKey(key)) {
                at = start;
                throw problem("a key stands here a second time");
            }
            skipBlanks();
            expect(':');
            skipBlanks();
            object.put(key, value(depth));
            skipBlanks();
            if (taken('}')) {
                return object;
            }
            expect(',');
        }
    }

    private List<@Nullable Object> list(int depth) {
        open(depth);
        List<@Nullable Object> list = new ArrayList<>();
        skipBlanks();
        if (taken(']')) {
            return list;
        }
        while (true) {
            skipBlanks();
            list.add(value(depth));
            skipBlanks();
            if (taken(']')) {
                return list;
            }
            expect(',');
        }
    }

    private void open(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw problem("it nests deeper than " + Json.MAX_DEPTH);
        }
        at++;
    }

    private String string() {
        int start = ++at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\' || Character.isSurrogate(c)) {
                return stringFrom(start);
            }
            if (c < ' ') {
                throw problem("a control character stands in a string");
            }
            at++;
        }
        throw problem("a string has no end");
    }

    /** Reads on in a string that is not all plain, from its beginning. */
    private String stringFrom(int start) {
        StringBuilder string = new StringBuilder(text.length() - start < 64 ? 16 : 64);
        string.append(text, start, at);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                checkPairs(string, start);
                return string.toString();
            }
            if (c < ' ') {
                throw problem("a control character stands in a string");
            }
            at++;
            string.append(c == '\\' ? escaped() : c);
        }
        throw problem("a string has no end");
    }

    private char escaped() {
        if (at >= text.length()) {
            throw problem("a string has no end");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> {
                at--;
                throw problem("there is no such escape");
            }
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? hex(text.charAt(at)) : -1;
            if (digit < 0) {
                throw problem("four hexadecimal digits are missing");
            }
            unit = unit * 16 + digit;
            at++;
        }
        return (char) unit;
    }

    private static int hex(char c) {
        if (isDigit(c)) {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    /** Half a character is written by every writer in a way of its own. */
    private static void checkPairs(CharSequence string, int start) {
        int i = 0;
        while (i < string.length()) {
            int point = Character.codePointAt(string, i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw new JsonException("a string holds half a character", start);
            }
            i += Character.charCount(point);
        }
    }

    private Number number() {
        int start = at;
        taken('-');
        int first = at;
        digits();
        if (at - first > 1 && text.charAt(first) == '0') {
            at = first;
            throw problem("a number begins with 0");
        }
        boolean whole = true;
        if (taken('.')) {
            whole = false;
            digits();
        }
        int exponentAt = -1;
        if (taken('e') || taken('E')) {
            whole = false;
            if (!taken('+')) {
                taken('-');
            }
            exponentAt = at;
            digits();
        }
        if (at - start > MAX_DIGITS) {
            throw problem("a number is longer than " + MAX_DIGITS + " characters");
        }
        if (exponentAt >= 0 && isOver(text.substring(exponentAt, at))) {
            throw problem("an exponent is beyond " + MAX_EXPONENT);
        }
        String number = text.substring(start, at);
        if (!whole) {
            return new BigDecimal(number);
        }
        return number.length() <= 18 ? (Number) Long.valueOf(number) : integer(new BigInteger(number));
    }

    private static Number integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    private static boolean isOver(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        int length = digits.length() - zeros;
        return length > 4 || (length > 0 && Integer.parseInt(digits.substring(zeros)) > MAX_EXPONENT);
    }

    private void digits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw problem("a digit is missing");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw problem("'" + c + "' is missing");
        }
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                return;
            }
            at++;
        }
    }

    private JsonException problem(String what) {
        return new JsonException(what, at);
    }
}
