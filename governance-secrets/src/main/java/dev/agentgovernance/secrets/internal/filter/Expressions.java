/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** Tells a regular expression, as the tables of lexers and validators are made of, from a password with many marks. */
final class Expressions {
    /** In a drawn value with marks one of a hundred positions looks like a sign of an expression. */
    private static final int LEAST_SIGNS = 2;

    private Expressions() {}

    /** Returns whether a value has two signs at least of an expression: a class, a group that says more, an escape for one. */
    static boolean isExpression(TextLine line, int start, int end) {
        int signs = 0;
        for (int i = start; i + 1 < end && signs < LEAST_SIGNS; i++) {
            boolean plain = isGroup(line, i, end) || isRepeatedClass(line, i);
            signs += plain ? LEAST_SIGNS : isSign(line, i) ? 1 : 0;
        }
        return signs >= LEAST_SIGNS;
    }

    /** {@code (?:}, {@code (?<}, {@code (?P}: nothing else begins so. */
    private static boolean isGroup(TextLine line, int i, int end) {
        if (line.at(i) != '(' || line.at(i + 1) != '?' || i + 2 >= end) {
            return false;
        }
        int c = line.at(i + 2);
        return c == ':' || c == '=' || c == '!' || c == '<' || c == 'P' || c == 'i';
    }

    /** {@code \\d+}, {@code \\w{1,9}}. */
    private static boolean isRepeatedClass(TextLine line, int i) {
        int third = line.at(i + 2);
        return line.at(i) == '\\' && isClass(line.at(i + 1)) && (third == '+' || third == '*' || third == '{');
    }

    private static boolean isSign(TextLine line, int i) {
        int next = line.at(i + 1);
        return switch (line.at(i)) {
            case '\\' -> isClass(next) || next == '(' || next == '|' || next == '.' || next == '[';
            case '[' -> next == '^' || (next == '%' && line.at(i + 2) == 's') || isRange(line, i + 1);
            case ']', ')' -> next == '+' || next == '*' || next == '{' || next == '?' || next == '$';
            default -> false;
        };
    }

    private static boolean isRange(TextLine line, int i) {
        return Chars.isAlnum(line.at(i)) && line.at(i + 1) == '-' && Chars.isAlnum(line.at(i + 2));
    }

    private static boolean isClass(int c) {
        return c == 'w' || c == 'W' || c == 'd' || c == 'D' || c == 's' || c == 'S' || c == 'b' || c == 'B';
    }
}
