/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.Evidence;
import dev.agentgovernance.api.trust.Outcome;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.api.trust.TrustStore;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.Question;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.core.trust.TrustLedger;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The laws over random policies, ledgers, scopes and actions. Each try is made from one seed: a pool of policies is read once, and
 * everything else is cheap.
 */
class LawProperties {

    private static final int TRIES = 10_000;
    private static final int POOL = 60;
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final List<EffectKind> KINDS = List.of(
            EffectKind.FS_READ,
            EffectKind.FS_WRITE,
            EffectKind.FS_DELETE_RECURSIVE,
            EffectKind.VCS_PUSH,
            EffectKind.VCS_PUSH_FORCE_GOVERNED,
            EffectKind.DB_WRITE,
            EffectKind.DB_SCHEMA_DESTROY,
            EffectKind.DEPLOY,
            EffectKind.INFRA_DESTROY,
            EffectKind.CI_CONFIG,
            EffectKind.NET_SEND,
            EffectKind.AGENT_SELF_TAMPER);
    private static final List<String> RESOURCES =
            List.of("", "src/a", "docs/a.md", "main", "bot/x", "orders", "example.org");
    private static final List<String> AGENTS = List.of("bot", "claude-code", "crew-experimental");
    private static final List<Action> ACTIONS = List.of(
            Action.read("src/a"),
            Action.write("src/a", "text"),
            Action.write("docs/a.md", "text"),
            Action.write(".github/workflows/ci.yml", "on: push"),
            Action.delete("src/a"),
            Action.shell("git status"),
            Action.shell("git push origin bot/x"),
            Action.shell("git push --force origin main"),
            Action.shell("gh pr merge 7"),
            Action.shell("terraform apply"));

    /** A policy, and the same with one more rule that denies. */
    private record Pair(Policy policy, Policy stricter) {}

    private static final List<Pair> POLICIES = pool();

    private static List<Pair> pool() {
        List<Pair> pool = new ArrayList<>();
        for (int i = 0; i < POOL; i++) {
            Random random = new Random(i);
            StringBuilder text = new StringBuilder("version: 1\nrules:\n");
            int rules = 1 + random.nextInt(6);
            for (int rule = 0; rule < rules; rule++) {
                text.append(rule(random, "r" + rule, pick(random, List.of("deny", "ask", "allow"))));
            }
            pool.add(new Pair(
                    Policy.parse(text.toString(), "p.yaml"),
                    Policy.parse(text + rule(random, "more", "deny"), "p.yaml")));
        }
        return pool;
    }

    private static String rule(Random random, String id, String decision) {
        boolean allows = decision.equals("allow");
        StringBuilder when =
                new StringBuilder("effects: [" + pick(random, KINDS).id() + "]");
        if (random.nextInt(3) == 0) {
            when.append(allows ? ", impact: {atMost: " : ", impact: {atLeast: ")
                    .append(pick(random, List.of("low", "moderate", "high")))
                    .append('}');
        }
        if (random.nextInt(3) == 0) {
            when.append(allows ? ", trust: {atLeast: " : ", trust: {atMost: ")
                    .append(pick(random, List.of("propose", "contribute", "deliver")))
                    .append('}');
        }
        if (random.nextInt(3) == 0) {
            when.append(", agents: [\"")
                    .append(pick(random, List.of("bot", "claude-*", "*-experimental")))
                    .append("\"]");
        }
        if (random.nextInt(3) == 0) {
            when.append(", resources: [\"")
                    .append(pick(random, List.of("src/**", "main", "*", "ord*")))
                    .append("\"]");
        }
        if (!allows && random.nextInt(5) == 0) {
            when.append(", coverage: partial");
        }
        if (!allows && random.nextInt(5) == 0) {
            when.append(", scope: outside");
        }
        return "  - id: " + id + "\n    decision: " + decision + "\n    when: {" + when + "}\n    why: Because.\n"
                + (allows ? "" : random.nextInt(6) == 0 ? "    mode: shadow\n" : "");
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** What a question is made of, so that one part can be another. */
    private record Parts(
            String agent,
            List<Effect> effects,
            List<Impact> impacts,
            Coverage coverage,
            TrustLevel trust,
            boolean outside) {

        static Parts of(Random random) {
            List<Effect> effects = new ArrayList<>();
            List<Impact> impacts = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                effects.add(Effect.of(pick(random, KINDS), pick(random, RESOURCES), SourceSpan.NONE)
                        .withEnvironment(pick(random, List.of(Environment.values()))));
                impacts.add(pick(random, List.of(Impact.values())));
            }
            return new Parts(
                    pick(random, AGENTS),
                    effects,
                    impacts,
                    pick(random, List.of(Coverage.values())),
                    pick(random, List.of(TrustLevel.values())),
                    random.nextInt(4) == 0);
        }

        Parts with(TrustLevel other) {
            return new Parts(agent, effects, impacts, coverage, other, outside);
        }

        Parts with(Coverage other) {
            return new Parts(agent, effects, impacts, other, trust, outside);
        }

        Parts with(List<Impact> others) {
            return new Parts(agent, effects, others, coverage, trust, outside);
        }

        Parts beyondTheTask() {
            return new Parts(agent, effects, impacts, coverage, trust, true);
        }

        Question question() {
            List<Question.Rated> rated = new ArrayList<>();
            Impact worst = Impact.NONE;
            for (int i = 0; i < effects.size(); i++) {
                rated.add(new Question.Rated(effects.get(i), impacts.get(i), "It matters."));
                worst = Impact.worst(worst, impacts.get(i));
            }
            return Question.builder("shell", ActionContext.of(agent, "acme/shop"))
                    .effects(rated)
                    .coverage(coverage)
                    .impact(worst)
                    .trust(trust)
                    .outsideScope(outside ? List.of(Reason.of("scope.effect", "Outside.", "")) : List.of())
                    .at(NOON)
                    .build();
        }
    }

    private static Oversight ruling(Policy policy, Parts parts) {
        return policy.rule(parts.question()).oversight();
    }

    private static void neverMilder(Oversight strict, Oversight mild) {
        assertThat(strict).isGreaterThanOrEqualTo(mild);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void law2MoreTrustIsNeverStricterAndMoreImpactLessCoverageAndANarrowerTaskNeverMilder(@ForAll long seed) {
        Random random = new Random(seed);
        Policy policy = pick(random, POLICIES).policy();
        Parts parts = Parts.of(random);
        TrustLevel other = pick(random, List.of(TrustLevel.values()));
        neverMilder(ruling(policy, parts.with(TrustLevel.lower(parts.trust(), other))), ruling(policy, parts));
        List<Impact> worse = parts.impacts().stream()
                .map(impact -> Impact.worst(impact, pick(random, List.of(Impact.values()))))
                .toList();
        neverMilder(ruling(policy, parts.with(worse)), ruling(policy, parts));
        Coverage less = Coverage.worst(parts.coverage(), pick(random, List.of(Coverage.values())));
        neverMilder(ruling(policy, parts.with(less)), ruling(policy, parts));
        neverMilder(ruling(policy, parts.beyondTheTask()), ruling(policy, parts));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void law2HoldsForWholeDecisionsWithLedgersAndScopes(@ForAll long seed) {
        Random random = new Random(seed);
        Policy policy = pick(random, POLICIES).policy();
        Action action = pick(random, ACTIONS);
        ActionContext context = ActionContext.builder(pick(random, AGENTS))
                .repository("acme/shop")
                .task("T")
                .build();
        TrustStore some = InMemoryStores.trustStore();
        TrustStore worse = InMemoryStores.trustStore();
        List<ActionClass> classes = List.of(ActionClass.EDIT, ActionClass.COLLABORATE, ActionClass.DELIVER);
        for (int i = random.nextInt(12); i > 0; i--) {
            boolean bad = random.nextInt(4) == 0;
            Evidence piece = new Evidence(
                    "e" + i,
                    new TrustKey(context.agent(), "acme/shop", pick(random, classes)),
                    bad
                            ? pick(random, List.of(Outcome.REJECTED, Outcome.REVERTED, Outcome.INCIDENT))
                            : Outcome.SUCCEEDED,
                    ActionDigest.of(Action.shell("true " + i), context),
                    NOON.minus(Duration.ofHours(1 + random.nextInt(400))),
                    "ci");
            if (!bad) {
                some.append(piece);
            }
            worse.append(piece);
        }
        TaskScope narrow = TaskScope.builder("T").paths("src/**").effects("fs").build();
        TaskScope wide =
                TaskScope.builder("T").effects("fs", "vcs", "forge", "infra").build();
        Oversight mild = oversight(policy, some, wide, action, context);
        neverMilder(oversight(policy, worse, wide, action, context), mild);
        neverMilder(oversight(policy, some, narrow, action, context), mild);
    }

    // A guard is built once for each policy, and asks these: building one costs more than thousands of decisions.
    private static final AtomicReference<TrustStore> EVIDENCE = new AtomicReference<>(InMemoryStores.trustStore());
    private static final AtomicReference<TaskScope> SCOPE =
            new AtomicReference<>(TaskScope.builder("T").build());
    private static final Map<Policy, Governance> GUARDS = new HashMap<>();

    private static Oversight oversight(
            Policy policy, TrustStore store, TaskScope bounds, Action action, ActionContext context) {
        EVIDENCE.set(store);
        SCOPE.set(bounds);
        return GUARDS.computeIfAbsent(policy, LawProperties::guard)
                .decide(action, context)
                .assessment()
                .oversight();
    }

    private static Governance guard(Policy policy) {
        return Governance.builder(policy)
                .trust(key -> TrustLedger.builder(Objects.requireNonNull(EVIDENCE.get()))
                        .base(any -> TrustLevel.PROPOSE)
                        .clock(CLOCK)
                        .build()
                        .levelOf(key))
                .scopes(task -> Optional.of(Objects.requireNonNull(SCOPE.get())))
                .clock(CLOCK)
                .build();
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void law3ARuleThatDeniesMakesNothingMilder(@ForAll long seed) {
        Random random = new Random(seed);
        Pair pair = pick(random, POLICIES);
        Parts parts = Parts.of(random);
        neverMilder(ruling(pair.stricter(), parts), ruling(pair.policy(), parts));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void law6TheSameQuestionGetsTheSameRulingAndExplanation(@ForAll long seed) {
        Policy policy = pick(new Random(seed), POLICIES).policy();
        Parts once = Parts.of(new Random(seed + 1));
        Parts again = Parts.of(new Random(seed + 1));
        assertThat(policy.rule(once.question())).isEqualTo(policy.rule(again.question()));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void law7AYesIsGoodForTheVeryActionOnceUntilItExpires(@ForAll long seed) {
        Random random = new Random(seed);
        CLOCK_OF_YES.now = NOON;
        REQUESTS.set(InMemoryStores.approvalStore());
        ActionContext context = ActionContext.builder("bot")
                .repository("acme/shop")
                .session("s" + random.nextInt(3))
                .build();
        String resource = "docs/" + Integer.toString(random.nextInt(1_000_000), 36) + ".md";
        Action action = Action.write(resource, "text" + random.nextInt(9));
        Decision asked = ASKING.decide(action, context);
        assertThat(asked).isInstanceOf(Ask.class);
        String id = asked.reasons().get(0).what().split(" ", -1)[1];
        assertThat(DESK.approve(id, "ann", "").counts()).isTrue();

        boolean late = random.nextInt(4) == 0;
        CLOCK_OF_YES.now = late ? NOON.plus(Duration.ofHours(1)) : NOON;
        Action other = random.nextBoolean()
                ? Action.write(resource, "text" + random.nextInt(9) + " ")
                : Action.write(resource.replace("docs/", "docs/x"), "text");
        ActionContext elsewhere = context.toBuilder().session("another").build();
        assertThat(ASKING.decide(other, context)).isInstanceOf(Ask.class);
        assertThat(ASKING.decide(action, elsewhere)).isInstanceOf(Ask.class);
        assertThat(ASKING.decide(action, context)).isInstanceOf(late ? Ask.class : Allow.class);
        assertThat(ASKING.decide(action, context)).isInstanceOf(Ask.class);
    }

    /** A clock that a test sets. */
    private static final class SetClock extends Clock {
        private Instant now = NOON;

        @Override
        public ZoneOffset getZone() {
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

    private static final SetClock CLOCK_OF_YES = new SetClock();
    private static final AtomicReference<ApprovalStore> REQUESTS =
            new AtomicReference<>(InMemoryStores.approvalStore());
    private static final ApprovalDesk DESK = ApprovalDesk.builder(
                    (ApprovalStore) Proxy.newProxyInstance(
                            LawProperties.class.getClassLoader(),
                            new Class<?>[] {ApprovalStore.class},
                            (proxy, method, arguments) -> method.invoke(REQUESTS.get(), arguments)),
                    ApprovalRules.builder().person("ann").build())
            .clock(CLOCK_OF_YES)
            .build();
    private static final Governance ASKING = Governance.builder(Policy.baseline())
            .trust(key -> TrustLevel.OBSERVE)
            .approvals(DESK)
            .clock(CLOCK_OF_YES)
            .build();
}
