/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps agents from asking more than people can read. Safe for use by several threads. */
final class FloodControl {

    /** A text longer than this is no text that a person reads before saying yes. */
    static final int MOST_SHOWN = 200_000;

    private final ApprovalStore store;
    private final ApprovalRules rules;

    FloodControl(ApprovalStore store, ApprovalRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** Returns why nobody is asked now, as a sentence; empty where somebody is. */
    Optional<String> refusal(ApprovalRequest.Asker asker, ApprovalRequest.Shown shown, Instant now) {
        if (shown.text().length() > MOST_SHOWN) {
            return Optional.of("It is too long for a person to read: do it in smaller steps.");
        }
        long open = store.pending(now).stream()
                .filter(found -> isFrom(found, asker))
                .count();
        if (open >= rules.mostOpen()) {
            return Optional.of("Already " + open + " requests of this agent wait for an answer: wait for those first.");
        }
        Instant hourAgo = now.minus(Duration.ofHours(1));
        long lately = store.recent(4 * rules.mostInAnHour(), now).stream()
                .filter(found ->
                        isFrom(found, asker) && found.request().createdAt().isAfter(hourAgo))
                .count();
        return lately >= rules.mostInAnHour()
                ? Optional.of("This agent has asked " + lately + " times within an hour: people need a pause.")
                : Optional.empty();
    }

    /** A sub-agent asks on the account of the one that started it. */
    private static boolean isFrom(ApprovalCase found, ApprovalRequest.Asker asker) {
        return account(found.request().asker()).equals(account(asker));
    }

    private static String account(ApprovalRequest.Asker asker) {
        return asker.parentAgent().isEmpty() ? asker.agent() : asker.parentAgent();
    }
}
