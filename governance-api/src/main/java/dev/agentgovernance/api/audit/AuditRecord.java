/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.audit;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.ActionContext;
import java.time.Instant;
import java.util.Objects;

/**
 * What was asked, what was decided, and why.
 *
 * @param id unique name of the record
 * @param at when it was decided
 * @param context who asked, and where
 * @param actionKind the kind of action, for example {@code shell}
 * @param summary the text of the action, redacted and cut to a bounded length
 * @param decision the decision, with its assessment and the digest of what was judged
 */
public record AuditRecord(
        String id, Instant at, ActionContext context, String actionKind, String summary, Decision decision) {
    /** Checks that nothing is null. */
    public AuditRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(actionKind, "actionKind");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(decision, "decision");
    }
}
