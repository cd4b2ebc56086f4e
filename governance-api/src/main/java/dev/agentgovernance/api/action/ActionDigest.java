/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Objects;

/**
 * The name of one exact question: SHA-256 over an action and its context.
 *
 * <p>Two questions have the same digest only if every byte of the action and every field of the context are the same. A
 * digest can be stored and shown; the text it was made from cannot be read back from it, though a short guessable text
 * can be confirmed by trying.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ActionDigest(String hex) {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
     */
    public ActionDigest {
        Objects.requireNonNull(hex, "hex");
        if (!isDigest(hex)) {
            throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
        }
    }

    private static boolean isDigest(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return hex.length() == 64;
    }

    /** Returns the digest of an action asked in a context. Linear in the size of the action. */
    public static ActionDigest of(Action action, ActionContext context) {
        return new CanonicalForm().action(action).context(context).digest();
    }

    /** Returns the first 12 digits, enough to tell questions apart on a screen. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }
}
