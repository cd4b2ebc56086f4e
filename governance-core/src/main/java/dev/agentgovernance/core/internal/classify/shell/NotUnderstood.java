/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

/** Says that a command line for Windows is not understood. It never leaves the readers of such lines. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood() {
        super("", null, false, false);
    }
}
