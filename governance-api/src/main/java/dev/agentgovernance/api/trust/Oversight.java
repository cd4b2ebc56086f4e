/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

/** How much a human has to do with an action. From least to most; the order is part of the contract. */
public enum Oversight {
    /** Nothing. */
    NONE,
    /** It is on record. */
    RECORD,
    /** Somebody is told. */
    NOTIFY,
    /** Somebody says yes before it happens. */
    APPROVE,
    /** Two people say yes before it happens. */
    APPROVE_BY_TWO,
    /** It does not happen. */
    FORBID;

    /** Returns the stricter of two. */
    public static Oversight stricter(Oversight a, Oversight b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Tells whether the action may happen without waiting for anybody. */
    public boolean allows() {
        return compareTo(APPROVE) < 0;
    }

    /** Tells whether the action waits for somebody's yes. */
    public boolean asks() {
        return this == APPROVE || this == APPROVE_BY_TWO;
    }
}
