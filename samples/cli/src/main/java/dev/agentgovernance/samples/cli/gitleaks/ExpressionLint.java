/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a regular expression without running it: what RE2/J does not know, what it reads in another way than other engines,
 * and how large it becomes when its repetitions are written out. For one thread.
 */
final class ExpressionLint {
    /** Instructions; the largest of the usual rules have a few thousand. */
    private static final long MAX_SIZE = 50_000;

    private static final int MAX_LENGTH = 20_000;
    private static final int MAX_DEPTH = 200;

    private final String text;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int at;

    private ExpressionLint(String text) {
        this.text = text;
    }

    /**
     * Compiles an expression.
     *
     * @param where what to call it in problems and notes
     * @param problems gets why it cannot be used
     * @param notes gets what is read in another way than elsewhere
     * @return the pattern, or one that matches nothing where there is a problem
     */
    static Pattern compile(String text, String where, List<String> problems, List<String> notes) {
        ExpressionLint lint = new ExpressionLint(text);
        lint.read();
        lint.notes.forEach(note -> notes.add(where + ": " + note));
        if (lint.problems.isEmpty()) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                lint.problems.add(e.getDescription());
            }
        }
        lint.problems.forEach(problem -> problems.add(where + ": " + problem));
        return Pattern.compile("\\z\\A.");
    }

    private void read() {
        if (text.length() > MAX_LENGTH) {
            problems.add("longer than " + MAX_LENGTH + " characters");
            return;
        }
        long size = alternatives(0);
        if (at < text.length() && problems.isEmpty()) {
            problem("a ) without its (");
        }
        if (size > MAX_SIZE) {
            problems.add("its repetitions multiply to more than " + MAX_SIZE + " steps");
        }
    }

    private void problem(String what) {
        problems.add(what + " at character " + at);
    }

    private void note(String what) {
        notes.add(what + " at character " + at);
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
    }

    private long alternatives(int depth) {
        if (depth > MAX_DEPTH) {
            problem("nested deeper than " + MAX_DEPTH);
            at = text.length();
            return 1;
        }
        long size = 1;
        while (at < text.length() && peek(0) != ')') {
            if (peek(0) == '|') {
                at++;
                size++;
            } else {
                size = Math.min(Integer.MAX_VALUE, size + repeated(atom(depth)));
            }
        }
        return size;
    }

    private long atom(int depth) {
        switch (peek(0)) {
            case '(' -> {
                at++;
                if (peek(0) == '?') {
                    at++;
                    if (!group()) {
                        return 1;
                    }
                }
                long size = alternatives(depth + 1);
                if (peek(0) == ')') {
                    at++;
                } else if (problems.isEmpty()) {
                    problem("a ( without its )");
                }
                return size + 2;
            }
            case '[' -> brackets();
            case '\\' -> escape(false);
            default -> at++;
        }
        return 1;
    }

    /** Reads what follows {@code (?}, and returns whether a body follows. */
    private boolean group() {
        int c = peek(0);
        int next = peek(1);
        if (c == '=' || c == '!') {
            problem("a look ahead, which RE2/J has not");
        } else if (c == '<' && (next == '=' || next == '!')) {
            problem("a look behind, which RE2/J has not");
        } else if (c == '>') {
            problem("an atomic group, which RE2/J has not");
        } else if (c == '#') {
            problem("a remark, which RE2/J has not");
        } else if (c == '(') {
            problem("a condition, which RE2/J has not");
        } else if (c == '|') {
            problem("groups with one number, which RE2/J has not");
        } else if (c == 'P' && next == '=') {
            problem("a back reference, which RE2/J has not");
        } else if (c == '&' || c == 'R' || (c == 'P' && next == '>') || (c >= '0' && c <= '9')) {
            problem("a recursion, which RE2/J has not");
        }
        if (c == '<' || c == 'P') {
            int end = text.indexOf('>', at);
            at = end < 0 ? text.length() : end + 1;
            return true;
        }
        return flags();
    }

    private boolean flags() {
        while (at < text.length() && peek(0) != ':' && peek(0) != ')') {
            switch (peek(0)) {
                case 'i', 'm', 's', '-' -> {}
                case 'U' -> note("(?U) makes repetitions short here; elsewhere it makes classes Unicode");
                case 'x' -> problem("free spacing, which RE2/J has not");
                default -> {
                    if (problems.isEmpty()) {
                        problem("a flag that RE2/J does not know");
                    }
                    at++;
                    return true;
                }
            }
            at++;
        }
        boolean body = peek(0) == ':';
        at++;
        return body;
    }

    private void brackets() {
        int start = at;
        at++;
        if (peek(0) == '^') {
            at++;
        }
        boolean first = true;
        while (at < text.length() && (first || peek(0) != ']')) {
            first = false;
            if (peek(0) == '\\') {
                escape(true);
                continue;
            }
            if (peek(0) == '[' && peek(1) == ':') {
                int end = text.indexOf(":]", at + 2);
                at = end < 0 ? at + 1 : end + 2;
                continue;
            }
            if (peek(0) == '[') {
                note("[ within brackets stands for itself here; elsewhere it opens a set in a set");
            } else if ((peek(0) == '&' && peek(1) == '&') || (peek(0) == '-' && peek(1) == '-')) {
                note("&& and -- within brackets stand for themselves here; elsewhere they combine sets");
            }
            at++;
        }
        if (at >= text.length()) {
            at = start;
            problem("a [ without its ]");
            at = text.length();
        } else {
            at++;
        }
    }

    private void escape(boolean inBrackets) {
        int c = peek(1);
        if (c < 0) {
            problem("a backslash at the end");
            at++;
            return;
        }
        if (c == 'Q' && !inBrackets) {
            int end = text.indexOf("\\E", at);
            at = end < 0 ? text.length() : end + 2;
            return;
        }
        boolean octal = peek(2) >= '0' && peek(2) <= '7';
        if ((c >= '1' && c <= '9' && !(c <= '7' && octal)) || c == 'k' || c == 'g') {
            problem("a back reference, which RE2/J has not");
        } else if (c == 'Z' || c == 'G' || c == 'K' || c == 'R' || c == 'X' || c == 'h' || c == 'H' || c == 'N'
                || c == 'c' || c == 'e' || c == 'u' || c == 'U' || c == 'L' || c == 'C') {
            problem("\\" + (char) c + ", which RE2/J has not");
        } else if (c == 'v') {
            note("\\v is the vertical tab here; elsewhere it is any break between lines");
        } else if (!inBrackets && (c == '<' || c == '>')) {
            note("\\" + (char) c + " stands for itself here; elsewhere it is the edge of a word");
        } else if (inBrackets && c == 'b') {
            problem("\\b within brackets, which RE2/J has not");
        }
        at += 2;
        if ((c == 'p' || c == 'P' || c == 'x') && peek(0) == '{') {
            int end = text.indexOf('}', at);
            at = end < 0 ? text.length() : end + 1;
        }
    }

    /** Reads the repetitions behind an atom, and returns the size of all its copies. */
    private long repeated(long size) {
        long copies = 1;
        int c = peek(0);
        int operators = 0;
        while (c == '*' || c == '+' || c == '?' || c == '{') {
            if (c == '{') {
                long most = counted();
                if (most < 0) {
                    return size * copies;
                }
                copies = Math.min(Integer.MAX_VALUE, copies * Math.max(1, most));
            } else {
                at++;
            }
            if (++operators > 1) {
                problem("a repetition of a repetition, which RE2/J has not");
                return size;
            }
            if (peek(0) == '?') {
                at++;
            } else if (peek(0) == '+') {
                problem("a repetition that gives nothing back, which RE2/J has not");
                at++;
            }
            c = peek(0);
        }
        return Math.min(Integer.MAX_VALUE, size * copies);
    }

    /** Reads {@code {2}}, {@code {2,}} or {@code {2,5}}, and returns the most, or -1 for what stands for itself. */
    private long counted() {
        int end = text.indexOf('}', at);
        String inner = end < 0 ? "" : text.substring(at + 1, end);
        int comma = inner.indexOf(',');
        String least = comma < 0 ? inner : inner.substring(0, comma);
        String most = comma < 0 ? inner : inner.substring(comma + 1);
        if (least.isEmpty() && comma == 0 && isNumber(most)) {
            note("{," + most + "} stands for itself here; elsewhere it is a repetition");
        }
        if (!isNumber(least) || !(most.isEmpty() || isNumber(most))) {
            at++;
            return -1;
        }
        at = end + 1;
        return Math.max(Long.parseLong(least), most.isEmpty() ? 0 : Long.parseLong(most));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
