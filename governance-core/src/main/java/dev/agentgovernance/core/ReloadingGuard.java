/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.core.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A guard that follows its policy as it changes. Every decision is made under one whole policy, whose digest it names; a
 * policy that cannot be read changes nothing: the last good one stays, and the failure is told each time it is met.
 *
 * <p>Safe for use by several threads. Whoever asks first after the interval reads the policy, while the others go on with the
 * one before.
 */
public final class ReloadingGuard implements Guard {

    private record Current(Policy policy, Guard guard) {}

    private final Supplier<Policy> source;
    private final Function<Policy, Guard> maker;
    private final Duration interval;
    private final Clock clock;
    private final Consumer<RuntimeException> onFailure;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Current current;
    private volatile Instant next;

    private ReloadingGuard(
            Supplier<Policy> source,
            Function<Policy, Guard> maker,
            Duration interval,
            Clock clock,
            Consumer<RuntimeException> onFailure) {
        this.source = Objects.requireNonNull(source, "source");
        this.maker = Objects.requireNonNull(maker, "maker");
        this.interval = Objects.requireNonNull(interval, "interval");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
        Policy policy = source.get();
        this.current = new Current(policy, maker.apply(policy));
        this.next = clock.instant().plus(interval);
    }

    /**
     * Returns a guard over a policy that is read now, and again whenever a question comes after the interval.
     *
     * @param source reads the policy, for example {@code () -> Policy.load(file)}
     * @param maker makes the guard for a policy; called again only where the policy has another digest
     * @param interval how long a policy counts without being read again
     * @param clock the time
     * @param onFailure is told of a policy that could not be read; has to be loud, since agents go on under the old one
     * @throws RuntimeException what the source throws, if the policy cannot be read the first time
     */
    public static ReloadingGuard of(
            Supplier<Policy> source,
            Function<Policy, Guard> maker,
            Duration interval,
            Clock clock,
            Consumer<RuntimeException> onFailure) {
        return new ReloadingGuard(source, maker, interval, clock, onFailure);
    }

    @Override
    public Decision decide(Action action, ActionContext context) {
        reloadIfDue();
        return current.guard().decide(action, context);
    }

    @Override
    public Decision judge(Action action, ActionContext context) {
        reloadIfDue();
        return current.guard().judge(action, context);
    }

    /** Returns the policy that counts now. */
    public Policy policy() {
        return current.policy();
    }

    private void reloadIfDue() {
        if (clock.instant().isBefore(next) || !reloading.tryLock()) {
            return;
        }
        try {
            Policy policy = source.get();
            if (!policy.digest().equals(current.policy().digest())) {
                current = new Current(policy, maker.apply(policy));
            }
        } catch (RuntimeException e) {
            tell(e);
        } finally {
            next = clock.instant().plus(interval);
            reloading.unlock();
        }
    }

    /** Nobody who listens can stop a decision. */
    private void tell(RuntimeException failure) {
        try {
            onFailure.accept(failure);
        } catch (RuntimeException ignored) {
            // The failure was told as well as could be.
        }
    }
}
