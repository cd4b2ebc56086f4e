/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.util.Arrays;

/**
 * Matches a path with a pattern the way git does: {@code *}, {@code ?}, {@code [a-z]}, {@code [[:alpha:]]}, {@code **} between
 * slashes, and a backslash before what stands for itself.
 *
 * <p>INVARIANT: every place of the pattern is tried at every place of the text at most once, so that no pattern is slow.
 */
final class Wildmatch {
    private final String pattern;
    private final String text;
    private final boolean slashes;
    /** Places of pattern and text from which there is no match. */
    private final boolean[] failed;

    private Wildmatch(String pattern, String text, boolean slashes) {
        this.pattern = pattern;
        this.text = text;
        this.slashes = slashes;
        failed = new boolean[(pattern.length() + 1) * (text.length() + 1)];
    }

    /**
     * Returns whether a pattern fits a text.
     *
     * @param slashes whether a slash is special: {@code *}, {@code ?} and brackets do not fit it
     */
    static boolean matches(String pattern, String text, boolean slashes) {
        return new Wildmatch(pattern, text, slashes).from(0, 0);
    }

    private boolean from(int p, int t) {
        while (p < pattern.length()) {
            char c = pattern.charAt(p);
            if (c == '*') {
                return star(p, t);
            }
            if (t == text.length()) {
                return false;
            }
            int next = one(p, text.charAt(t));
            if (next < 0) {
                return false;
            }
            p = next;
            t++;
        }
        return t == text.length();
    }

    /** Returns where the pattern goes on after it took one character, or -1. */
    private int one(int p, char c) {
        return switch (pattern.charAt(p)) {
            case '?' -> slashes && c == '/' ? -1 : p + 1;
            case '[' -> new Bracket(pattern, p + 1).end(c, slashes);
            case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : -1;
            default -> pattern.charAt(p) == c ? p + 1 : -1;
        };
    }

    private boolean star(int p, int t) {
        int key = p * (text.length() + 1) + t;
        if (failed[key]) {
            return false;
        }
        int next = p;
        while (next < pattern.length() && pattern.charAt(next) == '*') {
            next++;
        }
        boolean overSlashes = !slashes;
        if (slashes && next - p >= 2 && isWholePart(p, next)) {
            if (next < pattern.length() && pattern.charAt(next) == '/' && from(next + 1, t)) {
                return true;
            }
            overSlashes = true;
        }
        for (int end = t; end <= text.length(); end++) {
            if (from(next, end)) {
                return true;
            }
            if (!overSlashes && end < text.length() && text.charAt(end) == '/') {
                break;
            }
        }
        failed[key] = true;
        return false;
    }

    private boolean isWholePart(int start, int end) {
        // Git takes the plain text off the front before it looks for wildcards.
        boolean begins = start == 0 || pattern.charAt(start - 1) == '/' || isPlain(start);
        boolean ends = end == pattern.length()
                || pattern.charAt(end) == '/'
                || (pattern.charAt(end) == '\\' && end + 1 < pattern.length() && pattern.charAt(end + 1) == '/');
        return begins && ends;
    }

    private boolean isPlain(int end) {
        for (int i = 0; i < end; i++) {
            if ("*?[\\".indexOf(pattern.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** A set of characters in brackets. */
    private static final class Bracket {
        private static final String[] CLASSES = {
            "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit"
        };

        private final String pattern;
        private int at;

        Bracket(String pattern, int at) {
            this.pattern = pattern;
            this.at = at;
        }

        /** Returns the place behind the brackets if a character is in them, or -1. */
        int end(char c, boolean slashes) {
            boolean negated = at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^');
            if (negated) {
                at++;
            }
            boolean in = false;
            boolean first = true;
            int previous = -1;
            while (true) {
                if (at >= pattern.length()) {
                    return -1;
                }
                char p = pattern.charAt(at);
                if (p == ']' && !first) {
                    at++;
                    break;
                }
                first = false;
                if (p == '[' && at + 1 < pattern.length() && pattern.charAt(at + 1) == ':') {
                    int fits = posix(c);
                    if (fits < 0) {
                        return -1;
                    }
                    if (fits <= 1) {
                        in |= fits == 1;
                        previous = -1;
                        continue;
                    }
                }
                if (p == '-' && previous >= 0 && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                    at++;
                    int high = literal();
                    if (high < 0) {
                        return -1;
                    }
                    in |= previous <= c && c <= high;
                    previous = -1;
                    continue;
                }
                int literal = literal();
                if (literal < 0) {
                    return -1;
                }
                in |= literal == c;
                previous = literal;
            }
            return in == negated || (slashes && c == '/') ? -1 : at;
        }

        private int literal() {
            if (pattern.charAt(at) == '\\') {
                at++;
                if (at >= pattern.length()) {
                    return -1;
                }
            }
            return pattern.charAt(at++);
        }

        /** Returns 1 or 0 for whether a named class has a character, -1 if no class has that name, 2 if it is no name. */
        private int posix(char c) {
            int end = pattern.indexOf(']', at + 2);
            if (end < 0) {
                return -1;
            }
            if (end - 1 < at + 2 || pattern.charAt(end - 1) != ':') {
                return 2;
            }
            String name = pattern.substring(at + 2, end - 1);
            if (Arrays.binarySearch(CLASSES, name) < 0) {
                return -1;
            }
            at = end + 1;
            return isIn(name, c) ? 1 : 0;
        }

        private static boolean isIn(String name, char c) {
            boolean lower = c >= 'a' && c <= 'z';
            boolean upper = c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            boolean graph = c > ' ' && c < 0x7f;
            return switch (name) {
                case "alnum" -> lower || upper || digit;
                case "alpha" -> lower || upper;
                case "blank" -> c == ' ' || c == '\t';
                case "cntrl" -> c < ' ' || c == 0x7f;
                case "digit" -> digit;
                case "graph" -> graph;
                case "lower" -> lower;
                case "print" -> graph || c == ' ';
                case "punct" -> graph && !lower && !upper && !digit;
                case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
                case "upper" -> upper;
                default -> digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            };
        }
    }
}
