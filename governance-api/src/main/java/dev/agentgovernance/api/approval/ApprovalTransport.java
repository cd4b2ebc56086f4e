/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

/**
 * Brings a request before humans: a chat message, a terminal, a web page. Their answers go to the store. It returns
 * without waiting for them, and is safe for use by several threads.
 */
@FunctionalInterface
public interface ApprovalTransport {

    /** Shows a request. Throws {@link java.io.UncheckedIOException} where it could not be shown to anybody. */
    void show(ApprovalRequest request);
}
