/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.PrintStream;
import java.util.List;

/** Two agents work on one codebase at the same time; neither undoes what the other does. */
final class TwoTasks {

    private TwoTasks() {}

    private static ActionContext task(String agent, String task) {
        return ActionContext.builder(agent)
                .repository("acme/shop")
                .repositoryRoot("/w/shop")
                .workingDirectory("/w/shop")
                .task(task)
                .build();
    }

    static List<Decision> tell(PrintStream out) {
        Story story = new Story(out, "Two tasks at work on one codebase");
        ClaimStore claims = InMemoryStores.claimStore();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .claims(claims)
                .build();
        ActionContext rename = task("refactorer", "SHOP-7");
        ActionContext tax = task("tax-bot", "SHOP-9");

        Decision first = story.show(
                "SHOP-7 writes src/Cost.java",
                guard.decide(Action.write("src/Cost.java", "record Cost() {}\n"), rename));
        Decision other = story.show(
                "SHOP-9 writes src/Tax.java", guard.decide(Action.write("src/Tax.java", "record Tax() {}\n"), tax));
        Decision same = story.show(
                "SHOP-9 writes src/Cost.java",
                guard.decide(Action.write("src/Cost.java", "record Cost(int x) {}\n"), tax));
        Decision discard = story.show("SHOP-9: git reset --hard", guard.decide(Action.shell("git reset --hard"), tax));
        Decision one = story.show(
                "SHOP-7 writes db/migration/V12__cost.sql",
                guard.decide(Action.write("db/migration/V12__cost.sql", "select 1;\n"), rename));
        Decision two = story.show(
                "SHOP-9 writes db/migration/V12__tax.sql",
                guard.decide(Action.write("db/migration/V12__tax.sql", "select 1;\n"), tax));
        return List.of(first, other, same, discard, one, two);
    }
}
