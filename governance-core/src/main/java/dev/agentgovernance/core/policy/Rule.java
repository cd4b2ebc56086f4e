/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

/**
 * One rule of a policy.
 *
 * @param id its name
 * @param verdict what it says where it holds
 * @param when where it holds
 * @param why why, as a sentence
 * @param instead what to do instead, as a sentence; may be empty
 * @param tells whether somebody is told wherever it holds
 * @param shadow whether it only says what it would have done
 * @param place where it stands
 */
record Rule(
        String id,
        Verdict verdict,
        Condition when,
        String why,
        String instead,
        boolean tells,
        boolean shadow,
        Origin place) {

    /**
     * Where a rule stands.
     *
     * @param source the name of the file
     * @param at the place in it
     */
    record Origin(String source, Node.Place at) {
        @Override
        public String toString() {
            return source + ":" + at.line() + ":" + at.column();
        }
    }

    /** What a rule says where it holds. */
    enum Verdict {
        DENY,
        ASK,
        ALLOW
    }
}
