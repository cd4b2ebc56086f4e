/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.approval;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.Impact;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A question to humans: may this exact action be done, under this policy, in this task?
 *
 * @param id unique name of the request
 * @param capability what a yes is good for
 * @param asker who asks
 * @param quorum how many different people have to say yes, at least 1
 * @param roles roles of which each has to be held by somebody who says yes
 * @param shown what the people see
 * @param createdAt when it was asked
 * @param expiresAt when no answer counts any more
 */
public record ApprovalRequest(
        String id,
        Capability capability,
        Asker asker,
        int quorum,
        Set<String> roles,
        Shown shown,
        Instant createdAt,
        Instant expiresAt) {

    /**
     * Who asks. Nobody of these can answer. What is not known is empty.
     *
     * @param agent the agent
     * @param parentAgent the agent that started it
     * @param principal the human or service for whom it works
     * @param session its session
     * @param repository the repository it works on
     */
    public record Asker(String agent, String parentAgent, String principal, String session, String repository) {
        /** Checks that nothing is null. */
        public Asker {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(parentAgent, "parentAgent");
            Objects.requireNonNull(principal, "principal");
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(repository, "repository");
        }
    }

    /**
     * What people see. None of it holds a secret, and nothing is left out.
     *
     * @param action the digest of the action and its context
     * @param policy the digest of the policy under which it was judged
     * @param kind the kind of action, for example {@code shell}
     * @param text the whole text of the action, redacted
     * @param impact how bad it could be
     * @param effects what it would do
     * @param reasons why it needs a yes
     */
    public record Shown(
            ActionDigest action,
            String policy,
            String kind,
            String text,
            Impact impact,
            List<Effect> effects,
            List<Reason> reasons) {
        /** Checks and copies. */
        public Shown {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(policy, "policy");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(impact, "impact");
            effects = List.copyOf(effects);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the quorum is under 1, or the request ends before it begins
     */
    public ApprovalRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(capability, "capability");
        Objects.requireNonNull(asker, "asker");
        roles = Set.copyOf(roles);
        Objects.requireNonNull(shown, "shown");
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum is at least 1: " + quorum);
        }
        if (!createdAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a request ends after it begins");
        }
    }

    /** Tells whether somebody can never answer this request: nobody, the agent, its parent, or whom it works for. */
    public boolean excludes(String approver) {
        return approver.isEmpty()
                || approver.equals(asker.agent())
                || approver.equals(asker.parentAgent())
                || approver.equals(asker.principal());
    }
}
