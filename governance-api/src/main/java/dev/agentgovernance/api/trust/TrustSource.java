/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

/**
 * Knows the level of trust an agent holds.
 *
 * <p>Safe for use by several threads; answers within a few microseconds, since every decision asks. A guard takes an
 * exception as {@link TrustLevel#OBSERVE}.
 */
@FunctionalInterface
public interface TrustSource {

    /** Returns the level held for a key; {@link TrustLevel#OBSERVE} where nothing was earned. */
    TrustLevel levelOf(TrustKey key);
}
