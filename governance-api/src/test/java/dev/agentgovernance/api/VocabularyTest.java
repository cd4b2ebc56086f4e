/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.integrity.ClaimResult;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.trust.Oversight;
import dev.agentgovernance.api.trust.TrustGrant;
import dev.agentgovernance.api.trust.TrustKey;
import dev.agentgovernance.api.trust.TrustLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private static final ActionDigest DIGEST = new ActionDigest("0".repeat(64));
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Reason REASON = Reason.of("rule", "It does.", "It matters.");

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachDecisionIsMatchedByItsOwnFunction() {
        Assessment assessment = Assessment.unknown("p");
        List<Decision> decisions = List.of(
                new Allow(List.of(), List.of(), DIGEST, assessment),
                new Ask(List.of(REASON), List.of(), DIGEST, assessment),
                new Deny(List.of(REASON), List.of(), DIGEST, assessment));
        assertThat(decisions).extracting(Decision::verdict).containsExactly("allow", "ask", "deny");
        assertThat(decisions.get(0).explanation()).isEmpty();
        assertThat(new Deny(List.of(REASON, REASON), List.of(), DIGEST, assessment).explanation())
                .isEqualTo("It does. It matters.\nIt does. It matters.");
    }

    @Test
    void whoeverIsNotLetThroughIsToldWhy() {
        refused(() -> new Ask(List.of(), List.of(), DIGEST, Assessment.unknown("p")));
        refused(() -> new Deny(List.of(), List.of(), DIGEST, Assessment.unknown("p")));
    }

    @Test
    void twoPeopleAreAskedForApprovalByTwo() {
        for (Oversight oversight : Oversight.values()) {
            Assessment assessment = new Assessment(
                    List.of(),
                    Coverage.KNOWN,
                    List.of(),
                    Impact.LOW,
                    TrustLevel.PROPOSE,
                    oversight,
                    true,
                    List.of(),
                    "p");
            assertThat(new Ask(List.of(REASON), List.of(), DIGEST, assessment).quorum())
                    .isEqualTo(oversight == Oversight.APPROVE_BY_TWO ? 2 : 1);
        }
    }

    @Test
    void whatIsUnknownIsTheWorst() {
        Assessment unknown = Assessment.unknown("p");
        assertThat(unknown.coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(unknown.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(unknown.trust()).isEqualTo(TrustLevel.OBSERVE);
        assertThat(unknown.oversight()).isEqualTo(Oversight.FORBID);
        assertThat(unknown.withinScope()).isFalse();
    }

    @Test
    void aReasonReadsAsItsSentences() {
        assertThat(REASON.text()).isEqualTo("It does. It matters.");
        assertThat(REASON.span()).isEqualTo(SourceSpan.NONE);
        assertThat(new Reason("r", "", "", "Do that.", SourceSpan.NONE).text()).isEqualTo("Do that.");
        assertThat(new Reason("r", "A.", "", "C.", SourceSpan.NONE).text()).isEqualTo("A. C.");
    }

    @Test
    void rangesAreChecked() {
        refused(() -> new SourceSpan(-1, 0));
        refused(() -> new SourceSpan(2, 1));
        assertThat(new SourceSpan(1, 1).end()).isEqualTo(1);
        refused(() -> new ParseLimits(0, 1, 1));
        refused(() -> new ParseLimits(1, 0, 1));
        refused(() -> new ParseLimits(1, 1, 0));
        refused(() -> new ScanLimits(0, 2, 1));
        refused(() -> new ScanLimits(1, 2, 0));
        refused(() -> new ScanLimits(1, 3, 2));
        SecretKind kind = new SecretKind("k", "p", SecretKind.Category.SECRET);
        refused(() -> new SecretFinding(kind, -1, 1, Confidence.LIKELY, "f", ""));
        refused(() -> new SecretFinding(kind, 1, 1, Confidence.LIKELY, "f", ""));
        refused(() -> new Obligation.VerifyTogether(Set.of()));
        refused(() -> new ClaimResult.Refused(List.of()));
        refused(() -> request(0, NOON.plusSeconds(1)));
        refused(() -> request(1, NOON));
        assertThat(request(1, NOON.plusNanos(1)).quorum()).isEqualTo(1);
    }

    private static ApprovalRequest request(int quorum, Instant expiresAt) {
        return new ApprovalRequest(
                "id",
                new Capability(DIGEST.hex()),
                new ApprovalRequest.Asker("agent", "", "owner", "", ""),
                quorum,
                Set.of(),
                new ApprovalRequest.Shown(DIGEST, "p", "shell", "ls", Impact.LOW, List.of(), List.of()),
                NOON,
                expiresAt);
    }

    @Test
    void whoAsksDoesNotAnswer() {
        ApprovalRequest request = request(1, NOON.plusSeconds(1));
        assertThat(request.excludes("agent")).isTrue();
        assertThat(request.excludes("owner")).isTrue();
        assertThat(request.excludes("")).isTrue();
        assertThat(request.excludes("ann")).isFalse();
    }

    @Test
    void aPromotionIsSignedAndEnds() {
        refused(() -> grant(TrustGrant.Kind.PROMOTION, "ann", NOON));
        refused(() -> grant(TrustGrant.Kind.DEMOTION, "", NOON));
        assertThat(grant(TrustGrant.Kind.DEMOTION, "ann", NOON).signer()).isEqualTo("ann");
    }

    private static TrustGrant grant(TrustGrant.Kind kind, String signer, Instant until) {
        TrustKey key = new TrustKey("agent", "", ActionClass.EDIT);
        return new TrustGrant("id", key, kind, TrustLevel.DELIVER, signer, "", NOON, until);
    }

    @Test
    void aClassificationThatIsNotKnownSaysWhy() {
        Classification.Gap gap = new Classification.Gap("an alias", SourceSpan.NONE);
        refused(() -> new Classification(List.of(), Coverage.KNOWN, List.of(gap)));
        refused(() -> new Classification(List.of(), Coverage.PARTIAL, List.of()));
        refused(() -> new Classification(List.of(), Coverage.OPAQUE, List.of()));
    }

    @Test
    void classificationsAddUp() {
        Effect read = Effect.of(EffectKind.FS_READ, "a", SourceSpan.NONE);
        Classification known = Classification.known(List.of(read));
        Classification opaque = Classification.opaque("an alias", new SourceSpan(1, 2));
        assertThat(known.isKnownRead()).isTrue();
        assertThat(opaque.isKnownRead()).isFalse();
        assertThat(Classification.NOTHING.isKnownRead()).isTrue();
        Classification both = known.and(opaque);
        assertThat(both.effects()).hasSize(2).startsWith(read);
        assertThat(both.coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(both.gaps()).isEqualTo(opaque.gaps());
        assertThat(known.and(Classification.NOTHING)).isEqualTo(known);
    }

    @Test
    void anEffectTakesWhatItsKindImplies() {
        for (EffectKind kind : EffectKind.values()) {
            Effect effect = Effect.of(kind, "r", SourceSpan.NONE);
            assertThat(effect.reach()).isEqualTo(kind.reach());
            assertThat(effect.reversibility()).isEqualTo(kind.reversibility());
            boolean leaves = kind.reach() == Reach.SHARED || kind.reach() == Reach.WORLD;
            assertThat(effect.environment()).isEqualTo(leaves ? Environment.UNKNOWN : Environment.LOCAL);
        }
    }

    @Test
    void eachWithChangesOnePart() {
        Effect effect = Effect.of(EffectKind.FS_READ, "r", new SourceSpan(1, 2));
        Effect all = effect.withResource("s")
                .withEnvironment(Environment.TEST)
                .withReach(Reach.SHARED)
                .withReversibility(Reversibility.IRREVERSIBLE)
                .withData(DataSensitivity.SECRET);
        assertThat(all)
                .isEqualTo(new Effect(
                        EffectKind.FS_READ,
                        "s",
                        Environment.TEST,
                        Reach.SHARED,
                        Reversibility.IRREVERSIBLE,
                        DataSensitivity.SECRET,
                        new SourceSpan(1, 2)));
        assertThat(effect.withReach(effect.reach())).isEqualTo(effect);
    }

    @Test
    void aContextKnowsWhatItWasToldAndNothingElse() {
        refused(() -> ActionContext.builder(""));
        ActionContext bare = ActionContext.builder("agent").build();
        assertThat(List.of(
                        bare.parentAgent(),
                        bare.principal(),
                        bare.session(),
                        bare.task(),
                        bare.repository(),
                        bare.branch(),
                        bare.workingDirectory(),
                        bare.repositoryRoot()))
                .allMatch(java.util.Optional::isEmpty);
        assertThat(bare.environment()).isEqualTo(Environment.UNKNOWN);
        List<Consumer<ActionContext.Builder>> changes = List.of(
                b -> b.parentAgent("1"),
                b -> b.principal("2"),
                b -> b.session("3"),
                b -> b.task("4"),
                b -> b.repository("5"),
                b -> b.branch("6"),
                b -> b.environment(Environment.TEST),
                b -> b.workingDirectory("7"),
                b -> b.repositoryRoot("8"));
        ActionContext.Builder all = ActionContext.builder("agent");
        for (Consumer<ActionContext.Builder> change : changes) {
            ActionContext.Builder one = bare.toBuilder();
            change.accept(one);
            change.accept(all);
            assertThat(one.build()).isNotEqualTo(bare);
        }
        ActionContext full = all.build();
        assertThat(full.toBuilder().build()).isEqualTo(full).hasSameHashCodeAs(full);
        assertThat(List.of(
                        full.parentAgent().orElse(""),
                        full.principal().orElse(""),
                        full.session().orElse(""),
                        full.task().orElse(""),
                        full.repository().orElse(""),
                        full.branch().orElse(""),
                        full.workingDirectory().orElse(""),
                        full.repositoryRoot().orElse("")))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(ActionContext.of("agent", "5").repository()).contains("5");
    }

    @Test
    void aTreeThatIsNoJsonIsRefused() {
        refused(() -> Action.tool("s", "t", Map.of("a", new Object())));
        refused(() -> Action.tool("s", "t", Map.of("a", Double.NaN)));
        refused(() -> Action.tool("s", "t", Map.of("a", Float.POSITIVE_INFINITY)));
        refused(() -> Action.tool("s", "t", Map.of("a", Map.of(1, 2))));
        Map<String, Object> itself = new HashMap<>();
        itself.put("a", List.of(itself));
        refused(() -> Action.tool("s", "t", itself));
    }

    @Test
    void aTreeNestsTo128() {
        Action.tool("s", "t", nested(128));
        refused(() -> Action.tool("s", "t", nested(129)));
    }

    private static Map<String, Object> nested(int depth) {
        Object tree = new ArrayList<>();
        for (int i = 1; i < depth - 1; i++) {
            tree = i % 2 == 0 ? List.of(tree) : Map.of("a", tree);
        }
        return Map.of("a", tree);
    }

    @Test
    void headersKeepTheirOrderAndCannotBeChanged() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("b", new ArrayList<>(List.of("1")));
        headers.put("a", List.of("2"));
        HttpAction action = new HttpAction("GET", "u", headers, null);
        headers.clear();
        assertThat(action.headers().keySet()).containsExactly("b", "a");
        assertThatThrownBy(() -> action.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void eachKindOfActionHasItsName() {
        assertThat(List.of(
                        Action.shell("").kind(),
                        Action.read("").kind(),
                        Action.sql("").kind(),
                        Action.http("", "").kind(),
                        Action.tool("", "", Map.of()).kind(),
                        Action.publish("", "").kind()))
                .containsExactly("shell", "file", "sql", "http", "tool", "publish");
    }
}
