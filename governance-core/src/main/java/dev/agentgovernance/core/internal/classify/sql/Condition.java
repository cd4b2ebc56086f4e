/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Tells a condition that chooses rows from one that lets all of them pass: {@code 1=1}, {@code id = id},
 * {@code id IS NOT NULL}, and whatever is joined to such a part by {@code OR}. One pass without recursion.
 */
final class Condition {

    private static final Set<String> LITERAL_WORDS = Set.of(
            "TRUE", "FALSE", "NOT", "NULL", "IS", "LIKE", "BETWEEN", "IN", "ILIKE", "DISTINCT", "FROM", "UNKNOWN");

    private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "!", "~");

    /** One pair of parentheses, or the whole. */
    private static final class Group {
        boolean anyPassesAll;
        boolean allPassAll = true;
        int partStart;
        boolean partIsGroup;
        boolean groupPassesAll;

        Group(int partStart) {
            this.partStart = partStart;
        }
    }

    private final String text;
    private final List<Token> tokens;

    private Condition(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** Tells whether the condition in a range of tokens lets all rows pass. */
    static boolean passesAll(String text, List<Token> tokens, int from, int to) {
        return new Condition(text, tokens).judge(from, to);
    }

    private boolean judge(int from, int to) {
        Deque<Group> outer = new ArrayDeque<>();
        Group group = new Group(from);
        int i = from;
        while (i < to) {
            Token token = tokens.get(i);
            if (token.isSymbol("(")) {
                if (startsPart(group, i)) {
                    outer.push(group);
                    group = new Group(i + 1);
                } else {
                    i = closing(i, to);
                }
            } else if (token.isSymbol(")") && !outer.isEmpty()) {
                Group inner = group;
                boolean passes = endGroup(inner, i);
                group = outer.pop();
                group.partIsGroup = true;
                group.groupPassesAll = passes;
            } else if (token.isWord("OR")) {
                endPart(group, i);
                group.anyPassesAll |= group.allPassAll;
                group.allPassAll = true;
                group.partStart = i + 1;
            } else if (token.isWord("AND")) {
                endPart(group, i);
                group.partStart = i + 1;
            } else if (endsCondition(token)) {
                to = i;
            }
            i++;
        }
        return endGroup(group, to);
    }

    private static boolean endsCondition(Token token) {
        return token.isWord("RETURNING") || token.isWord("LIMIT") || token.isWord("ORDER") || token.isWord("OPTION");
    }

    private boolean startsPart(Group group, int i) {
        for (int j = group.partStart; j < i; j++) {
            if (!tokens.get(j).isWord("NOT")) {
                return false;
            }
        }
        return true;
    }

    private int closing(int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            if (tokens.get(i).isSymbol("(")) {
                depth++;
            } else if (tokens.get(i).isSymbol(")")) {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return to - 1;
    }

    private boolean endGroup(Group group, int end) {
        endPart(group, end);
        return group.anyPassesAll || group.allPassAll;
    }

    private void endPart(Group group, int end) {
        boolean passes =
                group.partIsGroup && group.groupPassesAll && tokens.get(end - 1).isSymbol(")");
        group.allPassAll &= passes || partPassesAll(group.partStart, end);
        group.partIsGroup = false;
    }

    private boolean partPassesAll(int from, int to) {
        if (to <= from) {
            return true;
        }
        if (to - from == 1 && tokens.get(from).isWord("FALSE")) {
            return false;
        }
        boolean names = false;
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            names |= token.kind() == Token.Kind.QUOTED
                    || (token.kind() == Token.Kind.WORD && !LITERAL_WORDS.contains(token.text()));
        }
        return !names || isNotNull(from, to) || matchesAnyText(from, to) || comparesWithItself(from, to);
    }

    private boolean isNotNull(int from, int to) {
        return to - from >= 4
                && tokens.get(to - 1).isWord("NULL")
                && tokens.get(to - 2).isWord("NOT")
                && tokens.get(to - 3).isWord("IS");
    }

    private boolean matchesAnyText(int from, int to) {
        Token last = tokens.get(to - 1);
        Token like = to - from >= 3 ? tokens.get(to - 2) : last;
        return (like.isWord("LIKE") || like.isWord("ILIKE"))
                && last.kind() == Token.Kind.STRING
                && text.substring(last.start(), last.end()).replace("%", "").length() == 2;
    }

    /** Tells whether both sides of a comparison read the same: {@code t.id >= t.id}. */
    private boolean comparesWithItself(int from, int to) {
        int left = from;
        while (left < to && !isComparison(tokens.get(left))) {
            left++;
        }
        int right = left;
        while (right < to && isComparison(tokens.get(right))) {
            right++;
        }
        if (left == from || right == left || left - from != to - right) {
            return false;
        }
        for (int i = 0; i < left - from; i++) {
            Token a = tokens.get(from + i);
            Token b = tokens.get(right + i);
            boolean same = (a.isName() && b.isName())
                    ? a.text().equalsIgnoreCase(b.text())
                    : text.substring(a.start(), a.end()).equals(text.substring(b.start(), b.end()));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean isComparison(Token token) {
        return (token.kind() == Token.Kind.SYMBOL && COMPARISONS.contains(token.text()))
                || token.isWord("LIKE")
                || token.isWord("ILIKE")
                || token.isWord("IS");
    }
}
