/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Allow;
import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalStore;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.approval.Capabilities;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.core.hook.HookSettings;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The guard with a desk: a yes lets exactly one thing through, once. */
class ApprovalsTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    private static final ApprovalRules RULES = ApprovalRules.builder()
            .person("ann")
            .person("bob")
            .mostOpen(1000)
            .mostInAnHour(1000)
            .build();
    private static final Action MERGE = Action.shell("gh pr merge 7 --squash");

    private final ApprovalStore store = InMemoryStores.approvalStore();
    private final ApprovalDesk desk =
            ApprovalDesk.builder(store, RULES).clock(NOON).build();
    private final List<AuditRecord> records = new ArrayList<>();

    private Governance.Builder guard() {
        return Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .audit(records::add)
                .clock(NOON)
                .approvals(desk);
    }

    private void approveAll() {
        for (ApprovalCase waiting : desk.pending()) {
            desk.approve(waiting.request().id(), "ann", "");
            desk.approve(waiting.request().id(), "bob", "");
        }
    }

    @Test
    void anAskIsAnsweredOnce() {
        Governance guard = guard().build();
        Decision first = guard.decide(MERGE, TestActions.context());
        assertThat(first).isInstanceOf(Ask.class);
        assertThat(first.reasons().get(0).rule()).isEqualTo("approval.waiting");
        assertThat(desk.pending()).hasSize(1);
        assertThat(desk.pending().get(0).request().shown().text()).isEqualTo("gh pr merge 7 --squash");
        approveAll();
        Decision second = guard.decide(MERGE, TestActions.context());
        assertThat(second).isInstanceOf(Allow.class);
        assertThat(second.explanation()).contains("Approved by ann");
        assertThat(guard.decide(MERGE, TestActions.context())).isInstanceOf(Ask.class);
        assertThat(records).extracting(record -> record.decision().verdict()).containsExactly("ask", "allow", "ask");
    }

    @Test
    void aNoIsANo() {
        Governance guard = guard().build();
        guard.decide(MERGE, TestActions.context());
        desk.deny(desk.pending().get(0).request().id(), "ann", "not today");
        Decision decision = guard.decide(MERGE, TestActions.context());
        assertThat(decision).isInstanceOf(Deny.class);
        assertThat(decision.explanation()).contains("A human said no");
    }

    @Test
    void aDenialIsNotBroughtToAnybody() {
        assertThat(guard().build().decide(Action.shell("rm -rf /"), TestActions.context()))
                .isInstanceOf(Deny.class);
        assertThat(desk.recent(1)).isEmpty();
    }

    @Test
    void anotherPolicyScopeOrPlanNeedsAnotherYes() {
        guard().build().decide(MERGE, TestActions.context());
        approveAll();
        Policy other = Policy.parse("version: 1\nbranches: {governed: [trunk]}\n", "other.yaml");
        Governance.Builder underAnother = Governance.builder(other)
                .trust(key -> TrustLevel.CONTRIBUTE)
                .clock(NOON)
                .approvals(desk);
        assertThat(underAnother.build().decide(MERGE, TestActions.context())).isInstanceOf(Ask.class);
        assertThat(guard().plans((action, context) -> "another").build().decide(MERGE, TestActions.context()))
                .isInstanceOf(Ask.class);
        ActionContext task = TestActions.context().toBuilder().task("T-1").build();
        assertThat(guard().build().decide(MERGE, task)).isInstanceOf(Ask.class);
        assertThat(guard().build().decide(MERGE, TestActions.context())).isInstanceOf(Allow.class);
    }

    @Test
    void judgingUsesNothingUpAndAsksNobody() {
        Governance guard = guard().build();
        assertThat(guard.judge(MERGE, TestActions.context())).isInstanceOf(Ask.class);
        assertThat(desk.pending()).isEmpty();
        guard.decide(MERGE, TestActions.context());
        approveAll();
        assertThat(guard.judge(MERGE, TestActions.context())).isInstanceOf(Ask.class);
        assertThat(guard.decide(MERGE, TestActions.context())).isInstanceOf(Allow.class);
    }

    @Test
    void aStoreThatFailsLeavesTheQuestionOpen() {
        ApprovalStore failing = (ApprovalStore) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ApprovalStore.class}, (proxy, method, arguments) -> {
                    throw new UncheckedIOException(new IOException("no connection"));
                });
        Governance guard =
                guard().approvals(ApprovalDesk.builder(failing, RULES).build()).build();
        Decision decision = guard.decide(MERGE, TestActions.context());
        assertThat(decision).isInstanceOf(Ask.class);
        assertThat(decision.reasons().get(0).rule()).isEqualTo("approval.not-asked");
    }

    @Test
    void whatPeopleSeeHoldsNoSecret() {
        String key = "AK" + "IA" + "Q7MZ5XK2W3RT6YPN";
        Governance guard = Governance.builder(Policy.parse("version: 1\npacks: []\n", "none.yaml"))
                .detector(SecretScanner.standard())
                .trust(any -> TrustLevel.CONTRIBUTE)
                .clock(NOON)
                .approvals(desk)
                .build();
        Decision decision = guard.decide(Action.shell("frobnicate --key " + key), TestActions.context());
        assertThat(decision).isInstanceOf(Ask.class);
        assertThat(desk.recent(9))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.request().toString()).doesNotContain(key));
    }

    @Test
    void aHookGoesAheadAfterAYesWithItsFilterAround() {
        List<String> filter = List.of("/opt/filter");
        ClaudeCodeHooks hooks = ClaudeCodeHooks.of(
                guard().trustedProgram(filter).build(),
                SecretScanner.standard(),
                HookSettings.DEFAULT.withFilterCommand(filter));
        String message = "{\"session_id\":\"s\",\"cwd\":\"/home/agent/shop\",\"hook_event_name\":\"PreToolUse\","
                + "\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"gh pr merge 7\"},\"tool_use_id\":\"t\"}";
        assertThat(hooks.answer(message)).contains("\"permissionDecision\":\"ask\"", "approval.waiting");
        assertThat(desk.pending()).hasSize(1);
        approveAll();
        assertThat(hooks.answer(message)).contains("\"permissionDecision\":\"allow\"", "/opt/filter");
        assertThat(hooks.answer(message)).contains("\"permissionDecision\":\"ask\"");
    }

    @Provide
    Arbitrary<Action> actions() {
        return TestActions.actions();
    }

    /** Law 7: any other byte is another capability. */
    @Property(tries = 10_000)
    void anyOtherByteIsAnotherCapability(
            @ForAll("actions") Action one, @ForAll("actions") Action two, @ForAll long seed) {
        ActionContext context = TestActions.context();
        TaskScope scope = TaskScope.builder("t").build();
        assertThat(Capabilities.of(one, context, "p", scope, "").equals(Capabilities.of(two, context, "p", scope, "")))
                .isEqualTo(one.equals(two));
        Random random = new Random(seed);
        String command = "deploy " + Long.toHexString(seed);
        StringBuilder changed = new StringBuilder(command);
        changed.setCharAt(random.nextInt(changed.length()), (char) random.nextInt(0x10000));
        assertThat(Capabilities.of(Action.shell(changed.toString()), context, "p", scope, "")
                        .equals(Capabilities.of(Action.shell(command), context, "p", scope, "")))
                .isEqualTo(changed.toString().equals(command));
    }

    /** Law 7: a yes lets through what was shown, once, and nothing else. */
    @Property(tries = 1_000)
    void aYesLetsExactlyOneThroughOnce(@ForAll("actions") Action shown, @ForAll("actions") Action other) {
        ApprovalStore fresh = InMemoryStores.approvalStore();
        ApprovalDesk own = ApprovalDesk.builder(fresh, RULES).clock(NOON).build();
        Governance guard = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.PROPOSE)
                .clock(NOON)
                .approvals(own)
                .build();
        Governance without = Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.PROPOSE)
                .clock(NOON)
                .build();
        if (!(guard.decide(shown, TestActions.context()) instanceof Ask) || other.equals(shown)) {
            return;
        }
        for (ApprovalCase waiting : own.pending()) {
            own.approve(waiting.request().id(), "ann", "");
            own.approve(waiting.request().id(), "bob", "");
        }
        assertThat(guard.decide(other, TestActions.context()).verdict())
                .isEqualTo(without.decide(other, TestActions.context()).verdict());
        assertThat(guard.decide(shown, TestActions.context()).verdict()).isEqualTo("allow");
        assertThat(guard.decide(shown, TestActions.context()).verdict()).isEqualTo("ask");
    }

    @Test
    void theDocumentOfACapabilityIsCanonicalJson() {
        String document = Capabilities.document(
                Action.tool("db", "query", Map.of("b", 1, "a", "x")),
                TestActions.context(),
                "p",
                TaskScope.builder("t").build(),
                "plan");
        assertThat(document)
                .startsWith("{\"action\":{\"arguments\":{\"a\":\"x\",\"b\":1},\"kind\":\"tool\",\"server\":\"db\","
                        + "\"tool\":\"query\"},\"context\":{\"agent\":\"agent-7\",")
                .endsWith(",\"version\":\"agent-governance/approval/1\"}");
    }
}
