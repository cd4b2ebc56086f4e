/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.TextLine;

/**
 * The gate of a shape: open where the anchor stands in its own case between runs that are long enough.
 *
 * @param first whether the anchor begins the shape, and a token must be able to begin there
 */
record ShapeGate(Shape shape, boolean first) implements Gate {
    /** Of longer runs a part is looked for. */
    private static final int LONGEST_RUN = Gate.REACH / 2;

    @Override
    public boolean opens(TextLine block, int start, int end) {
        return shape.mayStand(block, start, LONGEST_RUN) && (!first || block.opensToken(start));
    }
}
