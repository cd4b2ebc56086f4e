/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

/** The work that one reader may do, in bytes read and inflated. For use by one thread. */
final class Budget {

    private long left;

    Budget(long bytes) {
        this.left = bytes;
    }

    // INVARIANT: what a reader reads, inflates and copies is bounded, whatever its input says.
    void spend(long bytes) throws Unreadable {
        left -= Math.max(1, bytes);
        if (left < 0) {
            throw new Unreadable();
        }
    }
}
