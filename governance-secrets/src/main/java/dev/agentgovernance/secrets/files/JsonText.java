/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through one JSON text (RFC 8259) and shows its strings, where they stand and on which path. For one thread. */
final class JsonText {
    private static final int MAX_DEPTH = 512;

    /** Sees the strings of a JSON text in their order. */
    interface Visitor {
        /**
         * Sees a string, or any other value.
         *
         * @param start the first character of the value; of a string, behind its quotation mark
         * @param end the character behind it
         * @param escaped whether a backslash is in it
         * @param path where it is
         */
        void value(int start, int end, boolean escaped, Path path);
    }

    /** The way to a value: names as they are written, and indexes. */
    static final class Path {
        private final char[] text;
        private int[] starts = new int[16];
        /** Where a name ends; -1 for an index, which stands in place of the start. */
        private int[] ends = new int[16];

        private int size;

        private Path(char[] text) {
            this.text = text;
        }

        private void push(int start, int end) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
            }
            starts[size] = start;
            ends[size++] = end;
        }

        private void pop() {
            size--;
        }

        /** Returns the name that a value stands under, also as an element of a list, as it is written; null if there is none. */
        @Nullable String name() {
            for (int i = size - 1; i >= 0; i--) {
                if (ends[i] >= 0) {
                    return new String(text, starts[i], ends[i] - starts[i]);
                }
            }
            return null;
        }

        /** Returns the steps: {@code String} names without their escapes, {@code Integer} indexes. */
        List<Object> steps() {
            List<Object> steps = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                steps.add(
                        ends[i] < 0
                                ? (Object) starts[i]
                                : DecodedText.of(text, starts[i], ends[i]).text());
            }
            return steps;
        }
    }

    private final char[] text;
    private final int to;
    private final Visitor visitor;
    private final Path path;
    private int at;

    private JsonText(char[] text, int from, int to, Visitor visitor) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.visitor = visitor;
        path = new Path(text);
    }

    /** Walks through a part of a text, and returns whether it is an object or a list; up to where it is not, it is shown. */
    static boolean walk(char[] text, int from, int to, Visitor visitor) {
        JsonText json = new JsonText(text, from, to, visitor);
        json.blanks();
        int first = json.peek();
        if ((first != '{' && first != '[') || !json.value(0)) {
            return false;
        }
        json.blanks();
        return json.at == to;
    }

    private int peek() {
        return at < to ? text[at] : -1;
    }

    private void blanks() {
        while (at < to && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) {
            at++;
        }
    }

    private boolean value(int depth) {
        blanks();
        return switch (peek()) {
            case '{' -> depth < MAX_DEPTH && members(depth);
            case '[' -> depth < MAX_DEPTH && elements(depth);
            case '"' -> {
                int start = at + 1;
                int escapes = string();
                if (escapes >= 0) {
                    visitor.value(start, at - 1, escapes > 0, path);
                }
                yield escapes >= 0;
            }
            default -> word();
        };
    }

    private boolean word() {
        int start = at;
        while (at < to && (Character.isLetterOrDigit(text[at]) || "+-.".indexOf(text[at]) >= 0)) {
            at++;
        }
        if (at > start) {
            visitor.value(start, at, false, path);
        }
        return at > start;
    }

    /** Passes over a string, and returns how many backslashes are in it, or -1 if it does not end. */
    private int string() {
        char[] chars = text;
        int escapes = 0;
        for (int i = at + 1; i < to; i++) {
            char c = chars[i];
            if (c == '"') {
                at = i + 1;
                return escapes;
            }
            if (c == '\\') {
                escapes++;
                i++;
            }
        }
        at = to;
        return -1;
    }

    private boolean members(int depth) {
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return true;
        }
        while (true) {
            blanks();
            if (peek() != '"') {
                return false;
            }
            int start = at + 1;
            if (string() < 0) {
                return false;
            }
            int end = at - 1;
            blanks();
            if (peek() != ':') {
                return false;
            }
            at++;
            path.push(start, end);
            if (!value(depth + 1)) {
                return false;
            }
            path.pop();
            blanks();
            int c = peek();
            at++;
            if (c == '}') {
                return true;
            }
            if (c != ',') {
                return false;
            }
        }
    }

    private boolean elements(int depth) {
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return true;
        }
        for (int index = 0; ; index++) {
            path.push(index, -1);
            if (!value(depth + 1)) {
                return false;
            }
            path.pop();
            blanks();
            int c = peek();
            at++;
            if (c == ']') {
                return true;
            }
            if (c != ',') {
                return false;
            }
        }
    }
}
