/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ActionDigest;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.approval.Capability;
import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.approval.ApprovalDesk.Outcome;
import dev.agentgovernance.core.store.InMemoryStores;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalDeskTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String RULES = """
        {
          "people": {"Ann": ["dba", "break-glass"], "bob": [], "cem": ["break-glass"], "owner": []},
          "roles": [{"classes": ["database"], "impact": "high", "role": "dba"}],
          "validity": "PT1H", "reviewWithin": "PT8H", "mostOpen": 3, "mostInAnHour": 5
        }
        """;

    private final ApprovalStore store = InMemoryStores.approvalStore();
    private final List<ApprovalRequest> shown = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();

    private ApprovalDesk desk(long seconds, String rules) {
        return ApprovalDesk.builder(store, ApprovalRules.parse(rules))
                .transport(shown::add)
                .clock(Clock.fixed(NOON.plusSeconds(seconds), ZoneOffset.UTC))
                .ids(() -> "r" + number.incrementAndGet())
                .build();
    }

    private ApprovalDesk desk(long seconds) {
        return desk(seconds, RULES);
    }

    private static Outcome ask(ApprovalDesk desk, String command, int quorum, EffectKind kind) {
        ActionContext context = ActionContext.of("agent-7", "acme/shop");
        ActionDigest digest = ActionDigest.of(Action.shell(command), context);
        return desk.ask(
                new Capability(digest.hex()),
                new ApprovalRequest.Asker("agent-7", "lead", "owner", "s", "acme/shop"),
                quorum,
                new ApprovalRequest.Shown(
                        digest,
                        "p",
                        "shell",
                        command,
                        Impact.HIGH,
                        List.of(Effect.of(kind, "x", SourceSpan.NONE)),
                        List.of()));
    }

    private static String waiting(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
        return ((Outcome.Waiting) outcome).request().request().id();
    }

    @Test
    void aYesIsGoodForOneUseAndIsAskedOnce() {
        String id = waiting(ask(desk(0), "deploy", 1, EffectKind.DEPLOY));
        assertThat(waiting(ask(desk(1), "deploy", 1, EffectKind.DEPLOY))).isEqualTo(id);
        assertThat(shown).hasSize(1);
        assertThat(desk(2).approve(id, "bob", "").counts()).isTrue();
        assertThat(ask(desk(3), "deploy now", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Waiting.class);
        assertThat(ask(desk(3), "deploy", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Granted.class);
        assertThat(waiting(ask(desk(4), "deploy", 1, EffectKind.DEPLOY))).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent-7", "Agent-7 ", "lead", "owner", "OWNER", "stranger", ""})
    void neitherWhoAsksNorAStrangerAnswers(String name) {
        String id = waiting(ask(desk(0), "deploy", 1, EffectKind.DEPLOY));
        assertThat(desk(1).approve(id, name, "").counts()).isFalse();
        assertThat(desk(1).deny(id, name, "").counts()).isFalse();
        assertThat(desk(1).breakGlass(id, name, "fire").counts()).isFalse();
        assertThat(desk(1).approve("nothing", "bob", "").counts()).isFalse();
    }

    @Test
    void onePersonUnderTwoSpellingsIsOne() {
        String id = waiting(ask(desk(0), "deploy", 2, EffectKind.DEPLOY));
        assertThat(desk(1).approve(id, "Bob", "").counts()).isTrue();
        assertThat(desk(2).approve(id, " \uff42ob", "").counts()).isFalse();
        assertThat(desk(3).find(id).map(ApprovalCase::state)).contains(ApprovalState.PENDING);
        assertThat(desk(4).approve(id, "ANN", "").counts()).isTrue();
        assertThat(ask(desk(5), "deploy", 2, EffectKind.DEPLOY)).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void aRoleHasToBeAmongThoseWhoSayYes() {
        String id = waiting(ask(desk(0), "drop table", 2, EffectKind.DB_SCHEMA_DESTROY));
        assertThat(desk(1).approve(id, "bob", "").counts()).isTrue();
        assertThat(desk(1).approve(id, "cem", "").counts()).isFalse();
        assertThat(desk(2).approve(id, "ann", "").counts()).isTrue();
        assertThat(ask(desk(3), "drop table", 2, EffectKind.DB_SCHEMA_DESTROY)).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void aYesIsLookedAtAgainWhenItIsUsed() {
        String id = waiting(ask(desk(0), "deploy", 1, EffectKind.DEPLOY));
        desk(1).approve(id, "bob", "");
        ApprovalDesk withoutBob = desk(2, "{\"people\": {\"ann\": []}}");
        assertThat(ask(withoutBob, "deploy", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Waiting.class);
        assertThat(ask(desk(2), "deploy", 2, EffectKind.DEPLOY)).isInstanceOf(Outcome.Waiting.class);
        assertThat(ask(desk(3600), "deploy", 1, EffectKind.DEPLOY)).isNotInstanceOf(Outcome.Granted.class);
        assertThat(ask(desk(3599), "deploy", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void aYesCanBeTakenBack() {
        String id = waiting(ask(desk(0), "deploy", 1, EffectKind.DEPLOY));
        desk(1).approve(id, "bob", "");
        assertThat(desk(2).revoke(id, "ann", "changed plans").counts()).isTrue();
        assertThat(ask(desk(3), "deploy", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Waiting.class);
    }

    @Test
    void aNoHoldsForExactlyThatUntilItWouldHaveExpired() {
        String id = waiting(ask(desk(0), "deploy", 1, EffectKind.DEPLOY));
        assertThat(desk(1).deny(id, "bob", "not today").counts()).isTrue();
        assertThat(ask(desk(2), "deploy", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Rejected.class);
        assertThat(ask(desk(3600), "deploy", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Waiting.class);
    }

    @Test
    void anAgentCannotFloodPeople() {
        for (int i = 0; i < 3; i++) {
            waiting(ask(desk(0), "deploy " + i, 1, EffectKind.DEPLOY));
        }
        assertThat(ask(desk(1), "deploy 3", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.NotAsked.class);
        for (int i = 0; i < 3; i++) {
            desk(2).deny("r" + (i + 1), "bob", "");
        }
        waiting(ask(desk(3), "deploy 4", 1, EffectKind.DEPLOY));
        waiting(ask(desk(3), "deploy 5", 1, EffectKind.DEPLOY));
        assertThat(ask(desk(4), "deploy 6", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.NotAsked.class);
        assertThat(ask(desk(3601), "deploy 6", 1, EffectKind.DEPLOY)).isInstanceOf(Outcome.Waiting.class);
        assertThat(ask(desk(7300), "x".repeat(FloodControl.MOST_SHOWN + 1), 1, EffectKind.DEPLOY))
                .isInstanceOf(Outcome.NotAsked.class);
    }

    @Test
    void equalRequestsAreFoundTogether() {
        ActionContext context = ActionContext.of("agent-7", "acme/shop");
        for (String session : List.of("s1", "s2")) {
            ActionDigest digest = ActionDigest.of(
                    Action.shell("deploy"), context.toBuilder().session(session).build());
            desk(0).ask(
                            new Capability(digest.hex()),
                            new ApprovalRequest.Asker("agent-7", "", "", session, "acme/shop"),
                            1,
                            new ApprovalRequest.Shown(
                                    digest, "p", "shell", "deploy", Impact.HIGH, List.of(), List.of()));
        }
        waiting(ask(desk(1), "deploy", 1, EffectKind.DEPLOY));
        assertThat(desk(2).equalTo(shown.get(0)))
                .extracting(found -> found.request().asker().session())
                .containsExactly("s1", "s2");
    }

    @Test
    void anEmergencyTakesARoleAReasonAndAReview() {
        String id = waiting(ask(desk(0), "deploy", 2, EffectKind.DEPLOY));
        assertThat(desk(1).breakGlass(id, "bob", "fire").counts()).isFalse();
        assertThat(desk(1).breakGlass(id, "ann", " ").counts()).isFalse();
        assertThat(desk(1).breakGlass(id, "ann", "fire").counts()).isTrue();
        assertThat(ask(desk(2), "deploy", 2, EffectKind.DEPLOY)).isInstanceOf(Outcome.Granted.class);

        String next = waiting(ask(desk(9 * 3600), "restart", 2, EffectKind.DEPLOY));
        assertThat(desk(9 * 3600).isReviewOverdue()).isTrue();
        assertThat(desk(9 * 3600).breakGlass(next, "cem", "again").counts()).isFalse();
        assertThat(desk(9 * 3600).review(id, "ann", "fine").counts()).isFalse();
        assertThat(desk(9 * 3600).review(id, "bob", "").counts()).isFalse();
        assertThat(desk(9 * 3600).review(id, "bob", "it was right").counts()).isTrue();
        assertThat(desk(9 * 3600).waitingForReview()).isEmpty();
        assertThat(desk(9 * 3600).breakGlass(next, "cem", "again").counts()).isTrue();
    }

    @Test
    void aTransportThatFailsLosesNoRequest() {
        ApprovalDesk desk = ApprovalDesk.builder(store, ApprovalRules.parse(RULES))
                .transport(request -> {
                    throw new IllegalStateException("no connection");
                })
                .build();
        waiting(ask(desk, "deploy", 1, EffectKind.DEPLOY));
        assertThat(desk.pending()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"people\": []}",
                "{\"people\": {\"ann\": \"dba\"}}",
                "{\"people\": {\"ann\": [], \"Ann\": []}}",
                "{\"people\": {\" \": []}}",
                "{\"folk\": {}}",
                "{\"validity\": \"soon\"}",
                "{\"validity\": \"PT0S\"}",
                "{\"validity\": 60}",
                "{\"mostOpen\": 0}",
                "{\"mostOpen\": 1.5}",
                "{\"roles\": [{\"classes\": [\"databases\"], \"role\": \"dba\"}]}",
                "{\"roles\": [{\"impact\": \"big\", \"role\": \"dba\"}]}",
                "{\"roles\": [{\"role\": \" \"}]}",
                "{\"roles\": [{}]}",
                "{} {}"
            })
    void rulesThatMakeNoSenseAreRefused(String json) {
        assertThatThrownBy(() -> ApprovalRules.parse(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoleIsAskedForByClassAndImpact() {
        ApprovalRules rules = ApprovalRules.parse(RULES);
        Effect drop = Effect.of(EffectKind.DB_SCHEMA_DESTROY, "t", SourceSpan.NONE);
        assertThat(rules.rolesFor(List.of(drop), Impact.HIGH)).containsExactly("dba");
        assertThat(rules.rolesFor(List.of(drop), Impact.MODERATE)).isEmpty();
        assertThat(rules.rolesFor(List.of(), Impact.CRITICAL)).containsExactly("dba");
        assertThat(new ApprovalRules.RoleRule(Set.of(ActionClass.EDIT), Impact.LOW, "x").classes())
                .containsExactly(ActionClass.EDIT);
    }
}
