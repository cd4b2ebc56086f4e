/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

/**
 * Follows the lines of a block that has a telling name, to the value in it: a variable of Terraform and its {@code default},
 * a parameter of a template and its {@code value} or {@code Default}. Reused; for one thread.
 */
final class NamedBlock {
    /** A block with more lines before its value is something else. */
    private static final int MOST_LINES = 8;

    private final OpenBlock block = new OpenBlock(MOST_LINES);

    /** Begins behind the line that the reader of assignments keeps the name of. */
    void begin(Reading reading, Rule rule) {
        block.begin(reading, rule);
    }

    boolean isOpen() {
        return block.isOpen();
    }

    void close() {
        block.close();
    }

    void read(Reading reading, boolean whole) {
        Rule assignments = block.goOn(reading, whole, block.isOutside(reading));
        if (assignments != null && reading.assignment().readInBlock(reading.line())) {
            close();
            Matchers.judged(reading, assignments);
        }
    }
}
