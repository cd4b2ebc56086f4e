/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/** How much of an action was understood. From most to least; less understood is never judged milder. */
public enum Coverage {
    /** All of it. */
    KNOWN,
    /** Parts of it: it does at least what was found. */
    PARTIAL,
    /** None of it that could be relied on: it may do anything. */
    OPAQUE;

    /** Returns the lesser understanding of two. */
    public static Coverage worst(Coverage a, Coverage b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
