/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.Surroundings;
import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/**
 * Tells in a few steps that the name of a provider leads to nothing: it is part of a word, or no run of characters behind it
 * is as long as the shortest value of its kinds. Most names are short, and most places of one are in other words.
 *
 * @param least how many characters the shortest value has
 * @param low the characters below 64 that a value may hold, as bits
 * @param high the others
 */
record ContextGate(int least, long low, long high) {

    /** Returns the gate before some rules, or null if one of them looks at more than this one knows of. */
    static @Nullable ContextGate of(Rule[] rules) {
        int least = Integer.MAX_VALUE;
        long low = 0;
        long high = 0;
        for (Rule rule : rules) {
            if (!(rule.matcher() instanceof ContextMatcher matcher)) {
                return null;
            }
            Shape shape = matcher.shape();
            least = Math.min(least, shape.least());
            low |= shape.alphabet(false);
            high |= shape.alphabet(true);
        }
        return new ContextGate(least, low, high);
    }

    /** Returns whether the rules may find something for a name at {@code [start, end)}. INVARIANT: if they do, true. */
    boolean opens(TextLine line, int start, int end) {
        return (line.to() - end < ContextMatcher.LONGEST_OPEN && Assignment.mayBeOpen(line, end))
                || (Surroundings.isWord(line, start, end) && holdsRun(line, end));
    }

    /** Of so many characters in a row one is looked at; only round a member of the alphabet are the others. */
    private boolean holdsRun(TextLine line, int end) {
        int to = Math.min(line.to(), end + Surroundings.REACH + least);
        for (int i = end + least - 1; i < to; i += least) {
            if (has(line.at(i))) {
                int from = i;
                while (i - from < least && from > end && has(line.at(from - 1))) {
                    from--;
                }
                int behind = i + 1;
                while (behind - from < least && behind < to && has(line.at(behind))) {
                    behind++;
                }
                line.step(behind - from);
                if (behind - from >= least) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean has(int c) {
        return c >= 0 && (c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> c & 1) != 0);
    }
}
