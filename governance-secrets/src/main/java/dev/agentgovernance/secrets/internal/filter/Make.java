/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

/**
 * How a value seems to have been made. Each has what it weighs under a name for passwords, which a human may have chosen,
 * and under a name for keys and tokens, which a machine makes; the scale is that of {@link ValueJudge}.
 */
enum Make {
    DRAWN_LONG(40, 40, "and its many characters were drawn by chance"),
    DRAWN(30, 30, "and its characters were drawn by chance"),
    UUID(20, 25, "and it is a random identifier"),
    GIBBERISH(24, 15, "and its letters make no word"),
    SHORT_GIBBERISH(16, 0, "and its letters make no word"),
    MIXED(28, 8, "and it mixes sorts of characters as passwords do"),
    SYMBOLS(20, 0, "and it has characters that only passwords have"),
    NUMBERED(14, -2, "and a word with a number is a usual password"),
    LONG_NUMBER(14, 12, "and it is a long number"),
    DIGITS(8, -10, "and a number may be a password"),
    COMPOUND(8, -20, "and words written as one are a usual password"),
    WORD(4, -25, "and a single word may be a password"),
    PHRASE(-14, -40, "and joined words may be a password");

    private final int asPassword;
    private final int asToken;
    private final String reason;

    Make(int asPassword, int asToken, String reason) {
        this.asPassword = asPassword;
        this.asToken = asToken;
        this.reason = reason;
    }

    int asPassword() {
        return asPassword;
    }

    int asToken() {
        return asToken;
    }

    String reason() {
        return reason;
    }

    boolean drawn() {
        return this == DRAWN_LONG || this == DRAWN;
    }
}
