/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Requests and answers in memory. */
final class MemoryApprovalStore implements ApprovalStore {

    private final int capacity;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> agents = new HashSet<>();

    MemoryApprovalStore(int capacity) {
        this.capacity = capacity;
    }

    private static final class Entry {
        private final ApprovalRequest request;
        private final List<Approval> answers = new ArrayList<>();
        private boolean used;

        Entry(ApprovalRequest request) {
            this.request = request;
        }

        ApprovalCase at(Instant now) {
            return new ApprovalCase(request, CaseRules.state(request, answers, used, now), answers);
        }

        /** What waits for its review is not forgotten. */
        boolean isOver(Instant now) {
            return !now.isBefore(request.expiresAt()) && !at(now).waitsForReview();
        }
    }

    @Override
    public synchronized boolean submit(ApprovalRequest request) {
        if (entries.containsKey(request.id())) {
            return false;
        }
        if (entries.size() >= capacity) {
            entries.values().removeIf(entry -> entry.isOver(request.createdAt()));
            if (entries.size() >= capacity) {
                throw new UncheckedIOException(new IOException("the store holds " + capacity + " open requests"));
            }
        }
        entries.put(request.id(), new Entry(request));
        agents.add(request.asker().agent());
        return true;
    }

    @Override
    public synchronized boolean answer(Approval approval) {
        Entry entry = entries.get(approval.requestId());
        if (entry == null
                || !CaseRules.counts(
                        entry.request, entry.answers, entry.used, approval, agents.contains(approval.approver()))) {
            return false;
        }
        entry.answers.add(approval);
        return true;
    }

    @Override
    public synchronized Optional<ApprovalCase> find(String requestId, Instant now) {
        return Optional.ofNullable(entries.get(requestId)).map(entry -> entry.at(now));
    }

    @Override
    public synchronized List<ApprovalCase> findAll(Capability capability, Instant now) {
        return list(now, found -> found.request().capability().equals(capability));
    }

    @Override
    public synchronized List<ApprovalCase> pending(Instant now) {
        return list(now, found -> found.state() == ApprovalState.PENDING);
    }

    @Override
    public synchronized List<ApprovalCase> recent(int limit, Instant now) {
        List<ApprovalCase> all = new ArrayList<>(list(now, found -> true));
        java.util.Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    @Override
    public synchronized List<ApprovalCase> waitingForReview(Instant now) {
        return list(now, ApprovalCase::waitsForReview);
    }

    private List<ApprovalCase> list(Instant now, Predicate<ApprovalCase> wanted) {
        return entries.values().stream()
                .map(entry -> entry.at(now))
                .filter(wanted)
                .sorted(Comparator.comparing(found -> found.request().createdAt()))
                .toList();
    }

    // INVARIANT: each grant is given away at most once, and only for the capability it was made for.
    @Override
    public synchronized boolean redeem(String requestId, Capability capability, Instant now) {
        Entry entry = entries.get(requestId);
        if (entry == null
                || !entry.request.capability().equals(capability)
                || entry.at(now).state() != ApprovalState.GRANTED) {
            return false;
        }
        entry.used = true;
        return true;
    }
}
