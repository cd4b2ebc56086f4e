/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;

/**
 * What a rule found, before it is settled which of several findings wins.
 *
 * @param rule the rule
 * @param start first character in the array of the line
 * @param end character after the last
 * @param confidence how sure the rule is
 * @param evidence why, without any part of the value
 */
public record Candidate(Rule rule, int start, int end, Confidence confidence, String evidence) {}
