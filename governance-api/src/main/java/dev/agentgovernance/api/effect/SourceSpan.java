/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/**
 * A part of the text of an action, in UTF-16 code units from its beginning.
 *
 * @param start the first unit
 * @param end the unit after the last
 */
public record SourceSpan(int start, int end) {

    /** No part in particular: the action as a whole. */
    public static final SourceSpan NONE = new SourceSpan(0, 0);

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the start is negative or behind the end
     */
    public SourceSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + " to " + end);
        }
    }
}
