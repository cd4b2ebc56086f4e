/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.AssignmentGate;
import dev.agentgovernance.secrets.internal.match.TextLine;

/** The gates that many rules share; constants, for a lambda costs a process that starts milliseconds. */
enum PlainGate implements Gate {
    ALWAYS,
    ASSIGNMENT,
    CREDENTIALS;

    @Override
    public boolean opens(TextLine block, int start, int end) {
        if (this == ASSIGNMENT) {
            return AssignmentGate.opens(block, start, end);
        }
        return this == ALWAYS || WebMatchers.mayHoldCredentials(block, start, end);
    }
}
