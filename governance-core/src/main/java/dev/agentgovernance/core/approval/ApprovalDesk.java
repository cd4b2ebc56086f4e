/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import dev.agentgovernance.api.approval.Approval.Answer;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.ApprovalTransport;
import dev.agentgovernance.api.approval.Capability;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where a guard asks and people answer.
 *
 * <p>Safe for use by several threads; the state is in the store, so that several desks on one store, in several processes,
 * are one desk. Each call takes a few operations of the store. Throws {@link java.io.UncheckedIOException} where it cannot be
 * reached.
 *
 * <p>The desk does not establish who a person is: whoever calls it has done so.
 */
public final class ApprovalDesk {

    private final ApprovalStore store;
    private final ApprovalRules rules;
    private final ApprovalTransport transport;
    private final Clock clock;
    private final Supplier<String> ids;
    private final FloodControl flood;
    private final Answers answers;

    private ApprovalDesk(Builder builder) {
        this.store = builder.store;
        this.rules = builder.rules;
        this.transport = builder.transport;
        this.clock = builder.clock;
        this.ids = builder.ids;
        this.flood = new FloodControl(store, rules);
        this.answers = new Answers(store, rules, clock);
    }

    /** Returns a builder for a desk on a store, under rules. */
    public static Builder builder(ApprovalStore store, ApprovalRules rules) {
        return new Builder(store, rules);
    }

    /** What comes of a question. */
    public sealed interface Outcome {

        /**
         * People said yes, and that yes is used up now.
         *
         * @param grant the request with its answers
         */
        record Granted(ApprovalCase grant) implements Outcome {}

        /**
         * People have to answer first.
         *
         * @param request the request that waits
         */
        record Waiting(ApprovalCase request) implements Outcome {}

        /**
         * Somebody said no to exactly this, and that still holds.
         *
         * @param request the request with its answers
         */
        record Rejected(ApprovalCase request) implements Outcome {}

        /**
         * Nobody was asked.
         *
         * @param why why not, as a sentence
         */
        record NotAsked(String why) implements Outcome {}
    }

    /**
     * What became of an answer.
     *
     * @param counts whether it counts
     * @param why why not, or where the request stands now, as a sentence
     */
    public record Receipt(boolean counts, String why) {}

    /**
     * Asks for a yes: uses one up that is there, points to the request that waits, or opens a request and shows it.
     *
     * @param capability what a yes would be good for
     * @param asker who asks
     * @param quorum how many people it takes, as judged now
     * @param shown what the people would see
     */
    // INVARIANT: a yes is used once, before it expires, for the capability it was given for, with all that is asked of
    // it now.
    public Outcome ask(Capability capability, ApprovalRequest.Asker asker, int quorum, ApprovalRequest.Shown shown) {
        Instant now = clock.instant();
        return said(capability, quorum, shown)
                .orElseGet(() -> flood.refusal(asker, shown, now)
                        .<Outcome>map(Outcome.NotAsked::new)
                        .orElseGet(() -> opened(new ApprovalRequest(
                                ids.get(),
                                capability,
                                asker,
                                quorum,
                                rules.rolesFor(shown.effects(), shown.impact()),
                                shown,
                                now,
                                now.plus(rules.validity())))));
    }

    /**
     * Returns what people have said of exactly this before, without asking anybody; empty where nothing is said and nothing
     * waits. A yes is used up by it.
     */
    public Optional<Outcome> said(Capability capability, int quorum, ApprovalRequest.Shown shown) {
        Instant now = clock.instant();
        Set<String> roles = rules.rolesFor(shown.effects(), shown.impact());
        Optional<ApprovalCase> waiting = Optional.empty();
        Optional<ApprovalCase> rejected = Optional.empty();
        for (ApprovalCase found : store.findAll(capability, now)) {
            if (found.state() == ApprovalState.GRANTED
                    && stillHolds(found, quorum, roles)
                    && store.redeem(found.request().id(), capability, now)) {
                return Optional.of(new Outcome.Granted(found));
            }
            boolean open = now.isBefore(found.request().expiresAt());
            if (found.state() == ApprovalState.PENDING && found.request().quorum() >= quorum) {
                waiting = Optional.of(found);
            } else if (open && found.state() == ApprovalState.REJECTED) {
                rejected = Optional.of(found);
            }
        }
        Optional<Outcome> waits = waiting.map(Outcome.Waiting::new);
        return waits.isPresent() ? waits : rejected.map(Outcome.Rejected::new);
    }

    /**
     * Opens a request whose yes is not used up but stands until it expires or is taken back, or points to the one that asks the
     * same.
     *
     * @param capability what a yes would be good for; never that of an action
     * @param asker who asks
     * @param quorum how many people it takes
     * @param shown what the people would see
     * @return granted where the very same stands, which is not used up by this
     */
    public Outcome open(Capability capability, ApprovalRequest.Asker asker, int quorum, ApprovalRequest.Shown shown) {
        Instant now = clock.instant();
        for (ApprovalCase found : store.findAll(capability, now)) {
            boolean same = found.request().shown().effects().equals(shown.effects())
                    && now.isBefore(found.request().expiresAt());
            if (same && found.state() == ApprovalState.PENDING) {
                return new Outcome.Waiting(found);
            }
            if (same && found.state() == ApprovalState.REJECTED) {
                return new Outcome.Rejected(found);
            }
            if (same && found.state() == ApprovalState.GRANTED) {
                return new Outcome.Granted(found);
            }
        }
        Set<String> roles = rules.rolesFor(shown.effects(), shown.impact());
        return flood.refusal(asker, shown, now)
                .<Outcome>map(Outcome.NotAsked::new)
                .orElseGet(() -> opened(new ApprovalRequest(
                        ids.get(), capability, asker, quorum, roles, shown, now, now.plus(rules.validity()))));
    }

    /** Returns the requests for a capability that are granted now and would be granted by the rules as they are now. */
    public List<ApprovalCase> standing(Capability capability) {
        return store.findAll(capability, clock.instant()).stream()
                .filter(found -> found.state() == ApprovalState.GRANTED
                        && stillHolds(
                                found, found.request().quorum(), found.request().roles()))
                .toList();
    }

    /** Looks again at a yes before it is used: at the people, their roles, and how many it takes now. */
    private boolean stillHolds(ApprovalCase found, int quorum, Set<String> roles) {
        boolean emergency = found.answers().stream()
                .anyMatch(
                        a -> a.answer() == Answer.BREAK_GLASS && rules.holds(a.approver(), ApprovalRules.BREAK_GLASS));
        if (emergency) {
            return true;
        }
        Set<String> people = new HashSet<>(found.approvers());
        people.removeIf(person -> !rules.knows(person));
        Set<String> wanted = new HashSet<>(roles);
        wanted.addAll(found.request().roles());
        return people.size() >= Math.max(quorum, found.request().quorum()) && rules.cover(people, wanted);
    }

    private Outcome opened(ApprovalRequest request) {
        store.submit(request);
        try {
            transport.show(request);
        } catch (RuntimeException e) {
            // It stands in the list of what waits all the same.
        }
        return new Outcome.Waiting(new ApprovalCase(request, ApprovalState.PENDING, List.of()));
    }

    /** Returns what waits for an answer, oldest first. */
    public List<ApprovalCase> pending() {
        return store.pending(clock.instant());
    }

    /** Returns the latest requests, youngest first. */
    public List<ApprovalCase> recent(int limit) {
        return store.recent(limit, clock.instant());
    }

    /** Returns what was done in an emergency and waits for its review, oldest first. */
    public List<ApprovalCase> waitingForReview() {
        return store.waitingForReview(clock.instant());
    }

    /** Returns a request. */
    public Optional<ApprovalCase> find(String requestId) {
        return store.find(requestId, clock.instant());
    }

    /**
     * Returns what waits and asks the very same as a request, itself included: the same kind of action with the same text and
     * effects in the same repository under the same policy, from whatever session. A person can read one and answer all.
     */
    public List<ApprovalCase> equalTo(ApprovalRequest request) {
        return pending().stream()
                .filter(found -> asksTheSame(found.request(), request))
                .toList();
    }

    private static boolean asksTheSame(ApprovalRequest a, ApprovalRequest b) {
        return a.asker().agent().equals(b.asker().agent())
                && a.asker().repository().equals(b.asker().repository())
                && a.quorum() == b.quorum()
                && a.roles().equals(b.roles())
                && a.shown().kind().equals(b.shown().kind())
                && a.shown().text().equals(b.shown().text())
                && a.shown().policy().equals(b.shown().policy())
                && a.shown().impact() == b.shown().impact()
                && a.shown().effects().equals(b.shown().effects());
    }

    /** Says yes. */
    public Receipt approve(String requestId, String name, String note) {
        return answers.approve(requestId, name, note);
    }

    /** Says no: the request is over, and exactly this is not asked again before it would have expired. */
    public Receipt deny(String requestId, String name, String note) {
        return answers.give(requestId, name, Answer.REJECTED, note);
    }

    /** Takes back what waits or was granted, before it is used. */
    public Receipt revoke(String requestId, String name, String note) {
        return answers.give(requestId, name, Answer.REVOKED, note);
    }

    /**
     * Says yes alone, in an emergency. Takes the role {@link ApprovalRules#BREAK_GLASS} and a reason, and somebody else has to
     * review it later; while an earlier one is overdue, none counts.
     */
    public Receipt breakGlass(String requestId, String name, String reason) {
        return answers.breakGlass(requestId, name, reason);
    }

    /** Tells whether something that was done in an emergency should have been reviewed by now. */
    public boolean isReviewOverdue() {
        return answers.isReviewOverdue();
    }

    /** Says that what was done in an emergency was looked at, by somebody else than the one who let it through. */
    public Receipt review(String requestId, String name, String finding) {
        return answers.review(requestId, name, finding);
    }

    /** Collects what a desk is made of. Not for use by several threads. */
    public static final class Builder {

        private final ApprovalStore store;
        private final ApprovalRules rules;
        private ApprovalTransport transport = request -> {};
        private Clock clock = Clock.systemUTC();
        private Supplier<String> ids = () -> UUID.randomUUID().toString();

        private Builder(ApprovalStore store, ApprovalRules rules) {
            this.store = Objects.requireNonNull(store, "store");
            this.rules = Objects.requireNonNull(rules, "rules");
        }

        /** Sets who brings a new request before people. */
        public Builder transport(ApprovalTransport transport) {
            this.transport = Objects.requireNonNull(transport, "transport");
            return this;
        }

        /** Sets the clock. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets what names the requests; each name must be new, and hard to guess. */
        public Builder ids(Supplier<String> ids) {
            this.ids = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** Returns the desk. */
        public ApprovalDesk build() {
            return new ApprovalDesk(this);
        }
    }
}
