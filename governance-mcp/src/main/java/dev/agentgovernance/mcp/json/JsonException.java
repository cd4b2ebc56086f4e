/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.json;

/** A text is no strict JSON. The message says what is wrong and where, and quotes nothing of the text. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    JsonException(String what, int offset) {
        super(what + " (at character " + offset + ")");
        this.offset = offset;
    }

    /** Returns where reading stopped, in UTF-16 code units from the beginning. */
    public int offset() {
        return offset;
    }
}
