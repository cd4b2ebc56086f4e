/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/**
 * The part of the text that matchers may read: a line, or a window of a long one. Reused for the next; for one thread.
 * It also counts the characters that matchers looked at, which is what "linear" is tested by.
 */
public final class TextLine {
    private char[] chars = new char[0];
    private int from;
    private int to;
    private boolean complete;
    private long steps;
    private int serial;

    /**
     * Points at another part.
     *
     * @param newComplete whether the part ends where the line ends
     */
    public void set(char[] newChars, int newFrom, int newTo, boolean newComplete) {
        chars = newChars;
        from = newFrom;
        to = newTo;
        complete = newComplete;
        steps += newTo - newFrom;
        serial++;
    }

    /**
     * Points at a part of a text that may hold several lines, to ask something of a place in it.
     *
     * @param newComplete whether a line ends where the part does
     */
    public void view(char[] newChars, int newTo, boolean newComplete) {
        chars = newChars;
        from = 0;
        to = newTo;
        complete = newComplete;
    }

    /** Returns whether a place is the edge of a line: before or behind the text, or at the character that ends a line. */
    public boolean isEdge(int index) {
        int c = at(index);
        return c < 0 || c == '\n' || c == '\r';
    }

    /** Returns the character at a place, or -1 outside. */
    public int at(int index) {
        return index >= from && index < to ? chars[index] : -1;
    }

    /** Returns the place of the first character. */
    public int from() {
        return from;
    }

    /** Returns the place after the last character. */
    public int to() {
        return to;
    }

    /** Returns whether the line ends here. */
    public boolean complete() {
        return complete;
    }

    /** Returns the array behind. */
    public char[] chars() {
        return chars;
    }

    /** Returns a number that changes with every {@link #set}. */
    public int serial() {
        return serial;
    }

    /** Notes that so many characters were looked at. */
    public void step(int count) {
        steps += count;
    }

    /** Returns how many characters were looked at. */
    public long steps() {
        return steps;
    }

    /** Returns whether a text stands at a place. */
    public boolean matches(int index, String text) {
        if (index < from || index + text.length() > to) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (chars[index + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a lower-case ASCII text stands at a place in any case. */
    public boolean matchesIgnoringCase(int index, String lower) {
        if (index < from || index + lower.length() > to) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            char c = chars[index + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a lower-case ASCII text stands anywhere in a part in any case. */
    public boolean containsIgnoringCase(int start, int end, String lower) {
        steps += Math.max(0, end - start);
        for (int i = start; i + lower.length() <= end; i++) {
            if (matchesIgnoringCase(i, lower)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a part as a string. */
    public String text(int start, int end) {
        return new String(chars, start, end - start);
    }

    /**
     * Returns whether a token may begin here: what stands before is no letter or digit, or is the end of an escape such as
     * {@code \n} in a string or {@code %3D} in an address.
     */
    public boolean opensToken(int index) {
        int before = at(index - 1);
        if (!Chars.isAlnum(before)) {
            return true;
        }
        int second = at(index - 2);
        if (second == '\\') {
            return before == 'n' || before == 'r' || before == 't';
        }
        return Chars.isHex(before) && Chars.isHex(second) && at(index - 3) == '%';
    }
}
