/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.util.ArrayList;
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
         * @param name the name it stands under, also as an element of a list, as it is written; null at the top
         * @param start the first character of the value; of a string, behind its quotation mark
         * @param end the character behind it
         * @param escaped whether a backslash is in it
         * @param path where it is
         */
        void value(@Nullable String name, int start, int end, boolean escaped, Path path);
    }

    /** The way to a value: names as they are written, and indexes. */
    static final class Path {
        private final List<Object> steps = new ArrayList<>();

        /** Returns the steps: {@code String} names without their escapes, {@code Integer} indexes. */
        List<Object> steps() {
            return steps.stream()
                    .map(step -> step instanceof String name
                            ? Decoded.of(name, 0, name.length()).text()
                            : step)
                    .toList();
        }
    }

    /** A string without its escapes. Immutable. */
    static final class Decoded {
        private final String text;
        private final int[] places;

        private Decoded(String text, int[] places) {
            this.text = text;
            this.places = places;
        }

        String text() {
            return text;
        }

        /** Returns where a character of the text is written; behind the last one, where the string ends. */
        int place(int index) {
            return places[index];
        }

        /** Returns a string that is written inside this one, with its places in the text around both. */
        Decoded outwards(Decoded inner) {
            int[] outer = new int[inner.text.length() + 1];
            for (int i = 0; i < outer.length; i++) {
                outer[i] = places[inner.places[i]];
            }
            return new Decoded(inner.text, outer);
        }

        /** Takes the escapes out of a part of a text that a walk showed. */
        static Decoded of(CharSequence json, int start, int end) {
            StringBuilder text = new StringBuilder(end - start);
            int[] places = new int[end - start + 1];
            int i = start;
            while (i < end) {
                places[text.length()] = i;
                char c = json.charAt(i++);
                if (c != '\\' || i == end) {
                    text.append(c);
                    continue;
                }
                char escape = json.charAt(i++);
                switch (escape) {
                    case 'n' -> text.append('\n');
                    case 'r' -> text.append('\r');
                    case 't' -> text.append('\t');
                    case 'b' -> text.append('\b');
                    case 'f' -> text.append('\f');
                    case 'u' -> {
                        int value = hex(json, i, end);
                        text.append(value < 0 ? 'u' : (char) value);
                        i += value < 0 ? 0 : 4;
                    }
                    default -> text.append(escape);
                }
            }
            places[text.length()] = end;
            return new Decoded(text.toString(), places);
        }

        private static int hex(CharSequence json, int start, int end) {
            if (start + 4 > end) {
                return -1;
            }
            int value = 0;
            for (int i = start; i < start + 4; i++) {
                int digit = Character.digit(json.charAt(i), 16);
                if (digit < 0 || json.charAt(i) > 'f') {
                    return -1;
                }
                value = value << 4 | digit;
            }
            return value;
        }
    }

    private final String text;
    private final int to;
    private final Visitor visitor;
    private final Path path = new Path();
    private int at;

    private JsonText(String text, int from, int to, Visitor visitor) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.visitor = visitor;
    }

    /** Walks through a part of a text, and returns whether it is an object or a list; up to where it is not, it is shown. */
    static boolean walk(String text, int from, int to, Visitor visitor) {
        JsonText json = new JsonText(text, from, to, visitor);
        json.blanks();
        int first = json.peek();
        if ((first != '{' && first != '[') || !json.value(null, 0)) {
            return false;
        }
        json.blanks();
        return json.at == to;
    }

    private int peek() {
        return at < to ? text.charAt(at) : -1;
    }

    private void blanks() {
        while (at < to && (text.charAt(at) == ' ' || (text.charAt(at) >= '\t' && text.charAt(at) <= '\r'))) {
            at++;
        }
    }

    private boolean value(@Nullable String name, int depth) {
        blanks();
        return switch (peek()) {
            case '{' -> depth < MAX_DEPTH && members(depth);
            case '[' -> depth < MAX_DEPTH && elements(name, depth);
            case '"' -> {
                int start = at + 1;
                int escapes = string();
                if (escapes >= 0) {
                    visitor.value(name, start, at - 1, escapes > 0, path);
                }
                yield escapes >= 0;
            }
            default -> word(name);
        };
    }

    private boolean word(@Nullable String name) {
        int start = at;
        while (at < to && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at > start) {
            visitor.value(name, start, at, false, path);
        }
        return at > start;
    }

    /** Passes over a string, and returns how many backslashes are in it, or -1 if it does not end. */
    private int string() {
        int escapes = 0;
        for (at++; at < to; at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return escapes;
            }
            if (c == '\\') {
                escapes++;
                at++;
            }
        }
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
            String name = text.substring(start, at - 1);
            blanks();
            if (peek() != ':') {
                return false;
            }
            at++;
            path.steps.add(name);
            if (!value(name, depth + 1)) {
                return false;
            }
            path.steps.remove(path.steps.size() - 1);
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

    private boolean elements(@Nullable String name, int depth) {
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return true;
        }
        for (int index = 0; ; index++) {
            path.steps.add(index);
            if (!value(name, depth + 1)) {
                return false;
            }
            path.steps.remove(path.steps.size() - 1);
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
