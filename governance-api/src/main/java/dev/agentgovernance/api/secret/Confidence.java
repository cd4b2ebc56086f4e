/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

/** How sure a detector is. From most to least; the order is part of the contract. */
public enum Confidence {
    /** A checksum or a structure that chance does not make. */
    CONFIRMED,
    /** The form and the surroundings fit. */
    LIKELY,
    /** The form fits. */
    POSSIBLE,
    /** The form fits, and it is an example or a place for a secret. */
    PLACEHOLDER
}
