/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.secrets.SecretScanner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An agent asks for a wider task; a human grants exactly that, for a time. */
class ScopeExpansionTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final TaskScope RENAME = TaskScope.builder("SHOP-7")
            .purpose("Rename the price.")
            .paths("src/**")
            .effects("fs", "vcs", "exec")
            .build();
    private static final ActionContext AGENT = ActionContext.builder("bot")
            .repository("acme/shop")
            .repositoryRoot("/w/shop")
            .workingDirectory("/w/shop")
            .task("SHOP-7")
            .principal("ann")
            .build();
    private static final TaskScope.Addition DOCS = new TaskScope.Addition(EffectKind.FS_WRITE, "docs/price.md");

    private final ApprovalStore store = InMemoryStores.approvalStore();
    private final List<AuditRecord> records = new ArrayList<>();

    private ApprovalDesk desk(Instant now) {
        return ApprovalDesk.builder(
                        store,
                        ApprovalRules.builder().person("ann").person("bob").build())
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    private Governance guard(Instant now, TaskScope scope) {
        return Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> TrustLevel.OPERATE)
                .scopes(task -> Optional.of(scope))
                .approvals(desk(now))
                .audit(records::add)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    private static Action write(String path) {
        return Action.write(path, "text");
    }

    private static String requestId(Decision decision) {
        return decision.reasons().stream()
                .filter(reason -> reason.rule().equals("scope.expansion"))
                .map(Reason::what)
                .findFirst()
                .orElseThrow()
                .split(" ", -1)[1];
    }

    @Test
    void whatIsOutsideComesWithARequestThatIsReadyToMake() {
        Governance guard = guard(NOON, RENAME);
        Decision decision = guard.decide(write("docs/price.md"), AGENT);
        assertThat(decision).isInstanceOf(Ask.class);
        assertThat(decision.explanation())
                .contains("The task would have to be widened by fs.write on 'docs/price.md'.");
        assertThat(guard.missing(write("docs/price.md"), AGENT)).containsExactly(DOCS);
        assertThat(guard.missing(write("src/price.js"), AGENT)).isEmpty();
    }

    @Test
    void aGrantAddsExactlyWhatItNamesUntilItExpires() {
        Governance guard = guard(NOON, RENAME);
        Decision asked = guard.widen(List.of(DOCS), "The docs name the price.", AGENT);
        assertThat(asked).isInstanceOf(Ask.class);
        assertThat(guard.decide(write("docs/price.md"), AGENT)).isInstanceOf(Ask.class);
        assertThat(desk(NOON).approve(requestId(asked), "bob", "fine").counts()).isTrue();

        Decision allowed = guard.decide(write("docs/price.md"), AGENT);
        assertThat(allowed).isInstanceOf(Allow.class);
        assertThat(allowed.explanation()).contains("bob widened the task until 2026-11-01T13:00:00Z");
        assertThat(guard.decide(write("docs/price.md"), AGENT))
                .as("not used up")
                .isInstanceOf(Allow.class);

        assertThat(guard.decide(write("docs/other.md"), AGENT)).isInstanceOf(Ask.class);
        assertThat(guard.decide(Action.shell("rm docs/price.md"), AGENT)).isInstanceOf(Ask.class);
        assertThat(guard.decide(
                        write("docs/price.md"), AGENT.toBuilder().task("SHOP-8").build()))
                .isInstanceOf(Ask.class);
        assertThat(guard.decide(
                        write("docs/price.md"),
                        AGENT.toBuilder().repository("acme/x").build()))
                .isInstanceOf(Ask.class);
        assertThat(guard(NOON.plus(Duration.ofHours(2)), RENAME).decide(write("docs/price.md"), AGENT))
                .isInstanceOf(Ask.class);
    }

    @Test
    void aYesToTheActionItselfIsAnotherThing() {
        Governance guard = guard(NOON, RENAME);
        guard.decide(write("docs/price.md"), AGENT);
        List<ApprovalCase> once = desk(NOON).pending();
        assertThat(once).hasSize(1);
        desk(NOON).approve(once.get(0).request().id(), "bob", "");
        assertThat(guard.decide(write("docs/price.md"), AGENT)).isInstanceOf(Allow.class);
        assertThat(guard.decide(write("docs/price.md"), AGENT)).isInstanceOf(Ask.class);
    }

    @Test
    void neitherTheAgentNorWhomItWorksForGrantsIt() {
        String id = requestId(guard(NOON, RENAME).widen(List.of(DOCS), "why", AGENT));
        assertThat(desk(NOON).approve(id, "bot", "").counts()).isFalse();
        assertThat(desk(NOON).approve(id, "ann", "").counts()).isFalse();
        assertThat(desk(NOON).approve(id, "stranger", "").counts()).isFalse();
    }

    @Test
    void whatIsTakenBackCountsNoLonger() {
        Governance guard = guard(NOON, RENAME);
        String id = requestId(guard.widen(List.of(DOCS), "why", AGENT));
        desk(NOON).approve(id, "bob", "");
        assertThat(guard.decide(write("docs/price.md"), AGENT)).isInstanceOf(Allow.class);
        desk(NOON).revoke(id, "bob", "");
        assertThat(guard.decide(write("docs/price.md"), AGENT)).isInstanceOf(Ask.class);
    }

    @Test
    void anotherScopeNeedsAnotherGrant() {
        desk(NOON).approve(requestId(guard(NOON, RENAME).widen(List.of(DOCS), "why", AGENT)), "bob", "");
        TaskScope other =
                TaskScope.builder("SHOP-7").paths("src/main/**").effects("fs").build();
        assertThat(guard(NOON, other).decide(write("docs/price.md"), AGENT)).isInstanceOf(Ask.class);
    }

    @Test
    void theSameWishIsOneRequestAndANoHolds() {
        Governance guard = guard(NOON, RENAME);
        String id = requestId(guard.widen(List.of(DOCS), "why", AGENT));
        assertThat(requestId(guard.widen(List.of(DOCS), "again", AGENT))).isEqualTo(id);
        desk(NOON).deny(id, "bob", "no");
        assertThat(guard.widen(List.of(DOCS), "please", AGENT)).isInstanceOf(Deny.class);
    }

    @Test
    void aWiderTaskIsNoHigherTrust() {
        Governance guard = guard(NOON, RENAME);
        TaskScope.Addition tamper = new TaskScope.Addition(EffectKind.AGENT_SELF_TAMPER, "*");
        desk(NOON).approve(requestId(guard.widen(List.of(tamper), "why", AGENT)), "bob", "");
        assertThat(guard.decide(write(".claude/settings.json"), AGENT)).isInstanceOf(Deny.class);
    }

    @Test
    void isOnRecordWithoutSecrets() {
        String key = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";
        guard(NOON, RENAME).widen(List.of(DOCS), "use aws_access_key_id = " + key, AGENT);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).summary()).contains("docs/price.md").doesNotContain(key);
        assertThat(desk(NOON).pending().get(0).request().shown().text())
                .contains("fs.write on 'docs/price.md'")
                .doesNotContain(key);
        TaskScope.Addition secret = new TaskScope.Addition(EffectKind.FS_WRITE, key);
        assertThat(guard(NOON, RENAME).widen(List.of(secret), "why", AGENT)).isInstanceOf(Deny.class);
    }

    @Test
    void withoutADeskOrATaskNobodyIsAsked() {
        Governance alone = Governance.builder(Policy.baseline()).build();
        assertThat(alone.widen(List.of(DOCS), "why", AGENT)).isInstanceOf(Deny.class);
        ActionContext nameless = ActionContext.of("bot", "acme/shop");
        assertThat(guard(NOON, RENAME).widen(List.of(DOCS), "why", nameless)).isInstanceOf(Deny.class);
        assertThat(guard(NOON, RENAME).widen(List.of(), "why", AGENT)).isInstanceOf(Deny.class);
    }
}
