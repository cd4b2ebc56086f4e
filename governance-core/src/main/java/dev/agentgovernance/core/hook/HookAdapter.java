/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

/**
 * Answers the hook messages of one host.
 *
 * <p>Safe for use by several threads. {@link #answer} does not throw: what cannot be read or judged is refused in the form
 * of its event.
 */
public sealed interface HookAdapter permits ClaudeCodeHooks {

    /** Returns the host that is answered. */
    Host host();

    /**
     * Returns the answer to a message.
     *
     * @param message the JSON text that the host sent
     * @return the JSON text that the host accepts, without secrets
     */
    String answer(String message);
}
