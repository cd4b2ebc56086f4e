/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

/** How much has to speak for a value under a telling name before it is reported. */
public enum Strictness {
    /** Names and characters both say so. */
    PRECISE(60),
    /** More speaks for it than against it. */
    BALANCED(41),
    /** Something speaks for it. */
    THOROUGH(24);

    private final int leastScore;

    Strictness(int leastScore) {
        this.leastScore = leastScore;
    }

    int leastScore() {
        return leastScore;
    }
}
