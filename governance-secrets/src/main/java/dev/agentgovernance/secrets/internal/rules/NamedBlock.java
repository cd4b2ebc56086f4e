/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

/**
 * Follows the lines of a block that has a telling name, to the value in it: a variable of Terraform and its {@code default},
 * a parameter of a template and its {@code value} or {@code Default}.
 */
final class NamedBlock {
    /** A block with more lines before its value is something else. */
    static final int MOST_LINES = 8;

    private NamedBlock() {}

    /** Reads a line behind the one that the reader of assignments keeps the name of. */
    static void read(OpenBlock block, Reading reading, boolean whole) {
        Rule assignments = block.goOn(reading, whole, block.isOutside(reading));
        if (assignments != null && reading.assignment().readInBlock(reading.line())) {
            block.close();
            Matchers.judged(reading, assignments);
        }
    }
}
