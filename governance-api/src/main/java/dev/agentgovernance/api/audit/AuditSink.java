/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.audit;

/**
 * Takes the evidence.
 *
 * <p>Safe for use by several threads. {@link #append} returns once the record is as durable as the implementation
 * promises, and throws {@link java.io.UncheckedIOException} when it is not; a guard then refuses the action, since what
 * cannot be put on record is not done.
 */
@FunctionalInterface
public interface AuditSink {

    /** Keeps nothing: for tests, and for hosts that keep their own record. */
    AuditSink NONE = record -> {};

    /** Stores a record. */
    void append(AuditRecord record);
}
