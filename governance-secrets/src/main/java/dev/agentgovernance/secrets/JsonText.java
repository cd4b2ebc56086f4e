/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.Redactor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the strings and numbers of JSON where they stand; everything else is copied. Reads strictly: what is not JSON is left
 * to the caller. No recursion, so depth costs memory and no stack. For one thread and one text.
 */
final class JsonText {
    private final Redactor redactor;
    private final String json;
    private final StringBuilder out;
    /** The names of the values that are open, the innermost first; that of an array is the name it was given. */
    private final Deque<Level> levels = new ArrayDeque<>();

    private int at;
    private int stringStart;
    /** Whether the innermost object or array has no member yet. */
    private boolean first;

    /** An object or array that is open, and the name of its value. */
    private record Level(boolean object, String name) {}

    private JsonText(Redactor redactor, String json) {
        this.redactor = redactor;
        this.json = json;
        out = new StringBuilder(json.length());
    }

    /** Redacts a text that is JSON, or whose lines are, and other text as text. */
    static String redact(SecretScanner scanner, String text) {
        Redactor redactor = Redactor.of(scanner);
        String whole = new JsonText(redactor, text).document();
        String redacted = whole == null ? lines(redactor, text) : whole;
        boolean clean =
                scanner.scan(redacted).stream().allMatch(finding -> finding.confidence() == Confidence.PLACEHOLDER);
        return clean ? redacted : redactor.redact(redacted);
    }

    private static String lines(Redactor redactor, String text) {
        StringBuilder out = new StringBuilder(text.length());
        StringBuilder other = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end + 1;
            String line = text.substring(start, end);
            String redacted = line.isBlank() ? null : new JsonText(redactor, line).document();
            if (redacted == null) {
                other.append(line);
            } else {
                out.append(redactor.redact(other.toString())).append(redacted);
                other.setLength(0);
            }
            start = end;
        }
        return out.append(redactor.redact(other.toString())).toString();
    }

    /** Returns the text with its values redacted, or null if it is not one JSON value. */
    private @Nullable String document() {
        blanks();
        if (!value("")) {
            return null;
        }
        while (!levels.isEmpty()) {
            if (!next()) {
                return null;
            }
        }
        blanks();
        return at == json.length() ? out.toString() : null;
    }

    /** Reads behind a value: a comma and the next one, or the end of what holds it. */
    private boolean next() {
        blanks();
        Level level = levels.element();
        if (take(level.object() ? '}' : ']')) {
            levels.remove();
            first = false;
            return true;
        }
        boolean member = first || take(',');
        first = false;
        return member && member(level);
    }

    private boolean member(Level level) {
        blanks();
        if (!level.object()) {
            return value(level.name());
        }
        String name = string();
        if (name == null) {
            return false;
        }
        write(name, redactor.redact(name));
        blanks();
        if (!take(':')) {
            return false;
        }
        blanks();
        return value(name);
    }

    /** Reads a value; of an object or array its beginning. */
    private boolean value(String name) {
        char c = peek();
        if (c == '{' || c == '[') {
            take(c);
            Level level = new Level(c == '{', name);
            levels.push(level);
            first = true;
            return true;
        }
        if (c == '"') {
            String value = string();
            if (value == null) {
                return false;
            }
            write(value, redacted(name, value));
            return true;
        }
        int start = at;
        while (at < json.length() && "+-.0123456789eEtrufalsn".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        String literal = json.substring(start, at);
        if (!isLiteral(literal)) {
            return false;
        }
        String redacted = redacted(name, literal);
        if (redacted.equals(literal)) {
            out.append(literal);
        } else {
            quoted(redacted);
        }
        return true;
    }

    private static boolean isLiteral(String literal) {
        if (literal.equals("true") || literal.equals("false") || literal.equals("null")) {
            return true;
        }
        boolean digit = false;
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            digit |= c >= '0' && c <= '9';
            if (Character.isLetter(c) && c != 'e' && c != 'E') {
                return false;
            }
        }
        return digit;
    }

    private String redacted(String name, String value) {
        if (name.isEmpty()) {
            return redactor.redact(value);
        }
        Object tree = redactor.redactTree(Map.of(name, value));
        return tree instanceof Map<?, ?> map
                ? String.valueOf(map.values().iterator().next())
                : value;
    }

    /** Reads a string and returns its characters, or null if it is none. */
    private @Nullable String string() {
        if (peek() != '"') {
            return null;
        }
        stringStart = at++;
        StringBuilder value = new StringBuilder();
        while (at < json.length()) {
            char c = json.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                return null;
            }
            if (c != '\\') {
                value.append(c);
            } else if (!escape(value)) {
                return null;
            }
        }
        return null;
    }

    private boolean escape(StringBuilder value) {
        if (at == json.length()) {
            return false;
        }
        char c = json.charAt(at++);
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            value.append("\"\\/\b\f\n\r\t".charAt(known));
            return true;
        }
        if (c != 'u' || at + 4 > json.length()) {
            return false;
        }
        for (int i = at; i < at + 4; i++) {
            if (!HexFormat.isHexDigit(json.charAt(i))) {
                return false;
            }
        }
        value.append((char) HexFormat.fromHexDigits(json, at, at + 4));
        at += 4;
        return true;
    }

    /** Writes a string as it was written, unless something was replaced in it. */
    private void write(String value, String redacted) {
        if (redacted.equals(value)) {
            out.append(json, stringStart, at);
        } else {
            quoted(redacted);
        }
    }

    private void quoted(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n' || c == '\t' || c == '\r') {
                out.append('\\').append(c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
            } else if (c < ' ' || Character.isSurrogate(c)) {
                HexFormat.of().toHexDigits(out.append("\\u"), (byte) (c >> 8));
                HexFormat.of().toHexDigits(out, (byte) c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private char peek() {
        return at < json.length() ? json.charAt(at) : '\0';
    }

    private boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        out.append(wanted);
        at++;
        return true;
    }

    private void blanks() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            out.append(json.charAt(at++));
        }
    }
}
