/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.policy.InvalidPolicyException;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much may go ahead: what is counted, for whom, for how long, and what happens beyond. */
class BudgetsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final ActionContext ONE = ActionContext.builder("bot")
            .repository("acme/shop")
            .session("s1")
            .task("T")
            .build();
    private static final Action DELETE = Action.delete("src/a.txt");
    private static final Action READ = Action.read("src/a.txt");

    private static String budget(String more) {
        return "version: 1\nbudgets:\n  - {id: few, why: Enough is enough., " + more + "}\n";
    }

    private static Governance.Builder builder(String policy) {
        return Governance.builder(Policy.parse(policy, "p.yaml"))
                .trust(key -> TrustLevel.OPERATE)
                .clock(Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void deletionsOfASessionAreCountedAndTheLimitIsTold() {
        Governance guard = builder(budget("measure: effects, effects: [fs.delete], per: session, limit: 2, over: ask"))
                .build();
        assertThat(guard.decide(DELETE, ONE)).isInstanceOf(Allow.class);
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Allow.class);
        assertThat(guard.decide(DELETE, ONE)).isInstanceOf(Allow.class);
        Decision third = guard.decide(DELETE, ONE);
        assertThat(third).isInstanceOf(Ask.class);
        assertThat(third.assessment().oversight()).isEqualTo(Oversight.APPROVE);
        assertThat(third.reasons().get(0).text())
                .isEqualTo("The budget 'few' is used up: 2 of 2 effects per session, and this takes 1."
                        + " Enough is enough.");
        assertThat(guard.decide(DELETE, ONE.toBuilder().session("s2").build())).isInstanceOf(Allow.class);
        assertThat(guard.decide(
                        Action.shell("rm a b c"), ONE.toBuilder().session("s3").build()))
                .as("three at once are more than two")
                .isInstanceOf(Ask.class);
    }

    @Test
    void callsWithinAWindowBeginAnewWithTheNext() {
        BudgetStore store = InMemoryStores.budgetStore();
        String policy = budget("per: agent, within: PT1H, limit: 1, over: deny");
        assertThat(builder(policy).budgets(store).build().decide(READ, ONE)).isInstanceOf(Allow.class);
        assertThat(builder(policy).budgets(store).build().decide(READ, ONE)).isInstanceOf(Deny.class);
        Clock later = Clock.fixed(NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC);
        assertThat(builder(policy).budgets(store).clock(later).build().decide(READ, ONE))
                .isInstanceOf(Allow.class);
    }

    @Test
    void whatAnAgentStartedIsCountedWithIt() {
        Governance guard = builder(budget("per: agent, limit: 1, over: deny")).build();
        assertThat(guard.decide(
                        READ, ActionContext.builder("child").parentAgent("bot").build()))
                .isInstanceOf(Allow.class);
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Deny.class);
    }

    @Test
    void aSessionThatIsNotKnownIsNoFreePass() {
        Governance guard = builder(budget("per: session, limit: 1, over: deny")).build();
        ActionContext nameless = ActionContext.of("bot", "acme/shop");
        assertThat(guard.decide(READ, nameless)).isInstanceOf(Allow.class);
        assertThat(guard.decide(READ, nameless)).isInstanceOf(Deny.class);
    }

    @Test
    void spendIsWhatTheHostSays() {
        Governance guard = builder(budget("measure: spend, per: task, limit: 100, over: ask"))
                .costs((action, context) -> 60)
                .build();
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Allow.class);
        assertThat(guard.decide(READ, ONE).explanation()).contains("60 of 100 spend per task, and this takes 60");
    }

    @Test
    void whatIsNotLetThroughUsesNothing() {
        BudgetStore store = InMemoryStores.budgetStore();
        Governance guard = builder(budget("per: agent, limit: 1, over: deny"))
                .trust(key -> TrustLevel.OBSERVE)
                .budgets(store)
                .build();
        Action push = Action.shell("git push --force origin main");
        guard.decide(push, ONE);
        guard.judge(READ, ONE);
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Allow.class);
    }

    @Test
    void severalBudgetsAreUsedTogetherOrNotAtAll() {
        String policy = """
                version: 1
                budgets:
                  - {id: calls, per: agent, limit: 2, over: ask, why: Calls.}
                  - {id: deletes, measure: effects, effects: [fs.delete], per: agent, limit: 0, over: deny, why: No.}
                """;
        Governance guard = builder(policy).build();
        assertThat(guard.decide(DELETE, ONE)).isInstanceOf(Deny.class);
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Allow.class);
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Allow.class);
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Ask.class);
    }

    @Test
    void whatPeopleSaidYesToIsCountedWhenItGoesAhead() {
        ApprovalDesk desk = ApprovalDesk.builder(
                        InMemoryStores.approvalStore(), ApprovalRules.parse("{\"people\": {\"ann\": []}}"))
                .build();
        BudgetStore counted = InMemoryStores.budgetStore();
        Governance guard = builder(budget("per: agent, limit: 1, over: ask"))
                .budgets(counted)
                .approvals(desk)
                .build();
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Allow.class);
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Ask.class);
        desk.approve(desk.pending().get(0).request().id(), "ann", "once more");
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Allow.class);
        Decision third = guard.decide(READ, ONE);
        assertThat(third).isInstanceOf(Ask.class);
        assertThat(third.reasons())
                .anySatisfy(reason -> assertThat(reason.what()).contains("2 of 1 calls"));
    }

    @Test
    void moreTrustIsNotStricterWhereABudgetIsUsedUp() {
        for (TrustLevel level : TrustLevel.values()) {
            Governance guard = builder(budget("per: agent, limit: 0, over: deny"))
                    .trust(key -> level)
                    .build();
            assertThat(guard.decide(Action.shell("git push origin bot/x"), ONE)).isInstanceOf(Deny.class);
        }
    }

    @Test
    void aStoreThatCannotBeReachedIsNoFreePass() {
        BudgetStore broken = new BudgetStore() {
            @Override
            public boolean reserve(List<Draw> draws, Instant now) {
                throw new UncheckedIOException(new IOException("gone"));
            }

            @Override
            public long used(String counter) {
                throw new UncheckedIOException(new IOException("gone"));
            }
        };
        Governance guard = builder(budget("per: agent, limit: 9, over: deny"))
                .budgets(broken)
                .build();
        assertThat(guard.decide(READ, ONE)).isInstanceOf(Ask.class);
    }

    @Test
    void aPolicyThatWatchesLetsItThroughAndSaysSo() {
        Governance guard = builder("mode: shadow\n" + budget("per: agent, limit: 0, over: deny"))
                .build();
        Decision decision = guard.decide(READ, ONE);
        assertThat(decision).isInstanceOf(Allow.class);
        assertThat(decision.explanation()).contains("0 of 0 calls");
    }

    @Test
    void aPolicyBelowAddsAndTakesNothingAway() {
        Policy above = Policy.parse(budget("per: agent, limit: 1, over: deny"), "above.yaml");
        Policy below =
                above.layer("version: 1\nbudgets:\n  - {id: own, per: agent, limit: 9, over: ask, why: Own.}\n", "b");
        assertThat(below.budgets()).extracting(Policy.Budget::id).containsExactly("few", "own");
        assertThat(below.lint())
                .anySatisfy(remark -> assertThat(remark.toString()).contains("the budget 'few'", "used up no later"));
        assertThat(above.lint()).noneSatisfy(remark -> assertThat(remark.rule()).isEqualTo("few"));
    }

    @Test
    void mistakesAreToldWithTheirPlace() {
        assertThatThrownBy(() -> Policy.parse(
                        "version: 1\nbudgets:\n  - {id: a, measure: effects, within: 1h, limit: -1}\n", "p.yaml"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("p.yaml:3")
                .hasMessageContaining("'effects' is missing")
                .hasMessageContaining("\"PT1H\" for an hour")
                .hasMessageContaining("'per' is missing")
                .hasMessageContaining("'over' is missing")
                .hasMessageContaining("from 0 to");
    }
}
