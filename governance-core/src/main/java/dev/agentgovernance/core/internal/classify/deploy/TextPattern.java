/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for the names of branches, tags and files, in one of the ways that pipelines write them. Immutable. Time is at
 * most the product of the lengths of pattern and text.
 */
final class TextPattern {

    /*
     * A small automaton: each element reads one character of a set, or nothing, and says where to go on. All of its states
     * are followed at once, so nothing is ever tried twice.
     */

    private static final int MAX_STATES = 2_000;
    private static final int SPLIT = -1;

    /** A pattern that uses what this class does not know. */
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1;

        Unknown() {
            super("a pattern that is not known", null, false, false);
        }
    }

    /** One state: characters and the next state, or two next states. */
    private record State(@Nullable Chars reads, int next, int other) {}

    private record Chars(String members, boolean negated) {
        boolean has(char c) {
            boolean in = false;
            for (int i = 0; i + 1 < members.length() && !in; i += 2) {
                in = c >= members.charAt(i) && c <= members.charAt(i + 1);
            }
            return in != negated;
        }
    }

    private static final Chars ANY = new Chars("", true);
    private static final Chars NO_SLASH = new Chars("//", true);

    /** The parsed form: what is read, in order, a choice, or a repetition. */
    private sealed interface Part {
        record One(Chars chars) implements Part {}

        record All(List<Part> parts) implements Part {}

        record Either(List<Part> parts) implements Part {}

        record Repeated(Part part, boolean optional, boolean again) implements Part {}
    }

    private final List<State> states = new ArrayList<>();
    private final int start;
    private final boolean fromStart;
    private final boolean toEnd;

    private TextPattern(Part part, boolean fromStart, boolean toEnd) throws Unknown {
        states.add(new State(null, SPLIT, SPLIT));
        this.start = build(part, 0);
        this.fromStart = fromStart;
        this.toEnd = toEnd;
    }

    /** A filter as GitHub has it: {@code *} stops at a slash, {@code **} does not, {@code ?} and {@code +} repeat. */
    static TextPattern filter(String text) throws Unknown {
        Reader reader = new Reader(text);
        List<Part> parts = new ArrayList<>();
        while (!reader.atEnd()) {
            char c = reader.take();
            switch (c) {
                case '*' -> {
                    boolean deep = reader.takeIf('*');
                    if (deep && reader.takeIf('/')) {
                        // A leading folder of any depth, or none.
                        parts.add(new Part.Repeated(
                                new Part.All(
                                        List.of(new Part.Repeated(new Part.One(ANY), true, true), reader.one('/'))),
                                true,
                                false));
                    } else {
                        parts.add(new Part.Repeated(new Part.One(deep ? ANY : NO_SLASH), true, true));
                    }
                }
                case '?' -> repeatLast(parts, true, false);
                case '+' -> repeatLast(parts, false, true);
                case '[' -> parts.add(new Part.One(reader.set()));
                case '\\' -> parts.add(reader.one(reader.atEnd() ? '\\' : reader.take()));
                default -> parts.add(reader.one(c));
            }
        }
        return new TextPattern(new Part.All(parts), true, true);
    }

    /** A glob as shells have it, where {@code ?} is one character. */
    static TextPattern glob(String text) throws Unknown {
        Reader reader = new Reader(text);
        List<Part> parts = new ArrayList<>();
        while (!reader.atEnd()) {
            char c = reader.take();
            if (c == '*') {
                boolean deep = reader.takeIf('*');
                parts.add(new Part.Repeated(new Part.One(deep ? ANY : NO_SLASH), true, true));
            } else if (c == '?') {
                parts.add(new Part.One(NO_SLASH));
            } else {
                parts.add(reader.one(c));
            }
        }
        return new TextPattern(new Part.All(parts), true, true);
    }

    /** A regular expression; what is not known of it is refused rather than guessed. */
    static TextPattern regex(String text, boolean whole) throws Unknown {
        String body = text;
        boolean fromStart = whole;
        boolean toEnd = whole;
        if (body.startsWith("^")) {
            body = body.substring(1);
            fromStart = true;
        }
        if (body.endsWith("$") && !body.endsWith("\\$")) {
            body = body.substring(0, body.length() - 1);
            toEnd = true;
        }
        Reader reader = new Reader(body);
        Part part = reader.either(0);
        if (!reader.atEnd()) {
            throw new Unknown();
        }
        boolean loose = part instanceof Part.Either && !(fromStart && toEnd && whole);
        if (loose && (fromStart || toEnd)) {
            // "^a|b$" binds the ends to its branches; that is not told apart here.
            throw new Unknown();
        }
        return new TextPattern(part, fromStart, toEnd);
    }

    private static void repeatLast(List<Part> parts, boolean optional, boolean again) throws Unknown {
        if (parts.isEmpty()) {
            throw new Unknown();
        }
        parts.add(new Part.Repeated(parts.remove(parts.size() - 1), optional, again));
    }

    boolean matches(String text) {
        BitSet now = new BitSet();
        follow(start, now);
        for (int i = 0; i < text.length(); i++) {
            if (now.get(0) && !toEnd) {
                return true;
            }
            BitSet then = new BitSet();
            for (int s = now.nextSetBit(0); s >= 0; s = now.nextSetBit(s + 1)) {
                State state = states.get(s);
                if (state.reads() != null && state.reads().has(text.charAt(i))) {
                    follow(state.next(), then);
                }
            }
            if (!fromStart) {
                follow(start, then);
            }
            now = then;
        }
        return now.get(0);
    }

    private void follow(int from, BitSet into) {
        List<Integer> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            int s = open.remove(open.size() - 1);
            if (s == SPLIT || into.get(s)) {
                continue;
            }
            into.set(s);
            State state = states.get(s);
            if (state.reads() == null) {
                open.add(state.next());
                open.add(state.other());
            }
        }
    }

    private int build(Part part, int next) throws Unknown {
        if (states.size() > MAX_STATES) {
            throw new Unknown();
        }
        if (part instanceof Part.One one) {
            return add(new State(one.chars(), next, SPLIT));
        }
        if (part instanceof Part.All all) {
            int at = next;
            for (int i = all.parts().size() - 1; i >= 0; i--) {
                at = build(all.parts().get(i), at);
            }
            return at;
        }
        if (part instanceof Part.Either either) {
            int at = build(either.parts().get(0), next);
            for (Part branch : either.parts().subList(1, either.parts().size())) {
                at = add(new State(null, at, build(branch, next)));
            }
            return at;
        }
        Part.Repeated repeated = (Part.Repeated) part;
        if (!repeated.again()) {
            return add(new State(null, build(repeated.part(), next), next));
        }
        int loop = add(new State(null, next, SPLIT));
        int body = build(repeated.part(), loop);
        states.set(loop, new State(null, next, body));
        return repeated.optional() ? loop : body;
    }

    private int add(State state) {
        states.add(state);
        return states.size() - 1;
    }

    /** Reads the text of a pattern. */
    private static final class Reader {

        private static final int MAX_DEPTH = 20;
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at >= text.length();
        }

        char take() {
            return text.charAt(at++);
        }

        boolean takeIf(char c) {
            if (!atEnd() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        Part one(char c) {
            return new Part.One(new Chars("" + c + c, false));
        }

        Part either(int depth) throws Unknown {
            if (depth > MAX_DEPTH) {
                throw new Unknown();
            }
            List<Part> branches = new ArrayList<>();
            do {
                branches.add(all(depth));
            } while (takeIf('|'));
            return branches.size() == 1 ? branches.get(0) : new Part.Either(branches);
        }

        private Part all(int depth) throws Unknown {
            List<Part> parts = new ArrayList<>();
            while (!atEnd() && text.charAt(at) != '|' && text.charAt(at) != ')') {
                parts.add(repeated(atom(depth)));
            }
            return new Part.All(parts);
        }

        private Part atom(int depth) throws Unknown {
            char c = take();
            switch (c) {
                case '.' -> {
                    return new Part.One(ANY);
                }
                case '[' -> {
                    return new Part.One(set());
                }
                case '(' -> {
                    if (takeIf('?') && !takeIf(':')) {
                        throw new Unknown();
                    }
                    Part inner = either(depth + 1);
                    if (!takeIf(')')) {
                        throw new Unknown();
                    }
                    return inner;
                }
                case '\\' -> {
                    return new Part.One(escape());
                }
                case '^', '$', '*', '+', '?', '{' -> throw new Unknown();
                default -> {
                    return one(c);
                }
            }
        }

        private Part repeated(Part atom) throws Unknown {
            if (takeIf('*')) {
                return new Part.Repeated(atom, true, true);
            }
            if (takeIf('+')) {
                return new Part.Repeated(atom, false, true);
            }
            if (takeIf('?')) {
                return new Part.Repeated(atom, true, false);
            }
            if (takeIf('{')) {
                throw new Unknown();
            }
            return atom;
        }

        private Chars escape() throws Unknown {
            if (atEnd()) {
                throw new Unknown();
            }
            char c = take();
            return switch (c) {
                case 'd' -> new Chars("09", false);
                case 'w' -> new Chars("azAZ09__", false);
                case 's' -> new Chars("  \t\t", false);
                default -> {
                    if (Character.isLetterOrDigit(c)) {
                        throw new Unknown();
                    }
                    yield new Chars("" + c + c, false);
                }
            };
        }

        Chars set() throws Unknown {
            boolean negated = takeIf('^') || takeIf('!');
            StringBuilder members = new StringBuilder();
            boolean closed = false;
            while (!atEnd() && !closed) {
                char c = take();
                if (c == ']' && members.length() > 0) {
                    closed = true;
                } else if (c == '\\') {
                    members.append(escape().members());
                } else if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
                    at++;
                    members.append(c).append(take());
                } else {
                    members.append(c).append(c);
                }
            }
            if (!closed) {
                throw new Unknown();
            }
            return new Chars(members.toString(), negated);
        }
    }
}
