/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.integrity.ClaimStore;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.integrity.MergeQueue;
import dev.agentgovernance.core.integrity.MergeQueue.LeftOut;
import dev.agentgovernance.core.integrity.MergeQueue.Outcome;
import dev.agentgovernance.core.integrity.MergeQueue.Verdict;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /**
     * How it ends.
     *
     * @param decisions what was decided, in order
     * @param merges what came of merging both
     */
    record Ending(List<Decision> decisions, Verdict merges) {}

    /** What a branch leaves of the names that the code declares, and of those that it uses. */
    private record Code(Set<String> declared, Set<String> used) {

        static Code of(List<String> branches) {
            Set<String> declared = new HashSet<>(Set.of("Cost", "Tax"));
            Set<String> used = new HashSet<>(Set.of("Tax"));
            if (branches.contains("SHOP-7")) {
                declared.remove("Cost");
                declared.add("Price");
            }
            if (branches.contains("SHOP-9")) {
                used.add("Cost");
            }
            return new Code(declared, used);
        }

        Outcome build() {
            return declared.containsAll(used) ? new Outcome.Passed() : new Outcome.Failed();
        }
    }

    static Ending tell(PrintStream out) {
        Story story = new Story(out, "Two tasks at work on one codebase");
        Instant[] now = {Instant.parse("2026-11-02T09:00:00Z")};
        InstantSource time = () -> now[0];
        ClaimStore claims = InMemoryStores.claimStore();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .claims(claims)
                .clock(time.withZone(ZoneOffset.UTC))
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

        story.tell("An hour later the leases of both are over, and SHOP-9 goes on.");
        now[0] = Instant.parse("2026-11-02T10:00:00Z");
        Decision later = story.show(
                "SHOP-9 writes src/Cost.java",
                guard.decide(Action.write("src/Cost.java", "record Cost(int x) {}\n"), tax));
        Decision push = story.show(
                "SHOP-7: git push origin bot/rename", guard.decide(Action.shell("git push origin bot/rename"), rename));

        story.tell(
                "Somebody has looked, and both are merged to be built as one: SHOP-7 renames what SHOP-9 begins to use.");
        claims.overtaken("task SHOP-7")
                .forEach(lost -> claims.settle(lost.claim().fencingToken()));
        Decision settled = story.show(
                "SHOP-7: git push origin bot/rename", guard.decide(Action.shell("git push origin bot/rename"), rename));
        Verdict merges = MergeQueue.check(
                List.of("SHOP-7", "SHOP-9"), branches -> Code.of(branches).build());
        for (LeftOut leftOut : merges.leftOut()) {
            story.tell(leftOut.branch() + " passes alone, and not with "
                    + leftOut.with().orElse("") + ".");
        }
        return new Ending(List.of(first, other, same, discard, one, two, later, push, settled), merges);
    }
}
