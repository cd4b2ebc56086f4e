/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClaimProperties {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    /** A step of a task, some minutes after the one before. */
    record Step(String task, String file, int minutes) {}

    private record Change(String task, String file, Instant at) {}

    private static final class Ticking extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("Shop.java", "Cart.java", "db/migration/V1.sql", "db/migration/V2.sql"),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    private static Governance.Builder guard(Clock clock) {
        return Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.DELIVER)
                .rememberedFiles(0)
                .clock(clock);
    }

    private static ActionContext context(String task) {
        return ActionContext.builder("agent")
                .repository("acme/shop")
                .repositoryRoot("/w")
                .workingDirectory("/w")
                .task(task)
                .build();
    }

    private static boolean meet(String one, String other) {
        return one.equals(other) || (one.startsWith("db/") && other.startsWith("db/"));
    }

    @Property(tries = 200)
    void whatOneTaskChangedNoOtherChangesForHalfALeaseAndEverybodyCanAfterAWhole(@ForAll("steps") List<Step> steps) {
        Ticking clock = new Ticking();
        Governance guard = guard(clock).claims(InMemoryStores.claimStore()).build();
        List<Change> changes = new ArrayList<>();
        for (Step step : steps) {
            clock.now = clock.now.plus(Duration.ofMinutes(step.minutes()));
            Decision decision = guard.decide(Action.write(step.file(), "x\n"), context(step.task()));
            List<Change> ofOthers = changes.stream()
                    .filter(change -> !change.task().equals(step.task()) && meet(change.file(), step.file()))
                    .toList();
            Instant recent = clock.now.minus(Duration.ofSeconds(450));
            Instant old = clock.now.minus(Duration.ofMinutes(15));
            if (ofOthers.stream().anyMatch(change -> change.at().isAfter(recent))) {
                assertThat(decision).isNotInstanceOf(Allow.class);
            }
            if (ofOthers.stream().noneMatch(change -> change.at().isAfter(old))) {
                assertThat(decision).isInstanceOf(Allow.class);
            }
            if (decision instanceof Allow) {
                changes.add(new Change(step.task(), step.file(), clock.now));
            }
        }
    }

    @Provide
    Arbitrary<Action> actions() {
        return TestActions.actions();
    }

    private static final Clock NOON = Clock.fixed(START, ZoneOffset.UTC);
    private static final Governance WITHOUT = guard(NOON).build();

    @Property(tries = 300)
    void claimsNeverMakeADecisionMilder(@ForAll("actions") Action first, @ForAll("actions") Action second) {
        Governance with = guard(NOON).claims(InMemoryStores.claimStore()).build();
        with.decide(first, context("a"));
        assertThat(with.decide(second, context("b")).assessment().oversight())
                .isGreaterThanOrEqualTo(
                        WITHOUT.decide(second, context("b")).assessment().oversight());
    }
}
