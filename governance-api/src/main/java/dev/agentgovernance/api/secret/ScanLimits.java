/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

/**
 * How much a detector reads at once.
 *
 * @param maxChars longest text that is scanned in one piece, in UTF-16 code units; a stream has no such limit
 * @param maxLine longest line that is looked at as one; a longer one is looked at in overlapping parts
 * @param maxSecret longest value that is found as one
 */
public record ScanLimits(int maxChars, int maxLine, int maxSecret) {

    /** 64 Mi units of text, lines of 64 Ki units, secrets of 16 Ki units. */
    public static final ScanLimits DEFAULT = new ScanLimits(64 << 20, 64 << 10, 16 << 10);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is not positive, or a line cannot hold two secrets
     */
    public ScanLimits {
        if (maxChars < 1 || maxSecret < 1 || maxLine < 2 * maxSecret) {
            throw new IllegalArgumentException("limits are positive, and a line holds two secrets");
        }
    }
}
