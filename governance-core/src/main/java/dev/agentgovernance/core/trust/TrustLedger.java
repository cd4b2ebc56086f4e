/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.trust;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustSource;
import dev.agentgovernance.api.trust.TrustStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Trust that is earned and lost: works out levels from the evidence in a store.
 *
 * <p>Safe for use by several threads. A level is kept for {@link Builder#freshFor} (a second where nothing else is set), so
 * that it takes a microsecond; working one out reads all evidence of its key. What is recorded through this ledger counts at
 * once; what another process records, when the kept level has aged. Throws {@link java.io.UncheckedIOException} where the
 * store cannot be reached, which a guard takes for {@link TrustLevel#OBSERVE}.
 *
 * <p>The rules are in {@link TrustRules} and described in {@code TRUST.md}.
 */
public final class TrustLedger implements TrustSource {

    private static final int MOST_KEPT = 10_000;

    private record Kept(Standing standing, Instant at) {}

    private final TrustStore store;
    private final TrustRules rules;
    private final TrustSource base;
    private final Clock clock;
    private final Duration freshFor;
    private final Supplier<String> ids;
    private final Map<TrustKey, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    private TrustLedger(Builder builder) {
        this.store = builder.store;
        this.rules = builder.rules;
        this.base = builder.base;
        this.clock = builder.clock;
        this.freshFor = builder.freshFor;
        this.ids = builder.ids;
    }

    /** Returns a builder for a ledger over a store. */
    public static Builder builder(TrustStore store) {
        return new Builder(store);
    }

    @Override
    public TrustLevel levelOf(TrustKey key) {
        Instant now = clock.instant();
        Kept found = kept.get(key);
        if (found == null || isOld(found, now)) {
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            long seen = changes.get();
            found = new Kept(standing(key, now), now);
            kept.put(key, found);
            if (changes.get() != seen) {
                // Something was recorded meanwhile, perhaps for this key.
                kept.remove(key);
            }
        }
        return found.standing().level();
    }

    private boolean isOld(Kept found, Instant now) {
        // A clock that was set back makes nothing fresher.
        return now.isBefore(found.at())
                || !now.isBefore(found.at().plus(freshFor))
                || found.standing()
                        .signedUntil()
                        .filter(until -> !now.isBefore(until))
                        .isPresent();
    }

    /** Returns where a key stands now, and why. */
    public Standing standing(TrustKey key) {
        return standing(key, clock.instant());
    }

    private Standing standing(TrustKey key, Instant now) {
        return Career.standing(key, base.levelOf(key), rules, store.evidence(key), store.grants(key), now);
    }

    /** Returns where every key stands of which something is known, by agent, repository and class. */
    public List<Standing> standings() {
        Instant now = clock.instant();
        return store.keys().stream()
                .sorted(Comparator.comparing(TrustKey::agent)
                        .thenComparing(TrustKey::repository)
                        .thenComparing(TrustKey::actionClass))
                .map(key -> standing(key, now))
                .toList();
    }

    /**
     * Stores a piece of evidence.
     *
     * @return whether it is new
     */
    public boolean record(Evidence evidence) {
        boolean isNew = store.append(evidence);
        forget(evidence.key());
        return isNew;
    }

    /**
     * Stores what became of an action that was decided on, for each class of its effects.
     *
     * @param decision the decision
     * @param context its context
     * @param outcome what became of it
     * @param occurrence names this one time; the same outcome of the same occurrence counts once
     * @param witness who or what says so
     */
    public void record(Decision decision, ActionContext context, Outcome outcome, String occurrence, String witness) {
        record(
                decision.assessment().effects(),
                context.agent(),
                context.repository().orElse(""),
                decision.digest(),
                outcome,
                occurrence,
                witness);
    }

    /**
     * Stores what people answered to a request as evidence, for each class of its effects.
     *
     * @param request the request
     * @param outcome {@link Outcome#APPROVED_UNCHANGED} or {@link Outcome#REJECTED}
     * @param witness who answered
     */
    public void record(ApprovalRequest request, Outcome outcome, String witness) {
        record(
                request.shown().effects(),
                request.asker().agent(),
                request.asker().repository(),
                request.shown().action(),
                outcome,
                request.id(),
                witness);
    }

    private void record(
            List<Effect> effects,
            String agent,
            String repository,
            ActionDigest action,
            Outcome outcome,
            String occurrence,
            String witness) {
        Set<ActionClass> classes = EnumSet.noneOf(ActionClass.class);
        for (Effect effect : effects) {
            if (!TrustCheck.isPlainRead(effect)) {
                classes.add(TrustCheck.classOf(effect));
            }
        }
        if (classes.isEmpty()) {
            classes.add(ActionClass.READ);
        }
        for (ActionClass each : classes) {
            TrustKey key = new TrustKey(agent, repository, each);
            String id = occurrence + '/' + action.hex() + '/' + outcome + '/' + each.id();
            record(new Evidence(id, key, outcome, action, clock.instant(), witness));
        }
    }

    /**
     * Signs a promotion.
     *
     * @param level the level, which the evidence has to support
     * @param signer the human who signs, as the caller has established
     * @param reason why, in the human's words
     * @param validity for how long; cut to {@link TrustRules#longestSignature()}
     * @return where the key stands then
     * @throws IllegalArgumentException if the evidence does not support it, the validity is nothing, or an agent signs for
     *     itself; the message says which
     */
    public Standing promote(TrustKey key, TrustLevel level, String signer, String reason, Duration validity) {
        Instant now = clock.instant();
        checkSigner(key, signer);
        Standing before = standing(key, now);
        boolean renews = level == before.level() && before.signedUntil().isPresent();
        if (!renews && before.proposal().filter(level::equals).isEmpty()) {
            throw new IllegalArgumentException("the evidence does not support " + level + ": "
                    + before.proposal().map(p -> "it supports " + p).orElse("it supports no promotion"));
        }
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("a promotion lasts for some time");
        }
        Duration length = validity.compareTo(rules.longestSignature()) > 0 ? rules.longestSignature() : validity;
        return granted(new TrustGrant(
                ids.get(), key, TrustGrant.Kind.PROMOTION, level, signer, reason, now, now.plus(length)));
    }

    /**
     * Takes trust away at once. What was earned before is spent: a higher level takes new evidence.
     *
     * @param level the most that is held from now on
     * @param signer the human who says so, as the caller has established
     * @param reason why, in the human's words
     * @return where the key stands then
     */
    public Standing demote(TrustKey key, TrustLevel level, String signer, String reason) {
        checkSigner(key, signer);
        Instant now = clock.instant();
        return granted(
                new TrustGrant(ids.get(), key, TrustGrant.Kind.DEMOTION, level, signer, reason, now, Instant.MAX));
    }

    private static void checkSigner(TrustKey key, String signer) {
        if (signer.isBlank() || signer.equals(key.agent())) {
            throw new IllegalArgumentException("a human signs, and no agent for itself");
        }
    }

    private Standing granted(TrustGrant grant) {
        store.grant(grant);
        forget(grant.key());
        return standing(grant.key());
    }

    private void forget(TrustKey key) {
        changes.incrementAndGet();
        kept.remove(key);
    }

    /** Collects what a ledger is made of; only the store is needed. Not for use by several threads. */
    public static final class Builder {

        private final TrustStore store;
        private TrustRules rules = TrustRules.standard();
        private TrustSource base = key -> TrustLevel.OBSERVE;
        private Clock clock = Clock.systemUTC();
        private Duration freshFor = Duration.ofSeconds(1);
        private Supplier<String> ids = () -> UUID.randomUUID().toString();

        private Builder(TrustStore store) {
            this.store = Objects.requireNonNull(store, "store");
        }

        /** Sets what it takes to earn and to lose a level. */
        public Builder rules(TrustRules rules) {
            this.rules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /** Sets with which level an agent begins: what a policy gives it by name. OBSERVE where nothing is set. */
        public Builder base(TrustSource base) {
            this.base = Objects.requireNonNull(base, "base");
            return this;
        }

        /** Sets the clock. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets for how long a level that was worked out may be used before the store is asked again; zero for never. */
        public Builder freshFor(Duration freshFor) {
            if (freshFor.isNegative() || freshFor.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("a level is kept for a day at most");
            }
            this.freshFor = freshFor;
            return this;
        }

        /** Sets what names the words of humans; each name must be new. */
        public Builder ids(Supplier<String> ids) {
            this.ids = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** Returns the ledger. */
        public TrustLedger build() {
            return new TrustLedger(this);
        }
    }
}
