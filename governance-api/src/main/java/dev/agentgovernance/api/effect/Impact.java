/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/** How bad an action could be. From mild to severe; the order is part of the contract. */
public enum Impact {
    /** Something is looked at that needs no care. */
    NONE,
    /** The agent's own workspace changes, and the change can be undone. */
    LOW,
    /** Others see it or have to wait for it, and it can be undone. */
    MODERATE,
    /** Others depend on it, or undoing takes work: a merge, a deployment to a shared environment, lost local work. */
    HIGH,
    /** Production, customers' data, a leaked secret, a loss that cannot be undone. */
    CRITICAL;

    /** Returns the more severe of two. */
    public static Impact worst(Impact a, Impact b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
