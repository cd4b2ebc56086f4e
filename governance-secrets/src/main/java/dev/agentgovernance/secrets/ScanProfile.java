/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.filter.Strictness;

/**
 * How much has to speak for a value before it is reported as a password, key or token because of its name. What is known by
 * its own form, such as the token of an issuer or a private key, is found under each of them.
 */
public enum ScanProfile {
    /** Few alarms: names and characters both have to say so. Passwords that are words are not found. */
    PRECISE(Strictness.PRECISE),
    /** The default: passwords that look like passwords, keys and tokens that were drawn by chance. */
    BALANCED(Strictness.BALANCED),
    /**
     * Few misses: also passwords that are plain words, short tokens, and values that look like a password or a token under no
     * telling name, at the price of several times the alarms. Every line is looked at, which takes several times as long.
     */
    THOROUGH(Strictness.THOROUGH),
    /** As {@link #BALANCED}, and all of {@link PersonalData}. */
    PERSONAL_DATA(Strictness.BALANCED);

    private final Strictness strictness;

    ScanProfile(Strictness strictness) {
        this.strictness = strictness;
    }

    Strictness strictness() {
        return strictness;
    }
}
