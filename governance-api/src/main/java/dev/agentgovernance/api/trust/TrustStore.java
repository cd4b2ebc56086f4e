/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

import java.util.List;
import java.util.Set;

/**
 * Keeps the evidence, and what humans have said about levels. Only adds; a level is always worked out from what is here.
 *
 * <p>Safe for use by several threads and, in a durable form, several processes. {@link #append} returns when the evidence
 * is stored as durably as the implementation promises, and throws {@link java.io.UncheckedIOException} when it is not.
 */
public interface TrustStore {

    /**
     * Stores a piece of evidence.
     *
     * @return whether it is new; false where evidence with this id was stored before, which stays as it was
     */
    boolean append(Evidence evidence);

    /** Returns the evidence for a key, oldest first; of equal age, in the order it was stored. */
    List<Evidence> evidence(TrustKey key);

    /**
     * Stores a human's word on a level.
     *
     * @return whether it is new; false where one with this id was stored before, which stays as it was
     */
    boolean grant(TrustGrant grant);

    /** Returns what humans have said about a key, oldest first; of equal age, in the order it was stored. */
    List<TrustGrant> grants(TrustKey key);

    /** Returns every key for which there is evidence or a human's word, in no particular order. */
    Set<TrustKey> keys();
}
