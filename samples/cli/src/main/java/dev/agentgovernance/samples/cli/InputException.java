/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

/** What the user gave cannot be used. The text says what is wrong and what to do, and holds no secret. */
final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
