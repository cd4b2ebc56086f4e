/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

import java.util.Objects;

/**
 * A kind of secret or personal data.
 *
 * @param id stable name, for example {@code aws-access-key-id}
 * @param provider who issues it, for example {@code aws}; {@code generic} where nobody in particular does
 * @param category secret or personal data
 */
public record SecretKind(String id, String provider, Category category) {

    /** What a finding is about. */
    public enum Category {
        /** A key, password, token. */
        SECRET,
        /** Data of a person. */
        PERSONAL
    }

    /** Checks that nothing is null. */
    public SecretKind {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(category, "category");
    }
}
