/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/**
 * How much of an action is read before it counts as not understood. The defaults keep the worst input under 50 ms.
 *
 * @param maxChars longest text of an action, in UTF-16 code units
 * @param maxDepth deepest nesting of quotes, substitutions, wrappers, parentheses
 * @param maxCommands most simple commands, statements or requests in one action
 */
public record ParseLimits(int maxChars, int maxDepth, int maxCommands) {

    /** 65,536 units, 64 levels, 4,096 commands. */
    public static final ParseLimits DEFAULT = new ParseLimits(65_536, 64, 4_096);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is not positive
     */
    public ParseLimits {
        if (maxChars < 1 || maxDepth < 1 || maxCommands < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }
}
