/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

/** Whether a condition holds, where the answer may depend on something that nobody knows. */
enum Holds {
    NO,
    MAYBE,
    YES;

    Holds and(Holds other) {
        return compareTo(other) <= 0 ? this : other;
    }

    static Holds of(boolean known) {
        return known ? YES : NO;
    }
}
