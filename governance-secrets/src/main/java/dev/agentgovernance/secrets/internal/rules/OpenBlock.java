/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/** Whether the lines behind one still belong to what began in it, for so many lines at most. Reused; for one thread. */
final class OpenBlock {
    private final int mostLines;
    private @Nullable Rule rule;
    private int indent;
    private int lines;

    /**
     * Makes one that is closed.
     *
     * @param mostLines what has more lines than these, not counting empty ones, is something else
     */
    OpenBlock(int mostLines) {
        this.mostLines = mostLines;
    }

    /** Begins behind the line. */
    void begin(Reading reading, Rule newRule) {
        rule = newRule;
        indent = reading.indent();
        lines = 0;
    }

    boolean isOpen() {
        return rule != null;
    }

    void close() {
        rule = null;
    }

    /** Returns whether the line is indented no further than the one in which the block began. */
    boolean isOutside(Reading reading) {
        return reading.indent() <= indent;
    }

    /**
     * Returns the rule of the block if the line belongs to it, and else null; an empty line changes nothing, and any other that
     * does not belong to it closes it.
     *
     * @param whole whether the line is shown whole
     * @param ends whether the line ends the block, should it not be empty
     */
    @Nullable Rule goOn(Reading reading, boolean whole, boolean ends) {
        TextLine line = reading.line();
        if (rule == null || line.from() + reading.indent() == line.to()) {
            return null;
        }
        if (!whole || ++lines > mostLines || ends) {
            close();
        }
        return rule;
    }
}
