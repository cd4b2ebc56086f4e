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
 */
record Rule(String id, Verdict verdict, Condition when, String why, String instead, boolean tells) {

    /** What a rule says where it holds. */
    enum Verdict {
        DENY,
        ASK,
        ALLOW
    }
}
