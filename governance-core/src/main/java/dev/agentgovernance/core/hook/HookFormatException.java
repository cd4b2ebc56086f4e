/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

/** A message is not what the host would send. The text says what is wrong and holds no part of the message. */
final class HookFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    HookFormatException(String message) {
        super(message);
    }
}
