/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

/**
 * A matcher with its gate.
 *
 * @param matcher what to look at at a keyword
 * @param gate closed only where the matcher finds nothing
 */
record GatedMatcher(Rule.Matcher matcher, Gate gate) implements Rule.Matcher {
    @Override
    public void match(Reading reading, Rule rule, int start, int end) {
        matcher.match(reading, rule, start, end);
    }
}
