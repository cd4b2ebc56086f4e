/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.trust;

/** What became of an action: the evidence from which trust is earned and lost. */
public enum Outcome {
    /** A human approved it as it was. */
    APPROVED_UNCHANGED,
    /** A human approved it after changing it. */
    APPROVED_WITH_CHANGE,
    /** A human refused it. */
    REJECTED,
    /** It was done, and its checks passed. */
    SUCCEEDED,
    /** It was done and had to be undone. */
    REVERTED,
    /** It did harm. */
    INCIDENT,
    /** A human did it anyway after the guard had refused. */
    HUMAN_OVERRIDE
}
