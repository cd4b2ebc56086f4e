/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * Tells in a few steps that a keyword leads to nothing, before its line is cut out of the text: most keywords are short, and
 * most places of one are in other words. Safe for use by several threads.
 */
@FunctionalInterface
interface Gate {
    /** A gate needs to know no more characters behind a keyword. */
    int REACH = 256;

    /** Opens everywhere. */
    Gate ALWAYS = PlainGate.ALWAYS;

    /** Opens where a value may be given to the name that a keyword is in. */
    Gate ASSIGNMENT = PlainGate.ASSIGNMENT;

    /**
     * Returns whether a rule may find something for a keyword at {@code [start, end)}. INVARIANT: if it does, true.
     *
     * @param block what was read of the text: other lines stand before and behind. If it is complete, or has {@link #REACH}
     *     characters behind the keyword, nothing behind it changes the answer
     */
    boolean opens(TextLine block, int start, int end);
}
