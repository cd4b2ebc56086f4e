/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

/** What an {@link AuditJournal} promises when {@code append} returns. */
public enum Durability {
    /**
     * The record is on the device: the file was forced (fsync) before the call returned. It survives a crash of the
     * process, of the operating system and of the machine, as far as the device keeps what it has acknowledged.
     */
    SYNC,
    /**
     * The operating system has the record. It survives a crash of the process; what a crash of the machine leaves of the
     * last seconds is up to the file system.
     */
    OS
}
