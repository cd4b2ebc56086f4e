/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests and answers in memory. */
final class MemoryApprovalStore implements ApprovalStore {

    private final int capacity;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    MemoryApprovalStore(int capacity) {
        this.capacity = capacity;
    }

    private static final class Entry {
        private final ApprovalRequest request;
        private final Set<String> approvers = new HashSet<>();
        private boolean rejected;
        private boolean used;

        Entry(ApprovalRequest request) {
            this.request = request;
        }

        ApprovalState state(Instant now) {
            if (used) {
                return ApprovalState.USED;
            }
            if (rejected) {
                return ApprovalState.REJECTED;
            }
            if (!now.isBefore(request.expiresAt())) {
                return ApprovalState.EXPIRED;
            }
            return approvers.size() >= request.quorum() ? ApprovalState.GRANTED : ApprovalState.PENDING;
        }

        boolean mayAnswer(String approver) {
            return !approver.isEmpty()
                    && !approver.equals(request.requester())
                    && !approver.equals(request.onBehalfOf())
                    && !approvers.contains(approver);
        }
    }

    @Override
    public synchronized boolean submit(ApprovalRequest request) {
        if (entries.containsKey(request.id())) {
            return false;
        }
        if (entries.size() >= capacity) {
            entries.values().removeIf(entry -> !request.createdAt().isBefore(entry.request.expiresAt()));
            if (entries.size() >= capacity) {
                throw new UncheckedIOException(new IOException("the store holds " + capacity + " open requests"));
            }
        }
        entries.put(request.id(), new Entry(request));
        return true;
    }

    @Override
    public synchronized boolean answer(Approval approval) {
        Entry entry = entries.get(approval.requestId());
        if (entry == null
                || entry.state(approval.at()) != ApprovalState.PENDING
                || !entry.mayAnswer(approval.approver())) {
            return false;
        }
        if (approval.answer() == Approval.Answer.REJECTED) {
            entry.rejected = true;
        } else {
            entry.approvers.add(approval.approver());
        }
        return true;
    }

    @Override
    public synchronized ApprovalState state(String requestId, Instant now) {
        Entry entry = entries.get(requestId);
        return entry == null ? ApprovalState.UNKNOWN : entry.state(now);
    }

    @Override
    public synchronized List<ApprovalRequest> pending(Instant now) {
        return entries.values().stream()
                .filter(entry -> entry.state(now) == ApprovalState.PENDING)
                .map(entry -> entry.request)
                .sorted(Comparator.comparing(ApprovalRequest::createdAt))
                .toList();
    }

    // INVARIANT: each grant is given away at most once, and only for the action and the policy it was made for.
    @Override
    public synchronized boolean redeem(ActionDigest action, String policy, Instant now) {
        for (Entry entry : entries.values()) {
            if (entry.request.action().equals(action)
                    && entry.request.policy().equals(policy)
                    && entry.state(now) == ApprovalState.GRANTED) {
                entry.used = true;
                return true;
            }
        }
        return false;
    }
}
