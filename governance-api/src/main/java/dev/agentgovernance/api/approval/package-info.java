/**
 * A human's yes: bound to the digest of one exact action under one policy, with an expiry, a quorum and a single use.
 */
@NullMarked
package dev.agentgovernance.api.approval;

import org.jspecify.annotations.NullMarked;
