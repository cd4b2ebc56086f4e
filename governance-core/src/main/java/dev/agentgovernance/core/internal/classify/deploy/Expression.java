/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a pipeline, read as far as it depends on what happened: {@code github.ref == 'refs/heads/main'},
 * {@code $CI_COMMIT_TAG =~ /^v/}, {@code and(succeeded(), eq(variables['Build.Reason'], 'Manual'))}.
 *
 * <p>What it does not understand may be anything. Works out one value; used once, by one thread. Time is linear in the length.
 */
final class Expression {

    /*
     * A value is a text, or null where it is not known. Every language here has truth as text: "true", and "" for false and
     * for nothing. A condition that depends on an unknown value is MAYBE, and with it whatever it decides.
     */

    /** A value with what is known of its truth. */
    record Value(@Nullable String text, Truth truth) {
        static final Value UNKNOWN = new Value(null, Truth.MAYBE);

        static Value of(@Nullable String text) {
            if (text == null) {
                return UNKNOWN;
            }
            boolean empty = text.isEmpty() || text.equals("false") || text.equals("0") || text.equals("null");
            return new Value(text, Truth.of(!empty));
        }

        static Value of(Truth truth) {
            return new Value(truth == Truth.YES ? "true" : truth == Truth.NO ? "" : null, truth);
        }
    }

    private static final int MAX_DEPTH = 40;
    private static final int MAX_LENGTH = 8_000;

    private final String text;
    private final Function<String, @Nullable String> variables;
    private int at;
    private int depth;
    private boolean failed;

    private Expression(String text, Function<String, @Nullable String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /**
     * Works an expression out.
     *
     * @param variables the value of a variable by its name as it is written, without a leading {@code $}; null where it is
     *     not known
     */
    static Value value(String text, Function<String, @Nullable String> variables) {
        if (text.length() > MAX_LENGTH) {
            return Value.UNKNOWN;
        }
        Expression expression = new Expression(text, variables);
        Value value = expression.or();
        expression.blanks();
        return expression.failed || expression.at < text.length() ? Value.UNKNOWN : value;
    }

    private Value or() {
        if (++depth > MAX_DEPTH) {
            return fail();
        }
        Value left = and();
        while (take("||")) {
            Value right = and();
            left = left.truth() == Truth.YES
                    ? left
                    : left.truth() == Truth.NO
                            ? right
                            : new Value(null, left.truth().or(right.truth()));
        }
        depth--;
        return left;
    }

    private Value and() {
        Value left = comparison();
        while (take("&&")) {
            Value right = comparison();
            left = left.truth() == Truth.NO
                    ? left
                    : left.truth() == Truth.YES
                            ? right
                            : new Value(null, left.truth().and(right.truth()));
        }
        return left;
    }

    private Value comparison() {
        Value left = unary();
        if (take("==")) {
            return Value.of(same(left, unary()));
        }
        if (take("!=")) {
            return Value.of(same(left, unary()).not());
        }
        if (take("=~")) {
            return Value.of(matches(left, unary()));
        }
        if (take("!~")) {
            return Value.of(matches(left, unary()).not());
        }
        if (take("<=") || take(">=") || take("<") || take(">")) {
            unary();
            return Value.UNKNOWN;
        }
        return left;
    }

    private static Truth same(Value left, Value right) {
        String a = left.text();
        String b = right.text();
        if (a == null || b == null) {
            return Truth.MAYBE;
        }
        boolean empty = isFalse(a) && isFalse(b);
        return Truth.of(empty || a.equalsIgnoreCase(b));
    }

    private static boolean isFalse(String text) {
        return text.isEmpty() || text.equals("false") || text.equals("null");
    }

    private static Truth matches(Value left, Value pattern) {
        String value = left.text();
        String regex = pattern.text();
        if (value == null || regex == null) {
            return Truth.MAYBE;
        }
        int end = regex.lastIndexOf('/');
        if (!regex.startsWith("/") || end < 1) {
            return Truth.MAYBE;
        }
        boolean folded = regex.substring(end + 1).equals("i");
        String body = regex.substring(1, end);
        try {
            return Truth.of(TextPattern.regex(folded ? body.toLowerCase(Locale.ROOT) : body, false)
                    .matches(folded ? value.toLowerCase(Locale.ROOT) : value));
        } catch (TextPattern.Unknown e) {
            return Truth.MAYBE;
        }
    }

    private Value unary() {
        if (++depth > MAX_DEPTH) {
            return fail();
        }
        Value value;
        blanks();
        if (peek("!") && !peek("!=") && !peek("!~")) {
            at++;
            value = Value.of(unary().truth().not());
        } else if (take("(")) {
            value = or();
            if (!take(")")) {
                return fail();
            }
        } else {
            value = operand();
        }
        depth--;
        return value;
    }

    private Value operand() {
        if (at >= text.length()) {
            return fail();
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return quoted(c);
        }
        if (c == '/') {
            return regex();
        }
        String name = name();
        if (name.isEmpty()) {
            return fail();
        }
        if (take("(")) {
            return call(name.toLowerCase(Locale.ROOT), arguments());
        }
        return switch (name) {
            case "true", "false", "null" -> Value.of(name.equals("true") ? "true" : "");
            default -> Character.isDigit(c) ? Value.of(name) : Value.of(variables.apply(name));
        };
    }

    private Value quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != quote) {
                value.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                value.append(c);
                i++;
            } else {
                at = i + 1;
                return Value.of(value.toString());
            }
        }
        return fail();
    }

    private Value regex() {
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '/') {
                int end = i + 1;
                while (end < text.length() && Character.isLetter(text.charAt(end))) {
                    end++;
                }
                String regex = text.substring(at, end);
                at = end;
                return new Value(regex, Truth.YES);
            }
        }
        return fail();
    }

    /** A name with what is hung on it: {@code github.event.inputs.x}, {@code variables['Build.Reason']}, {@code $CI_X}. */
    private String name() {
        int from = at;
        if (at < text.length() && text.charAt(at) == '$') {
            at++;
            from++;
            if (at < text.length() && text.charAt(at) == '{') {
                int end = text.indexOf('}', at);
                if (end > 0) {
                    String name = text.substring(at + 1, end);
                    at = end + 1;
                    return name;
                }
            }
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[') {
                int end = text.indexOf(']', at);
                if (end < 0) {
                    return "";
                }
                at = end + 1;
            } else if (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '*') {
                at++;
            } else {
                break;
            }
        }
        return text.substring(from, at);
    }

    private List<Value> arguments() {
        List<Value> arguments = new ArrayList<>();
        if (take(")")) {
            return arguments;
        }
        do {
            arguments.add(or());
        } while (take(",") && !failed);
        if (!take(")")) {
            failed = true;
        }
        return arguments;
    }

    private static Value call(String function, List<Value> arguments) {
        Truth all = arguments.stream().map(Value::truth).reduce(Truth.YES, Truth::and);
        Truth any = arguments.stream().map(Value::truth).reduce(Truth.NO, Truth::or);
        int count = arguments.size();
        return switch (function) {
            // What went before goes well: the worst that can happen.
            case "success", "succeeded", "always", "succeededorfailed" -> Value.of(Truth.YES);
            case "failure", "failed", "cancelled", "canceled" -> Value.UNKNOWN;
            case "and" -> Value.of(all);
            case "or" -> Value.of(any);
            case "not" -> Value.of(all.not());
            case "eq" -> count == 2 ? Value.of(same(arguments.get(0), arguments.get(1))) : Value.UNKNOWN;
            case "ne" ->
                count == 2 ? Value.of(same(arguments.get(0), arguments.get(1)).not()) : Value.UNKNOWN;
            case "in" -> count > 1 ? Value.of(in(arguments)) : Value.UNKNOWN;
            case "notin" -> count > 1 ? Value.of(in(arguments).not()) : Value.UNKNOWN;
            case "startswith", "endswith", "contains" ->
                count == 2 ? Value.of(part(function, arguments.get(0), arguments.get(1))) : Value.UNKNOWN;
            default -> Value.UNKNOWN;
        };
    }

    private static Truth in(List<Value> arguments) {
        return arguments.subList(1, arguments.size()).stream()
                .map(value -> same(arguments.get(0), value))
                .reduce(Truth.NO, Truth::or);
    }

    private static Truth part(String function, Value whole, Value part) {
        if (whole.text() == null || part.text() == null) {
            return Truth.MAYBE;
        }
        String text = whole.text().toLowerCase(Locale.ROOT);
        String piece = part.text().toLowerCase(Locale.ROOT);
        return Truth.of(
                function.equals("contains")
                        ? text.contains(piece)
                        : function.equals("startswith") ? text.startsWith(piece) : text.endsWith(piece));
    }

    private Value fail() {
        failed = true;
        at = text.length();
        return Value.UNKNOWN;
    }

    private boolean take(String token) {
        blanks();
        if (peek(token)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private boolean peek(String token) {
        return text.startsWith(token, at);
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
