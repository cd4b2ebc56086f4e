/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.ArrayList;
import java.util.List;

/**
 * What an expression begins with, as far as it is characters and sets of them: where that does not stand, the expression need
 * not run. It knows less than the expression, and never more. Immutable.
 */
final class ExpressionStart {
    private static final String IGNORING_CASE = "(?i)";
    private static final String GROUP = "(?:";
    private static final int ASCII = 128;
    /** An expression with more ways to begin is told by less of them. */
    private static final int MOST_WAYS = 24;

    /** A set of ASCII characters, as bits; and whether a row of them stands there. Others are in every set. */
    private record Element(long low, long high, boolean row) {
        boolean has(int c) {
            return c >= ASCII || (c < 64 ? low >>> c & 1 : high >>> c & 1) != 0;
        }

        boolean meets(Element other) {
            return (low & other.low) != 0 || (high & other.high) != 0;
        }
    }

    /**
     * One of the ways to begin.
     *
     * @param complete whether what follows in the expression follows right behind it
     */
    private record Way(List<Element> elements, boolean complete) {
        static final Way EMPTY = new Way(List.of(), true);

        Way cutOff() {
            return new Way(elements, false);
        }

        /** A row takes all that it may: what it may take itself can't be told behind it. */
        Way then(Way other) {
            if (elements.isEmpty() || other.elements.isEmpty()) {
                return new Way(elements.isEmpty() ? other.elements : elements, other.complete);
            }
            Element last = elements.get(elements.size() - 1);
            if (last.row() && last.meets(other.elements.get(0))) {
                return cutOff();
            }
            List<Element> both = new ArrayList<>(elements);
            both.addAll(other.elements);
            return new Way(both, other.complete);
        }
    }

    private final Element[][] ways;
    private final String text;
    private final boolean ignoringCase;
    private int at;
    private long low;
    private long high;

    private ExpressionStart(String expression) {
        ignoringCase = expression.startsWith(IGNORING_CASE);
        text = ignoringCase ? expression.substring(IGNORING_CASE.length()) : expression;
        ways = readWays().stream()
                .map(way -> way.elements().toArray(Element[]::new))
                .toArray(Element[][]::new);
    }

    /** Reads the ways that bars part, up to the end of the group or the text. */
    private List<Way> readWays() {
        List<Way> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            all.addAll(readRow());
            at = endOfWay();
            more = at < text.length() && text.charAt(at) == '|';
            at += more ? 1 : 0;
        }
        return all;
    }

    /** Reads what stands one behind the other, as far as it can be told. */
    private List<Way> readRow() {
        List<Way> begun = List.of(Way.EMPTY);
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            int begin = at;
            List<Way> next = readNext();
            if (next.isEmpty() || begun.size() * next.size() > MOST_WAYS) {
                at = begin;
                return begun.stream().map(Way::cutOff).toList();
            }
            List<Way> longer = new ArrayList<>();
            for (Way way : begun) {
                if (way.complete()) {
                    next.forEach(follows -> longer.add(way.then(follows)));
                } else {
                    longer.add(way);
                }
            }
            begun = longer;
        }
        return begun;
    }

    /** Reads a group, or a character or a set and how often it stands there; no ways if that can't be told. */
    private List<Way> readNext() {
        boolean plain = text.startsWith(GROUP, at);
        if (plain || (text.charAt(at) == '(' && !text.startsWith("(?", at))) {
            int from = at + (plain ? GROUP.length() : 1);
            int end = endOfGroup(from);
            at = from;
            List<Way> inside = isRepeated(end) ? List.of() : readWays();
            at = end + 1;
            return inside;
        }
        if (!readSet()) {
            return List.of();
        }
        int times = endOfTimes();
        boolean row = times > at;
        at = times;
        boolean marked = at < text.length() && "?*{".indexOf(text.charAt(at)) >= 0;
        return marked && !row ? List.of() : List.of(new Way(List.of(new Element(low, high, row)), !marked));
    }

    /** Reads the beginning of an expression in the syntax of RE2. */
    static ExpressionStart of(String expression) {
        return new ExpressionStart(expression);
    }

    /** Returns whether the expression may match at a place. INVARIANT: if it does in the line there, true. */
    boolean mayStand(TextLine block, int start) {
        for (Element[] way : ways) {
            if (stands(way, block, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(Element[] way, TextLine block, int start) {
        int i = start;
        for (Element element : way) {
            if (block.isEdge(i) || !element.has(block.at(i))) {
                return false;
            }
            while (element.row() && i - start < Gate.REACH && !block.isEdge(i + 1) && element.has(block.at(i + 1))) {
                i++;
                if (block.at(i) >= ASCII) {
                    // It may be the next element.
                    return true;
                }
            }
            i++;
        }
        return true;
    }

    private boolean isRepeated(int end) {
        return end + 1 < text.length() && "?*+{".indexOf(text.charAt(end + 1)) >= 0;
    }

    /** Returns where the parenthesis is that closes the one before a place; the end of the text if nothing does. */
    private int endOfGroup(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != ')') {
            i = text.charAt(i) == '|' ? i + 1 : next(i);
        }
        return i;
    }

    /** Returns where the way ends that a place is in: at a bar, a parenthesis or the end of the text. */
    private int endOfWay() {
        int i = at;
        while (i < text.length() && text.charAt(i) != '|' && text.charAt(i) != ')') {
            i = next(i);
        }
        return i;
    }

    /** Returns the place behind an escape, a set, a group or a character. */
    private int next(int from) {
        char c = text.charAt(from);
        if (c == '\\') {
            return from + 2;
        }
        if (c == '(') {
            return endOfGroup(from + 1) + 1;
        }
        return c == '[' ? endOfSet(from) : from + 1;
    }

    private int endOfSet(int from) {
        int i = from + (text.charAt(from + 1) == '^' ? 3 : 2);
        while (text.charAt(i) != ']') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    /** Returns the place behind what says that a row stands here ({@code +}, {@code {1,60}}); this one if nothing does. */
    private int endOfTimes() {
        if (at + 1 < text.length() && text.charAt(at) == '{' && "123456789".indexOf(text.charAt(at + 1)) >= 0) {
            return text.indexOf("}", at) + 1;
        }
        return at < text.length() && text.charAt(at) == '+' ? at + 1 : at;
    }

    /** Reads a character or a set, and returns whether it was one. */
    private boolean readSet() {
        low = 0;
        high = 0;
        char c = text.charAt(at);
        if (c == '[') {
            int end = endOfSet(at) - 1;
            boolean others = text.charAt(at + 1) == '^';
            at += others ? 2 : 1;
            do {
                if (!readMember(end)) {
                    return false;
                }
            } while (at < end);
            at = end + 1;
            low = others ? ~low : low;
            high = others ? ~high : high;
            return true;
        }
        return ".^$()|?*+{".indexOf(c) < 0 && readMember(text.length());
    }

    /** Reads a character, a range or the name of a set. */
    private boolean readMember(int end) {
        char c = text.charAt(at++);
        if (c == '\\') {
            c = text.charAt(at++);
            if (c == 's') {
                " \t\n\f\r".chars().forEach(this::add);
                return true;
            }
            if (c == 'd') {
                "0123456789".chars().forEach(this::add);
                return true;
            }
            if (Chars.isAlnum(c)) {
                return false;
            }
        }
        int last = c;
        if (end < text.length() && at + 1 < end && text.charAt(at) == '-') {
            last = text.charAt(at + 1);
            at += 2;
        }
        if (c >= ASCII || last >= ASCII || last == '\\') {
            return false;
        }
        for (int member = c; member <= last; member++) {
            add(member);
        }
        return true;
    }

    private void add(int c) {
        addOne(c);
        if (ignoringCase && Chars.isLetter(c)) {
            addOne(c ^ 32);
        }
    }

    private void addOne(int c) {
        low |= c < 64 ? 1L << c : 0;
        high |= c >= 64 ? 1L << c : 0;
    }
}
