/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.AssignmentGate;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.Surroundings;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.List;

/**
 * The gate of the names of providers: closed where one is part of a word, or no run of characters behind it is as long as
 * the shortest value of its kinds.
 *
 * @param least how many characters the shortest value has
 * @param low the characters below 64 that a value may hold, as bits
 * @param high the others
 */
record ContextGate(int least, long low, long high) implements Gate {
    /** Of longer values the beginning is looked for. */
    private static final int LONGEST_RUN = Gate.REACH - Surroundings.REACH;

    /** Returns the gate before the values of some shapes. */
    static ContextGate of(List<Shape> shapes) {
        int least = LONGEST_RUN;
        long low = 0;
        long high = 0;
        for (Shape shape : shapes) {
            least = Math.min(least, shape.least());
            low |= shape.alphabet(false);
            high |= shape.alphabet(true);
        }
        return new ContextGate(least, low, high);
    }

    @Override
    public boolean opens(TextLine block, int start, int end) {
        return opens(block, start, end, least, low, high);
    }

    /** What {@link #opens(TextLine, int, int)} returns for a gate of these. */
    static boolean opens(TextLine block, int start, int end, int least, long low, long high) {
        return (Surroundings.isWord(block, start, end)
                        && holdsRun(block, end, end + Surroundings.REACH + least, least, low, high))
                || (mayBeOpen(block, end) && AssignmentGate.opens(block, start, end));
    }

    /** Returns whether a run as long as the shortest value ends before a place. */
    boolean holdsRun(TextLine block, int end, int reach) {
        return holdsRun(block, end, reach, least, low, high);
    }

    /** Whether the line ends soon, and its end may be the place of a value that stands in the next line. */
    private static boolean mayBeOpen(TextLine block, int end) {
        char[] chars = block.chars();
        int last = Math.min(end + ContextMatcher.LONGEST_OPEN, block.to());
        int i = end;
        while (i < last && (chars[i] > '\r' || (chars[i] != '\n' && chars[i] != '\r'))) {
            i++;
        }
        block.step(i - end);
        return i - end < ContextMatcher.LONGEST_OPEN && Assignment.mayBeOpen(block, end, i);
    }

    /** Of so many characters in a row one is looked at; only round a member of the alphabet are the others. */
    private static boolean holdsRun(TextLine block, int end, int reach, int least, long low, long high) {
        int to = Math.min(block.to(), reach);
        for (int i = end + least - 1; i < to; i += least) {
            if (has(block.at(i), low, high)) {
                int from = i;
                while (i - from < least && from > end && has(block.at(from - 1), low, high)) {
                    from--;
                }
                int behind = i + 1;
                while (behind - from < least && behind < to && has(block.at(behind), low, high)) {
                    behind++;
                }
                block.step(behind - from);
                if (behind - from >= least) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean has(int c, long low, long high) {
        return c >= 0 && (c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> c & 1) != 0);
    }
}
