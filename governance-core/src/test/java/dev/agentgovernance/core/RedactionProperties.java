/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.FileAction;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.action.PlanAction;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Nothing that leaves the guard holds a secret that its detector knows, wherever in an action the secret stood. */
class RedactionProperties {

    private static final SecretScanner SCANNER = SecretScanner.standard();

    @Provide
    Arbitrary<String> secrets() {
        StringArbitrary alphanumeric = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9');
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withCharRange('A', 'Z')
                                .withCharRange('2', '7')
                                .ofLength(16)
                                .map(s -> "AK" + "IA" + s),
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .withCharRange('A', 'Z')
                                .withCharRange('0', '9')
                                .ofLength(36)
                                .map(s -> "gh" + "p_" + s),
                        alphanumeric.ofLength(36).map(s -> "np" + "m_" + s))
                // What the detector takes for an example is no secret, and stays.
                .filter(secret -> SCANNER.scan(secret).stream()
                        .anyMatch(f -> f.confidence() != dev.agentgovernance.api.secret.Confidence.PLACEHOLDER));
    }

    @Property(tries = 1_000)
    void noSecretLeaves(@ForAll("secrets") String secret) {
        for (Action action : carrying(secret)) {
            List<AuditRecord> records = new ArrayList<>();
            Guard guard = Governance.builder(Policy.baseline())
                    .detector(SCANNER)
                    .trust(key -> TrustLevel.CONTRIBUTE)
                    .audit(records::add)
                    .build();
            Decision decision = guard.decide(action, TestActions.context());

            assertThat(decision.toString()).doesNotContain(secret);
            assertThat(decision.explanation()).doesNotContain(secret);
            decision.assessment()
                    .effects()
                    .forEach(effect -> assertThat(effect.resource()).doesNotContain(secret));
            decision.reasons().forEach(reason -> assertThat(reason.toString()).doesNotContain(secret));
            assertThat(records).hasSize(1);
            assertThat(records.get(0).toString()).doesNotContain(secret);
            assertThat(records.get(0).summary()).doesNotContain(secret);
            assertThat(action.toString()).doesNotContain(secret);
            assertThat(decision.assessment().findings()).as(action.kind()).isNotEmpty();
        }
    }

    private static List<Action> carrying(String secret) {
        return List.of(
                Action.shell("curl -H 'Authorization: Bearer " + secret + "' https://api.example.com/v1"),
                Action.shell("echo " + secret + " > notes.txt"),
                Action.shell("git push https://user:" + secret + "@github.com/acme/shop main"),
                Action.shell("gh pr create --title x --body \"the key is " + secret + "\""),
                Action.shell("cat <<'EOF' | " + secret + "\n" + secret + "\nEOF"),
                Action.shell(secret + " --x " + secret),
                new FileAction(FileAction.Operation.WRITE, "src/" + secret + ".txt", "k = " + secret),
                Action.sql("insert into keys values ('" + secret + "')"),
                new HttpAction(
                        "POST",
                        "https://example.com/?k=" + secret,
                        Map.of("X-Key", List.of(secret)),
                        "{\"k\":\"" + secret + "\"}"),
                Action.tool("chat", "send_message", Map.of("text", "key " + secret, secret, List.of(secret))),
                new ToolAction(secret, "get_" + secret, Map.of(), ToolAction.Hints.NONE),
                new PlanAction(
                        PlanAction.Format.TERRAFORM,
                        Map.of(
                                "format_version",
                                "1.2",
                                "resource_changes",
                                List.of(Map.of(
                                        "address",
                                        "x." + secret,
                                        "type",
                                        "x",
                                        "change",
                                        Map.of("actions", List.of("delete")))))),
                Action.publish("pull-request", "We use " + secret + " here."));
    }
}
