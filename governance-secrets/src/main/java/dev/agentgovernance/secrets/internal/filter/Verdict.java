/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.api.secret.Confidence;

/**
 * What was decided on a value that may be a secret.
 *
 * @param confidence how sure it is
 * @param evidence why, without any part of the value
 */
public record Verdict(Confidence confidence, String evidence) {}
