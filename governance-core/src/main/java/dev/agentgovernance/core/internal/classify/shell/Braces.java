/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.Part;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pattern;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expands braces: {@code {a,b}} and {@code {1..9}}, nested. */
final class Braces {

    private static final int MAX_WORDS = 64;
    private static final int MAX_DEPTH = 16;

    /** A brace, comma or closing brace that is not quoted, or a part without one. */
    private record Token(char mark, @Nullable Part part) {}

    private final List<Token> tokens = new ArrayList<>();
    private final Budget budget;
    private final BitSet closed;
    private int at;

    private Braces(List<Part> parts, Budget budget) {
        this.budget = budget;
        for (Part part : parts) {
            if (part instanceof Text text && !text.quoted()) {
                split(text.text());
            } else {
                tokens.add(new Token(' ', part));
            }
        }
        this.closed = closed();
    }

    /** Finds the opening braces that are closed, so that nothing has to be read twice. */
    private BitSet closed() {
        BitSet found = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            char mark = tokens.get(i).mark();
            if (mark == '{') {
                open.push(i);
            } else if (mark == '}' && !open.isEmpty()) {
                found.set(open.pop());
            }
        }
        return found;
    }

    /** Returns the words that a word becomes, at least one. Beyond a bound, a list becomes a pattern that matches more. */
    static List<List<Part>> expand(List<Part> parts, Budget budget) {
        for (Part part : parts) {
            if (part instanceof Text text && !text.quoted() && text.text().indexOf('{') >= 0) {
                return new Braces(parts, budget).sequence(false, 0);
            }
        }
        return List.of(parts);
    }

    private void split(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '}' || c == ',') {
                if (i > from) {
                    tokens.add(new Token(' ', new Text(text.substring(from, i), false)));
                }
                tokens.add(new Token(c, null));
                from = i + 1;
            }
        }
        if (from < text.length()) {
            tokens.add(new Token(' ', new Text(text.substring(from), false)));
        }
    }

    /** Reads up to a comma or closing brace, if inside of braces, or to the end. */
    private List<List<Part>> sequence(boolean inside, int depth) {
        List<List<Part>> words = new ArrayList<>();
        words.add(new ArrayList<>());
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (inside && (token.mark() == ',' || token.mark() == '}')) {
                break;
            }
            budget.spend(words.size());
            boolean group = token.mark() == '{' && closed.get(at);
            at++;
            List<List<Part>> choices;
            if (group && depth >= MAX_DEPTH) {
                throw new Budget.Exceeded("braces are nested deeper than is looked at");
            }
            if (group) {
                choices = brace(depth + 1);
            } else {
                Part part = token.part();
                choices = List.of(List.of(part != null ? part : new Text(String.valueOf(token.mark()), false)));
            }
            words = product(words, choices);
        }
        return words;
    }

    /** Reads a group behind its opening brace; what turns out to be none stays as it was written. */
    private List<List<Part>> brace(int depth) {
        List<List<Part>> all = new ArrayList<>();
        boolean list = false;
        while (true) {
            List<List<Part>> alternative = sequence(true, depth);
            all.addAll(alternative);
            if (tokens.get(at++).mark() == '}') {
                break;
            }
            list = true;
        }
        if (list) {
            return all.size() > MAX_WORDS ? List.of(List.of(new Pattern("*"))) : all;
        }
        List<List<Part>> range = all.size() == 1 ? range(all.get(0)) : null;
        if (range != null) {
            return range;
        }
        List<List<Part>> wrapped = new ArrayList<>();
        for (List<Part> one : all) {
            List<Part> word = new ArrayList<>();
            word.add(new Text("{", false));
            word.addAll(one);
            word.add(new Text("}", false));
            wrapped.add(word);
        }
        return wrapped;
    }

    private static @Nullable List<List<Part>> range(List<Part> parts) {
        if (parts.size() != 1 || !(parts.get(0) instanceof Text text)) {
            return null;
        }
        String inside = text.text();
        int dots = inside.indexOf("..");
        if (dots < 1 || dots + 2 >= inside.length()) {
            return null;
        }
        String from = inside.substring(0, dots);
        String to = inside.substring(dots + 2);
        List<List<Part>> words = new ArrayList<>();
        if (from.length() == 1 && to.length() == 1 && Cursor.isNameStart(from.charAt(0))) {
            if (!Cursor.isNameStart(to.charAt(0))) {
                return null;
            }
            int step = from.charAt(0) <= to.charAt(0) ? 1 : -1;
            for (int c = from.charAt(0); c != to.charAt(0) + step; c += step) {
                words.add(List.of(new Text(String.valueOf((char) c), true)));
            }
            return words;
        }
        boolean plain = isNumber(from) && isNumber(to) && from.charAt(0) != '0' && to.charAt(0) != '0';
        if (!plain || Math.abs(Integer.parseInt(from) - Integer.parseInt(to)) >= MAX_WORDS) {
            boolean digits = isNumber(from) || Cursor.isNameStart(from.charAt(0));
            return digits ? List.of(List.of(new Pattern("*"))) : null;
        }
        int last = Integer.parseInt(to);
        int step = Integer.parseInt(from) <= last ? 1 : -1;
        for (int n = Integer.parseInt(from); n != last + step; n += step) {
            words.add(List.of(new Text(String.valueOf(n), true)));
        }
        return words;
    }

    private static boolean isNumber(String text) {
        int from = text.startsWith("-") && text.length() > 1 ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (!Cursor.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() <= 8 && !text.isEmpty();
    }

    private static List<List<Part>> product(List<List<Part>> words, List<List<Part>> choices) {
        if (choices.size() == 1) {
            words.forEach(word -> word.addAll(choices.get(0)));
            return words;
        }
        List<List<Part>> all = new ArrayList<>();
        if (words.size() * choices.size() > MAX_WORDS) {
            words.forEach(word -> word.add(new Pattern("*")));
            return words;
        }
        for (List<Part> word : words) {
            for (List<Part> choice : choices) {
                List<Part> joined = new ArrayList<>(word);
                joined.addAll(choice);
                all.add(joined);
            }
        }
        return all;
    }
}
