/**
 * A human's yes that means exactly one thing. {@link dev.agentgovernance.core.approval.ApprovalDesk} is the door: a guard asks
 * it, people answer at it. {@link dev.agentgovernance.core.approval.ApprovalRules} says who the people are and what it takes;
 * {@link dev.agentgovernance.core.approval.Capabilities} names what a yes is good for, over the canonical form of RFC 8785 that
 * {@code CanonicalJson} writes; {@link dev.agentgovernance.core.approval.VisibleText} shows people what would be hidden.
 */
@NullMarked
package dev.agentgovernance.core.approval;

import org.jspecify.annotations.NullMarked;
