/**
 * Evidence: one record for each decision, without secrets, handed to an {@link dev.agentgovernance.api.audit.AuditSink}.
 */
@NullMarked
package dev.agentgovernance.api.audit;

import org.jspecify.annotations.NullMarked;
