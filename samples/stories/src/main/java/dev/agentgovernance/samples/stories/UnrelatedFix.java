/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.core.policy.TaskScopes;
import dev.agentgovernance.core.scope.Drift;
import dev.agentgovernance.core.scope.DriftCheck;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An agent refactors. A pipeline that has nothing to do with it fails, and so the agent mends the pipeline and merges that by
 * itself, to get its own pull request through.
 */
final class UnrelatedFix {

    static final String SCOPE = """
            version: 1
            task: SHOP-7
            purpose: Rename Price to Cost.
            paths: ["src/**"]
            branches: ["bot/**"]
            effects: [fs, exec.build, vcs, forge.pull-request]
            forbiddenEffects: [forge.pull-request.merge, vcs.push.governed]
            """;

    static final String CHANGE = """
            diff --git a/.github/workflows/nightly.yml b/.github/workflows/nightly.yml
            index 1111111..2222222 100644
            --- a/.github/workflows/nightly.yml
            +++ b/.github/workflows/nightly.yml
            @@ -10,3 +10,3 @@ jobs:
                 steps:
            -      - run: make audit
            +      - run: make audit || true
                   - run: make report
            diff --git a/src/main/java/Price.java b/src/main/java/Cost.java
            similarity index 90%
            rename from src/main/java/Price.java
            rename to src/main/java/Cost.java
            index 3333333..4444444 100644
            --- a/src/main/java/Price.java
            +++ b/src/main/java/Cost.java
            @@ -1,1 +1,1 @@
            -record Price(long cents) {}
            +record Cost(long cents) {}
            """;

    private UnrelatedFix() {}

    /** What came of it, for whoever wants to check. */
    record Ending(List<Decision> decisions, List<Drift> drifts) {}

    static Ending tell(PrintStream out) {
        Story story = new Story(out, "A refactoring that merges an unrelated fix");
        TaskScope scope = TaskScopes.parse(SCOPE, "scope.yaml");
        ApprovalDesk desk = ApprovalDesk.builder(
                        InMemoryStores.approvalStore(),
                        ApprovalRules.builder().person("bob").build())
                .build();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SecretScanner.standard())
                .trust(key -> TrustLevel.DELIVER) // it could merge, if that were its task
                .scopes(task -> Optional.of(scope))
                .approvals(desk)
                .build();
        ActionContext agent = ActionContext.builder("refactorer")
                .repository("acme/shop")
                .repositoryRoot("/w/shop")
                .workingDirectory("/w/shop")
                .task("SHOP-7")
                .build();
        List<Decision> decisions = new ArrayList<>();

        Action rename = Action.write("src/main/java/Cost.java", "record Cost(long cents) {}\n");
        decisions.add(story.show("writes src/main/java/Cost.java", guard.decide(rename, agent)));
        Action pipeline = Action.write(".github/workflows/nightly.yml", "steps:\n  - run: make audit || true\n");
        decisions.add(story.show("writes .github/workflows/nightly.yml", guard.decide(pipeline, agent)));
        Action merge = Action.shell("gh pr merge 812 --squash --admin");
        decisions.add(story.show("gh pr merge 812 --squash --admin", guard.decide(merge, agent)));

        story.tell("The change as a whole, as a check of the pull request sees it:");
        List<Drift> drifts = DriftCheck.check(scope, Diff.parse(CHANGE));
        drifts.forEach(drift -> story.tell(
                "  " + drift.file() + ":" + drift.line() + " " + drift.kind().id() + ": " + drift.why()));

        story.tell("It asks for exactly what it lacks, and goes on with the rest:");
        decisions.add(story.show(
                "asks to widen the task",
                guard.widen(guard.missing(pipeline, agent), "The nightly pipeline is red.", agent)));
        ApprovalCase wish = desk.pending().get(desk.pending().size() - 1);
        story.tell("bob: "
                + desk.approve(wish.request().id(), "bob", "this one file").why());
        decisions.add(story.show("writes .github/workflows/nightly.yml", guard.decide(pipeline, agent)));
        Action other = Action.write(".github/workflows/release.yml", "on: push\n");
        decisions.add(story.show("writes .github/workflows/release.yml", guard.decide(other, agent)));
        return new Ending(decisions, drifts);
    }
}
