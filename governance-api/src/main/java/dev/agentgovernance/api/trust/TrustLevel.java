/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

/**
 * What an agent may do on its own. From least to most; the order is part of the contract. A level is held per agent,
 * repository and class of action, earned by evidence and lost at once.
 */
public enum TrustLevel {
    /** Looks at things. */
    OBSERVE,
    /** Changes its own workspace. */
    PROPOSE,
    /** Pushes its own branch and opens pull requests. */
    CONTRIBUTE,
    /** Merges, and deploys outside production. */
    DELIVER,
    /** Changes production, with notice. */
    OPERATE;

    /** Returns the lower of two. */
    public static TrustLevel lower(TrustLevel a, TrustLevel b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
