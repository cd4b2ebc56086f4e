/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.JdbcStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsCommandTest {

    private static final HumanCheck PERSON = new HumanCheck(List::of);
    private static final ActionContext CONTEXT = ActionContext.of("agent-7", "acme/shop");

    @TempDir
    Path home;

    private Path state = Path.of("");

    @BeforeEach
    void folder() {
        state = home.resolve("state");
    }

    private Run run(HumanCheck human, String... arguments) {
        return Run.of(home, human, "", arguments);
    }

    private Decision decide(String command, String session) {
        StoreOptions options = StoreOptions.of(state, null, null);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), System.out, System.err, false, Map.of());
        JdbcStores stores = options.open(terminal);
        return Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .approvals(ApprovalDesk.builder(stores.approvalStore(), options.rules())
                        .build())
                .build()
                .decide(
                        Action.shell(command),
                        CONTEXT.toBuilder().session(session).build());
    }

    private String onlyId() {
        Run list = run(PERSON, "approvals", "list", "--state", state.toString());
        assertThat(list.lines()).hasSize(1);
        return list.lines().get(0).substring(0, 36);
    }

    @Test
    void aPersonReadsARequestWholeAndSaysYes() {
        String command = "gh pr merge 7" + " ".repeat(200) + "--squash \u202e";
        assertThat(decide(command, "s").verdict()).isEqualTo("ask");
        String id = onlyId();
        Run show = run(PERSON, "approvals", "show", id.substring(0, 8), "--state", state.toString());
        assertThat(show.status()).isZero();
        assertThat(show.out())
                .contains("\u27e8200 spaces\u27e9--squash", "\u27e8U+202E\u27e9", "1 HIDDEN CHARACTER")
                .contains("agent-7, in acme/shop", "forge.pull-request.merge", "oversight.matrix")
                .doesNotContain("\u202e");
        Run yes = run(PERSON, "approvals", "approve", id, "--state", state.toString());
        assertThat(yes.status()).as(yes.err()).isZero();
        assertThat(yes.out()).contains("It is granted, once");
        assertThat(decide(command, "s").verdict()).isEqualTo("allow");
        assertThat(decide(command, "s").verdict()).isEqualTo("ask");
        Run trust = run(
                PERSON,
                "trust",
                "why",
                "--agent",
                "agent-7",
                "--repo",
                "acme/shop",
                "--class",
                "deliver",
                "--state",
                state.toString());
        assertThat(trust.out()).contains("1 approved unchanged");
    }

    @Test
    void aNoIsKept() {
        decide("gh pr merge 7", "s");
        Run no = run(PERSON, "approvals", "deny", onlyId(), "--note", "not today", "--state", state.toString());
        assertThat(no.status()).isZero();
        assertThat(decide("gh pr merge 7", "s").verdict()).isEqualTo("deny");
        assertThat(run(PERSON, "approvals", "list", "--all", "--state", state.toString())
                        .out())
                .contains("rejected");
    }

    @Test
    void equalRequestsAreListedAndAnsweredTogether() {
        decide("gh pr merge 7", "one");
        decide("gh pr merge 7", "two");
        Run list = run(PERSON, "approvals", "list", "--state", state.toString());
        assertThat(list.lines()).hasSize(1).first().asString().endsWith("(2 equal)");
        Run yes = run(PERSON, "approvals", "approve", onlyId(), "--equal", "--state", state.toString());
        assertThat(yes.lines()).hasSize(2);
        assertThat(decide("gh pr merge 7", "one").verdict()).isEqualTo("allow");
        assertThat(decide("gh pr merge 7", "two").verdict()).isEqualTo("allow");
    }

    @Test
    void onlyWhomTheRulesKnowMayAnswer() throws IOException {
        decide("gh pr merge 7", "s");
        Path rules = Files.writeString(home.resolve("approvers.json"), "{\"people\": {\"somebody-else\": []}}");
        Run yes = run(
                PERSON, "approvals", "approve", onlyId(), "--approvers", rules.toString(), "--state", state.toString());
        assertThat(yes.status()).isEqualTo(1);
        assertThat(yes.out()).contains("do not know this person");
        Files.writeString(rules, "{\"folk\": {}}");
        assertThat(run(PERSON, "approvals", "list", "--approvers", rules.toString(), "--state", state.toString())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void anEmergencyIsListedUntilItsReview() {
        decide("gh pr merge 7", "s");
        String id = onlyId();
        assertThat(run(PERSON, "approvals", "break-glass", id, "--state", state.toString())
                        .status())
                .isEqualTo(1);
        assertThat(run(PERSON, "approvals", "break-glass", id, "--note", "fire", "--state", state.toString())
                        .status())
                .isZero();
        assertThat(run(PERSON, "approvals", "list", "--state", state.toString()).out())
                .contains("EMERGENCY, WAITS FOR A REVIEW");
        Run review = run(PERSON, "approvals", "review", id, "--note", "fine", "--state", state.toString());
        assertThat(review.status()).as("nobody reviews what they let through").isEqualTo(1);
    }

    @Test
    void noAgentAnswers() {
        decide("gh pr merge 7", "s");
        String id = onlyId();
        List<HumanCheck> agents = List.of(
                new HumanCheck(() -> List.of(new HumanCheck.Ancestor(List.of("/usr/bin/claude"), Set.of()))),
                new HumanCheck(() -> List.of(
                        new HumanCheck.Ancestor(List.of("/bin/bash"), Set.of("HOME")),
                        new HumanCheck.Ancestor(
                                List.of("/usr/bin/node", "/usr/lib/node_modules/@openai/codex/bin/codex.js"),
                                Set.of()))),
                new HumanCheck(() -> List.of(new HumanCheck.Ancestor(List.of("/bin/bash"), Set.of("CLAUDECODE")))));
        for (HumanCheck agent : agents) {
            for (String verb : List.of("approve", "deny", "revoke", "break-glass", "review")) {
                Run run = run(agent, "approvals", verb, id, "--note", "x", "--state", state.toString());
                assertThat(run.status()).isEqualTo(2);
                assertThat(run.err()).contains("Only a person can do this");
            }
            for (String verb : List.of("promote", "demote")) {
                assertThat(run(agent, "trust", verb, "deliver", "--agent", "a", "--class", "edit")
                                .status())
                        .isEqualTo(2);
            }
        }
        assertThat(PERSON.agent(Map.of("CODEX_SANDBOX_NETWORK_DISABLED", "1"))).isPresent();
        assertThat(PERSON.agent(Map.of("HOME", "/home/ann"))).isEmpty();
        assertThat(decide("gh pr merge 7", "s").verdict()).isEqualTo("ask");
    }
}
