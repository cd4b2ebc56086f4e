/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A place in a script that is being read. Not for use by several threads. */
final class Cursor {

    /** Says that a text is not a script as far as the parser knows. It is thrown and caught in this package only. */
    static final class SyntaxError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SyntaxError(String why) {
            super(why, null, false, false);
        }
    }

    static final int END = -1;

    private final String text;
    private final int end;
    private final @Nullable SourceSpan fixed;
    private final Budget budget;
    private int position;

    /** The here-documents whose bodies begin behind the next newline. */
    final Deque<HereDocument> pending = new ArrayDeque<>();

    /** @param fixed the span of everything that is read, where the text is not the text of the action itself */
    Cursor(String text, int start, int end, @Nullable SourceSpan fixed, Budget budget) {
        this.text = text;
        this.position = start;
        this.end = end;
        this.fixed = fixed;
        this.budget = budget;
    }

    /** Returns a cursor over a part of the same text. */
    Cursor within(int from, int to) {
        return new Cursor(text, from, to, fixed, budget);
    }

    /** Returns a cursor over a text that was made from a part of this one. */
    Cursor over(String other, int from, int to) {
        return new Cursor(other, 0, other.length(), span(from, to), budget);
    }

    int position() {
        return position;
    }

    void moveTo(int place) {
        position = place;
    }

    Budget budget() {
        return budget;
    }

    boolean atEnd() {
        return position >= end;
    }

    int peek() {
        return position < end ? text.charAt(position) : END;
    }

    int peek(int ahead) {
        int at = position + ahead;
        return at < end ? text.charAt(at) : END;
    }

    /** Reads one character; each costs one step, however often it is read. */
    char next() {
        budget.spend(1);
        return text.charAt(position++);
    }

    void skip(int count) {
        budget.spend(count);
        position += count;
    }

    boolean looking(String expected) {
        return position + expected.length() <= end && text.startsWith(expected, position);
    }

    boolean accept(String expected) {
        if (!looking(expected)) {
            return false;
        }
        skip(expected.length());
        return true;
    }

    String slice(int from, int to) {
        return text.substring(from, to);
    }

    int limit() {
        return end;
    }

    /** Returns the place of the next newline, or the end. */
    int lineEnd(int from) {
        int at = text.indexOf('\n', from);
        int found = at < 0 || at > end ? end : at;
        budget.spend(Math.max(0, found - from));
        return found;
    }

    SourceSpan span(int from, int to) {
        return fixed != null ? fixed : new SourceSpan(Math.min(from, to), to);
    }

    SyntaxError error(String why) {
        return new SyntaxError(why);
    }

    /** Skips blanks, continued lines and comments. */
    void skipBlanks() {
        while (!atEnd()) {
            int c = peek();
            if (c == ' ' || c == '\t') {
                skip(1);
            } else if (c == '\\' && peek(1) == '\n') {
                skip(2);
            } else if (c == '#') {
                moveTo(lineEnd(position));
                return;
            } else {
                return;
            }
        }
    }

    /** Tells whether a character ends a word that is not quoted. */
    static boolean endsWord(int c) {
        return switch (c) {
            case END, ' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')' -> true;
            default -> false;
        };
    }

    static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isName(int c) {
        return isNameStart(c) || isDigit(c);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Returns the word at this place if it is plain, as reserved words are; otherwise an empty text. */
    String plainWord() {
        int at = position;
        while (at < end && at - position < 16) {
            char c = text.charAt(at);
            if (endsWord(c)) {
                return text.substring(position, at);
            }
            if (c == '\'' || c == '"' || c == '\\' || c == '$' || c == '`') {
                return "";
            }
            at++;
        }
        return at == end ? text.substring(position, at) : "";
    }
}
