/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.trust.TrustStore;

/**
 * Stores that live as long as the process: for tests, for a single host, and to begin with.
 *
 * <p>All are safe for use by several threads, and each operation is atomic. Two guards share state only if they share the
 * store.
 */
public final class InMemoryStores {

    /** How many requests or claims a store holds by default. */
    public static final int DEFAULT_CAPACITY = 10_000;

    private InMemoryStores() {}

    /**
     * Returns an empty store of evidence. It has no bound, since evidence that is forgotten would be trust that is regained:
     * expect some 300 bytes for each piece.
     */
    public static TrustStore trustStore() {
        return new MemoryTrustStore();
    }

    /** Returns an empty store of approvals that holds up to {@value #DEFAULT_CAPACITY} requests. */
    public static ApprovalStore approvalStore() {
        return approvalStore(DEFAULT_CAPACITY);
    }

    /**
     * Returns an empty store of approvals. When it is full, requests whose time ran out are forgotten; if there are none, a
     * new request is an {@link java.io.UncheckedIOException}.
     *
     * @param capacity how many requests it holds, at least 1
     */
    public static ApprovalStore approvalStore(int capacity) {
        return new MemoryApprovalStore(checked(capacity));
    }

    /** Returns an empty store of claims that holds up to {@value #DEFAULT_CAPACITY} of them. */
    public static ClaimStore claimStore() {
        return claimStore(DEFAULT_CAPACITY);
    }

    /**
     * Returns an empty store of claims. When it is full of claims in force, a wish to hold something is an
     * {@link java.io.UncheckedIOException}. Of those that have ended it remembers the last 100,000, or as many as it holds
     * where that is more. Each operation looks at all claims in force.
     *
     * @param capacity how many claims it holds, at least 1
     */
    public static ClaimStore claimStore(int capacity) {
        return new MemoryClaimStore(checked(capacity));
    }

    /** Returns an empty store of budgets that holds up to {@value #DEFAULT_CAPACITY} counters at a time. */
    public static BudgetStore budgetStore() {
        return new MemoryBudgetStore(DEFAULT_CAPACITY);
    }

    private static int checked(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a store holds at least 1: " + capacity);
        }
        return capacity;
    }
}
