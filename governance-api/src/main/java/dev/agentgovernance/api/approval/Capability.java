/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import java.util.Objects;

/**
 * The name of exactly what a yes is good for: SHA-256 over the canonical form of one action in its context, the policy under
 * which it was judged, the scope of its task and the plan it carries out. Change a byte of any of them, and it is another
 * capability.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Capability(String hex) {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
     */
    public Capability {
        Objects.requireNonNull(hex, "hex");
        if (hex.length() != 64 || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("a capability is 64 lower-case hexadecimal digits");
        }
    }
}
