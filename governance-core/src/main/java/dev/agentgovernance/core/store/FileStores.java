/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.approval.Approval;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.integrity.Claim;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.integrity.Overtaken;
import dev.agentgovernance.api.integrity.ResourceKey;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Stores in one file of their own, for a single machine: what a call acknowledged is on the device (fsync), and survives the
 * death of the process and of the machine as far as the device keeps what it has acknowledged.
 *
 * <p>All are safe for use by several threads, several of these objects and several processes on the same file at once;
 * each operation happens as a whole or not at all. The file is on a local file system. Opening reads the whole file, and all of
 * it stays in memory. Where more than half of the file, and over 1 MiB, are claims and budgets that have changed since, it is
 * written anew without them; requests, answers and evidence are kept for good. An operation takes a lock on a file next to it ({@code NAME.lock}, waited for up to
 * 10 s); one that changes something takes one force of the device besides.
 *
 * <p>Whatever the file refuses is an {@link UncheckedIOException}. After a change that failed nobody knows whether it counts:
 * this object then refuses everything, and another has to be opened. A file that is damaged, replaced or cut off is refused.
 */
public final class FileStores implements AutoCloseable {

    /*
     * The file holds every operation that changed something, in order. The state is what the stores in memory make of them,
     * here and in every other process: an operation is tried in memory, and where it changed something it is appended and
     * forced before anybody is told. Time is in the operations, so that the same file gives the same state.
     */

    private static final int MOST_TRIES = 100;
    private static final long LEAST_REPLACED = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Path path;
    private final long leastReplaced;
    private long nextCompaction;
    private StoredChanges changes = new StoredChanges();
    private StateFile file;

    private FileStores(Path path, long leastReplaced) throws IOException {
        this.path = path;
        this.leastReplaced = leastReplaced;
        this.nextCompaction = leastReplaced;
        this.file = StateFile.open(path, changes::follow);
    }

    /**
     * Opens the stores, making the file and its folder where there are none. Only the owner can read a file made here.
     *
     * @throws UncheckedIOException if the file cannot be read and written, or is damaged
     */
    public static FileStores open(Path file) {
        return open(file, LEAST_REPLACED);
    }

    /**
     * Opens the stores.
     *
     * @param leastReplaced how many bytes of changes are replaced by a compaction at least
     */
    static FileStores open(Path file, long leastReplaced) {
        try {
            return new FileStores(file, leastReplaced);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the store of evidence. */
    public TrustStore trustStore() {
        return new Trust();
    }

    /** Returns the store of approvals. */
    public ApprovalStore approvalStore() {
        return new Approvals();
    }

    /** Returns the store of claims. */
    public ClaimStore claimStore() {
        return new Claims();
    }

    /** Returns the store of budgets. */
    public BudgetStore budgetStore() {
        return new Budgets();
    }

    /** Closes the file. Closing it again does nothing; using a store afterwards is an {@link UncheckedIOException}. */
    @Override
    public void close() {
        lock.lock();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Supplier<T> question) {
        lock.lock();
        try {
            return alone(question::get);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** An operation that may change something. */
    @FunctionalInterface
    private interface Operation<T> {
        /** Tries it in memory; what it returns says what came of it, and whether it has to be kept. */
        Tried<T> run();
    }

    private record Tried<T>(T result, boolean changed) {
        static Tried<Boolean> of(boolean changed) {
            return new Tried<>(changed, changed);
        }
    }

    // INVARIANT: nobody is told of a change before it is on the device.
    private <T> T write(String text, Operation<T> operation) {
        lock.lock();
        try {
            for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
                Optional<Tried<T>> done = alone(() -> attempt(text, operation));
                if (done.isPresent()) {
                    return done.get().result();
                }
                reload();
            }
            throw new IOException("others were always faster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private <T> Optional<Tried<T>> attempt(String text, Operation<T> operation) throws IOException {
        Tried<T> tried = operation.run();
        if (!tried.changed()) {
            return Optional.of(tried);
        }
        if (!file.append(text)) {
            return Optional.empty();
        }
        changes.state().count(text);
        compactIfWorthIt();
        return Optional.of(tried);
    }

    /** Runs a step on the file that has the name now. */
    private <T> T alone(StateFile.Step<T> step) throws IOException {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            try {
                return file.alone(step);
            } catch (StateFile.MovedOnException e) {
                followOn();
            }
        }
        throw new IOException("the file of the store was replaced again and again");
    }

    /** Goes over to a file that has followed from the one in use, and to no other. */
    private void followOn() throws IOException {
        StateFile before = file;
        StoredChanges known = changes;
        reload();
        if (changes.state().generation() <= known.state().generation()) {
            file.close();
            file = before;
            changes = known;
            throw before.refused();
        }
    }

    /** Makes the file shorter, within a step: after a change that was acknowledged by the device already. */
    private void compactIfWorthIt() {
        long replaced = changes.state().replaceable();
        if (replaced < nextCompaction || replaced < file.length() / 2) {
            return;
        }
        try {
            file.replace(
                    changes.state().nextGeneration(),
                    StoredState::stays,
                    changes.state().lines());
        } catch (IOException e) {
            // The file stays as it is, and it is tried again once as much has come again.
            nextCompaction = replaced + leastReplaced;
        }
    }

    /** Forgets what was tried and does not count. */
    private void reload() throws IOException {
        file.close();
        nextCompaction = leastReplaced;
        changes = new StoredChanges();
        file = StateFile.open(path, changes::follow);
    }

    private final class Trust implements TrustStore {
        @Override
        public boolean append(Evidence evidence) {
            return write(
                    StoredChanges.text(evidence), () -> Tried.of(changes.trust().append(evidence)));
        }

        @Override
        public List<Evidence> evidence(TrustKey key) {
            return read(() -> changes.trust().evidence(key));
        }

        @Override
        public boolean grant(TrustGrant grant) {
            return write(
                    StoredChanges.text(grant), () -> Tried.of(changes.trust().grant(grant)));
        }

        @Override
        public List<TrustGrant> grants(TrustKey key) {
            return read(() -> changes.trust().grants(key));
        }

        @Override
        public Set<TrustKey> keys() {
            return read(() -> changes.trust().keys());
        }
    }

    private final class Approvals implements ApprovalStore {
        @Override
        public boolean submit(ApprovalRequest request) {
            return write(
                    StoredChanges.text(request),
                    () -> Tried.of(changes.approvals().submit(request)));
        }

        @Override
        public boolean answer(Approval approval) {
            return write(
                    StoredChanges.text(approval),
                    () -> Tried.of(changes.approvals().answer(approval)));
        }

        // INVARIANT: each grant is given away at most once, and only for the capability it was made for.
        @Override
        public boolean redeem(String requestId, Capability capability, Instant now) {
            return write(
                    StoredChanges.redeemed(requestId, capability, now),
                    () -> Tried.of(changes.approvals().redeem(requestId, capability, now)));
        }

        @Override
        public Optional<ApprovalCase> find(String requestId, Instant now) {
            return read(() -> changes.approvals().find(requestId, now));
        }

        @Override
        public List<ApprovalCase> findAll(Capability capability, Instant now) {
            return read(() -> changes.approvals().findAll(capability, now));
        }

        @Override
        public List<ApprovalCase> pending(Instant now) {
            return read(() -> changes.approvals().pending(now));
        }

        @Override
        public List<ApprovalCase> recent(int limit, Instant now) {
            return read(() -> changes.approvals().recent(limit, now));
        }

        @Override
        public List<ApprovalCase> waitingForReview(Instant now) {
            return read(() -> changes.approvals().waitingForReview(now));
        }
    }

    private final class Budgets implements BudgetStore {
        @Override
        public boolean reserve(List<Draw> draws, Instant now) {
            return write(
                    StoredChanges.reserved(draws, now),
                    () -> Tried.of(changes.budgets().reserve(draws, now)));
        }

        @Override
        public long used(String counter) {
            return read(() -> changes.budgets().used(counter));
        }
    }

    private final class Claims implements ClaimStore {
        @Override
        public ClaimResult acquire(
                ResourceKey key, Claim.Mode mode, String holder, Duration lease, String reason, Instant now) {
            return write(StoredChanges.acquired(key, mode, holder, lease, reason, now), () -> {
                MemoryClaimStore claims = changes.claims();
                int before = claims.size();
                ClaimResult result = claims.acquire(key, mode, holder, lease, reason, now);
                // A wish that is refused may still have put an end to claims whose time ran out.
                return new Tried<>(result, result instanceof ClaimResult.Granted || claims.size() != before);
            });
        }

        @Override
        public boolean release(long fencingToken) {
            return write(
                    StoredChanges.released(fencingToken),
                    () -> Tried.of(changes.claims().release(fencingToken)));
        }

        @Override
        public List<Overtaken> overtaken(String holder) {
            return read(() -> changes.claims().overtaken(holder));
        }

        @Override
        public boolean settle(long fencingToken) {
            return write(
                    StoredChanges.settled(fencingToken),
                    () -> Tried.of(changes.claims().settle(fencingToken)));
        }

        @Override
        public boolean isCurrent(long fencingToken, Instant now) {
            return read(() -> changes.claims().isCurrent(fencingToken, now));
        }

        @Override
        public List<Claim> inForce(Instant now) {
            return read(() -> changes.claims().inForce(now));
        }

        @Override
        public List<Claim> overlapping(ResourceKey key, Instant now) {
            return read(() -> changes.claims().overlapping(key, now));
        }
    }
}
