/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.SecretKind;
import java.util.Objects;

/**
 * What a kind means for who finds a value of it. Immutable.
 *
 * @param kind the kind
 * @param severity how bad it is when a value of it is read by others
 * @param whenLeaked what to do then, in a sentence
 */
public record KindGuide(SecretKind kind, Severity severity, String whenLeaked) {

    /** How bad it is when a value is read by others. */
    public enum Severity {
        /** It opens nothing by itself: the name of an account, a key that is published on purpose. */
        LOW,
        /** It opens little, or only with something else. */
        MEDIUM,
        /** It opens a service. */
        HIGH,
        /** It opens an account, a machine, a supply chain or a purse. */
        CRITICAL
    }

    /** Checks that nothing is null. */
    public KindGuide {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(whenLeaked, "whenLeaked");
    }
}
