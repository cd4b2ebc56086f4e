/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.match;

/**
 * Reads a name and a short word of letters that is given to it and no more: {@code key=invoice} at the end of a line,
 * {@code "token": "NextToken",}. In code, logs and descriptions of interfaces most names of secrets have such a value, and it
 * can be judged without its line. Reused; for one thread.
 *
 * <p>INVARIANT: where it finds one, {@link Assignment#find} finds this value under this name, or nothing.
 */
public final class PlainWord {
    private static final int LONGEST_REST_OF_NAME = 40;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_WORD = 20;

    private int nameStart;
    private int nameEnd;
    private int start;
    private int end;

    /**
     * Returns whether such a value is given to the name that a keyword at {@code [hitStart, hitEnd)} is in.
     *
     * @param block a line, or what was read of a text: other lines may stand before and behind
     */
    public boolean find(TextLine block, int hitStart, int hitEnd) {
        int i = hitEnd;
        while (i - hitEnd <= LONGEST_REST_OF_NAME && Operators.isNameAt(block, i)) {
            i++;
        }
        block.step(i - hitEnd);
        nameEnd = i;
        int sign = block.at(i);
        if (sign == '=') {
            return i - hitEnd <= LONGEST_REST_OF_NAME
                    && readWord(block, i + 1)
                    && endsLine(block)
                    && readName(block, hitStart);
        }
        if (sign != '"' || block.at(i + 1) != ':') {
            return false;
        }
        int quote = block.at(i + 2) == ' ' ? i + 3 : i + 2;
        return block.at(quote) == '"'
                && i - hitEnd <= LONGEST_REST_OF_NAME
                && readWord(block, quote + 1)
                && block.at(end) == '"'
                && endsValue(block.at(end + 1))
                && readName(block, hitStart)
                && !Layout.isNamed(block, nameStart);
    }

    private boolean readWord(TextLine block, int from) {
        int i = from;
        while (i - from <= LONGEST_WORD && Chars.isLetter(block.at(i))) {
            i++;
        }
        block.step(i - from);
        start = from;
        end = i;
        return i > from && i - from <= LONGEST_WORD;
    }

    /** Whether a line ends behind the word, or one in a string does. */
    private boolean endsLine(TextLine block) {
        int c = block.at(end);
        return c == '\n' || c == '\r' || (c == '\\' && block.at(end + 1) == 'n');
    }

    /** Nothing that joins another literal to the one before. */
    private static boolean endsValue(int c) {
        return c == ',' || c == '\n' || c == '\r' || c == '}' || c == ']';
    }

    private boolean readName(TextLine block, int hitStart) {
        int i = hitStart;
        while (nameEnd - i < LONGEST_NAME && Operators.isNameBefore(block, i)) {
            i--;
        }
        block.step(hitStart - i);
        nameStart = i;
        return true;
    }

    /** Returns where the name begins. */
    public int nameStart() {
        return nameStart;
    }

    /** Returns where the name ends. */
    public int nameEnd() {
        return nameEnd;
    }

    /** Returns where the word begins. */
    public int start() {
        return start;
    }

    /** Returns where the word ends. */
    public int end() {
        return end;
    }
}
