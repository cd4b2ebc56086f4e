/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import org.jspecify.annotations.Nullable;

/** A place in a text of PowerShell, with the steps that its readers take. Mutable. */
final class PowerShellCursor {

    private final String text;
    private int at;

    PowerShellCursor(String text) {
        this.text = text;
    }

    int length() {
        return text.length();
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** Returns the next character; NUL at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    boolean at(String what) {
        return text.startsWith(what, at);
    }

    boolean skip(String what) {
        if (at(what)) {
            at += what.length();
            return true;
        }
        return false;
    }

    void expect(String what) {
        if (!skip(what)) {
            throw new NotUnderstood();
        }
    }

    void advance(int characters) {
        at += characters;
    }

    int position() {
        return at;
    }

    void position(int place) {
        at = place;
    }

    char next() {
        if (atEnd()) {
            throw new NotUnderstood();
        }
        return text.charAt(at++);
    }

    /** Goes past blanks, comments and continued lines; past ends of lines as well if asked to. */
    void blanks(boolean lines) {
        while (!atEnd()) {
            char c = peek();
            if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n')) {
                at++;
            } else if (c == '`' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
                at += peek(1) == '\n' ? 2 : 3;
            } else if (c == '#' && (at == 0 || " \t\n;(){}|".indexOf(text.charAt(at - 1)) >= 0)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return;
            }
        }
    }

    /** Tells whether a space or the end stands here. */
    boolean atBlank() {
        return atEnd() || " \t\r\n".indexOf(peek()) >= 0;
    }

    /** Tells whether no word goes on here. */
    boolean atWordEnd() {
        return atBlank() || "(){};|".indexOf(peek()) >= 0;
    }

    /** Returns the letters that stand here, without going past them. */
    String letters() {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(at, end);
    }

    /** Goes past a word in any case. */
    boolean skipWord(String word) {
        boolean here = text.regionMatches(true, at, word, 0, word.length());
        boolean ends = word.endsWith(":") || !Cursor.isName(peek(word.length()));
        if (here && ends) {
            at += word.length();
            return true;
        }
        return false;
    }

    /** Reads a name of letters, digits and underscores. */
    String name() {
        int from = at;
        while (!atEnd() && (Cursor.isName(peek()) || peek() == '?') && (peek() != '?' || at == from)) {
            at++;
        }
        return text.substring(from, at);
    }

    /** Reads up to a mark and goes past it. */
    String until(String mark) {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            throw new NotUnderstood();
        }
        String before = text.substring(at, end);
        at = end + mark.length();
        return before;
    }

    /** Reads one of some operators; null where none is here. */
    @Nullable String operator(String... operators) {
        for (String operator : operators) {
            if (skip(operator)) {
                return operator;
            }
        }
        return null;
    }
}
