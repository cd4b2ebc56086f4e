/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

/** Where a request stands. */
public enum ApprovalState {
    /** Nobody asked. */
    UNKNOWN,
    /** It waits for an answer. */
    PENDING,
    /** Enough people said yes; it can be used once. */
    GRANTED,
    /** It was used. */
    USED,
    /** Somebody said no. */
    REJECTED,
    /** Somebody took it back before it was used. */
    REVOKED,
    /** Its time ran out before it was used. */
    EXPIRED
}
