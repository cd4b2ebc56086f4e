/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of the guard, over random questions. */
class GovernanceProperties {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    private static final SecretScanner SCANNER = SecretScanner.standard();

    /** One without a memory: the laws are about the same state. */
    private static Governance at(TrustLevel level) {
        return Governance.builder(Policy.baseline())
                .rememberedFiles(0)
                .detector(SCANNER)
                .trust(key -> level)
                .clock(NOON)
                .build();
    }

    private static final Guard[] BY_TRUST = {
        at(TrustLevel.OBSERVE),
        at(TrustLevel.PROPOSE),
        at(TrustLevel.CONTRIBUTE),
        at(TrustLevel.DELIVER),
        at(TrustLevel.OPERATE)
    };

    @Provide
    Arbitrary<Action> actions() {
        return TestActions.actions();
    }

    @Provide
    Arbitrary<ActionContext> contexts() {
        return TestActions.contexts();
    }

    @Property(tries = 5_000)
    void alwaysAnswersWithAReasonUnlessItAllows(
            @ForAll("actions") Action action, @ForAll("contexts") ActionContext context) {
        Decision decision = BY_TRUST[2].decide(action, context);
        assertThat(decision).isNotNull();
        assertThat(decision.verdict()).isIn("allow", "ask", "deny");
        if (!decision.verdict().equals("allow")) {
            assertThat(decision.explanation()).isNotBlank();
        }
    }

    @Property(tries = 5_000)
    void moreTrustIsNeverStricter(@ForAll("actions") Action action, @ForAll("contexts") ActionContext context) {
        Oversight before = Oversight.FORBID;
        for (Guard guard : BY_TRUST) {
            Oversight now = guard.decide(action, context).assessment().oversight();
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
        }
    }

    @Property(tries = 5_000)
    void whatIsNotUnderstoodIsNeverLetThrough(
            @ForAll("actions") Action action, @ForAll("contexts") ActionContext context) {
        Decision decision = BY_TRUST[4].decide(action, context);
        if (decision.assessment().coverage() != Coverage.KNOWN) {
            assertThat(decision.verdict()).isNotEqualTo("allow");
        }
    }

    @Property(tries = 2_000)
    void productionIsNeverMilderThanDevelopment(@ForAll("actions") Action action) {
        ActionContext development = TestActions.context().toBuilder()
                .environment(Environment.DEVELOPMENT)
                .build();
        ActionContext production = TestActions.context().toBuilder()
                .environment(Environment.PRODUCTION)
                .build();
        assertThat(BY_TRUST[3].decide(action, production).assessment().oversight())
                .isGreaterThanOrEqualTo(
                        BY_TRUST[3].decide(action, development).assessment().oversight());
    }

    @Property(tries = 2_000)
    void theSameQuestionHasTheSameAnswer(@ForAll("actions") Action action, @ForAll("contexts") ActionContext context) {
        Guard another = at(TrustLevel.CONTRIBUTE);
        assertThat(another.decide(action, context)).isEqualTo(BY_TRUST[2].decide(action, context));
    }

    @Example
    void aQuestionWithoutPartsIsRefused() {
        assertThat(at(TrustLevel.OPERATE).decide(null, TestActions.context()).verdict())
                .isEqualTo("deny");
        assertThat(at(TrustLevel.OPERATE).decide(Action.shell("ls"), null).verdict())
                .isEqualTo("deny");
    }

    @Example
    void whateverFailsInsideIsNoYes() {
        Governance.Builder builder = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.OPERATE)
                .clock(NOON);
        assertThat(builder.build()
                        .decide(Action.shell("ls"), TestActions.context())
                        .verdict())
                .isEqualTo("allow");
        Guard noDetector = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.OPERATE)
                .detector(text -> {
                    throw new IllegalStateException("secret detail");
                })
                .build();
        Guard noAudit = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.OPERATE)
                .audit(record -> {
                    throw new UncheckedIOException(new IOException("secret detail"));
                })
                .build();
        Guard noClassifier = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.OPERATE)
                .classifier((action, context) -> {
                    throw new StackOverflowError("secret detail");
                })
                .build();
        Guard noTrust = Governance.builder(Policy.baseline())
                .trust(key -> {
                    throw new IllegalStateException("secret detail");
                })
                .build();
        for (Guard guard : new Guard[] {noDetector, noAudit, noClassifier}) {
            Decision decision = guard.decide(Action.shell("touch x"), TestActions.context());
            assertThat(decision.verdict()).isNotEqualTo("allow");
            assertThat(decision.toString()).doesNotContain("secret detail");
        }
        assertThat(noTrust.decide(Action.shell("touch x"), TestActions.context())
                        .assessment()
                        .trust())
                .isEqualTo(TrustLevel.OBSERVE);
    }

    @Example
    void aSubAgentHasAtMostTheTrustOfItsParent() {
        Guard guard = Governance.builder(Policy.baseline())
                .trust(key -> key.agent().equals("parent") ? TrustLevel.OBSERVE : TrustLevel.OPERATE)
                .build();
        ActionContext child = ActionContext.builder("child")
                .parentAgent("parent")
                .workingDirectory("/home/agent/shop")
                .repositoryRoot("/home/agent/shop")
                .build();
        assertThat(guard.decide(Action.write("a.txt", "x"), child).assessment().trust())
                .isEqualTo(TrustLevel.OBSERVE);
    }
}
