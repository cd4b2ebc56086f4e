/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.TextLine;
import org.jspecify.annotations.Nullable;

/**
 * Follows the lines of a block that has a telling name, to the value in it: a variable of Terraform and its {@code default},
 * a parameter of a template and its {@code value} or {@code Default}. Reused; for one thread.
 */
final class NamedBlock {
    /** A block with more lines before its value is something else. */
    private static final int MOST_LINES = 8;

    private @Nullable Rule rule;
    private int indent;
    private int lines;

    /** Begins behind the line that the reader of assignments keeps the name of. */
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

    void read(Reading reading, boolean whole) {
        TextLine line = reading.line();
        Rule assignments = rule;
        int column = reading.indent();
        if (assignments == null || line.from() + column == line.to()) {
            return;
        }
        if (!whole || ++lines > MOST_LINES || column <= indent) {
            close();
        } else if (reading.assignment().readInBlock(line)) {
            close();
            Matchers.judged(reading, assignments);
        }
    }
}
