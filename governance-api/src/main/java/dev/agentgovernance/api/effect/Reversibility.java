/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/** What it takes to undo an effect. From mild to severe; the order is part of the contract. */
public enum Reversibility {
    /** Nothing has to be undone, or undoing is a matter of course (an edit under version control). */
    REVERSIBLE,
    /** Undoing takes work, knowledge or luck (a reflog, a backup, a second release). */
    RECOVERABLE,
    /** What is gone is gone, and what is out is out. */
    IRREVERSIBLE;

    /** Returns the more severe of two. */
    public static Reversibility worst(Reversibility a, Reversibility b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
