/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.deploy.DeployKnowledge;
import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way leads to the branch that a workflow deploys from, the decision says so, with file and line. */
class GovernanceReachTest {

    private static final String WORKFLOW = """
            name: Release
            on:
              push:
                branches: [main]
                tags: ['v*']
              workflow_dispatch:
            jobs:
              deploy:
                runs-on: ubuntu-latest
                environment: production
                steps:
                  - uses: actions/checkout@v4
                  - run: ./gradlew assemble
                  - run: flyctl deploy
            """;
    private static final String EVIDENCE = "through .github/workflows/release.yml:14, job deploy, no gate";

    @TempDir
    Path top;

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectories(top.resolve(".github/workflows"));
        Files.createDirectories(top.resolve(".git"));
        Files.writeString(top.resolve(".git/HEAD"), "ref: refs/heads/feature/x\n");
        Files.writeString(
                top.resolve(".git/config"), "[remote \"origin\"]\n\turl = https://example.org/acme/shop.git\n");
        Files.writeString(top.resolve(".github/workflows/release.yml"), WORKFLOW);
    }

    private static Governance guard(DeployKnowledge... platforms) {
        Governance.Builder builder = Governance.builder(Policy.baseline()).trust(key -> TrustLevel.DELIVER);
        for (DeployKnowledge platform : platforms) {
            builder.deployKnowledge(platform);
        }
        return builder.build();
    }

    private ActionContext context() {
        return ActionContext.builder("agent")
                .repository("acme/shop")
                .workingDirectory(top.toString())
                .repositoryRoot(top.toString())
                .build();
    }

    private static List<Effect> deployments(Decision decision) {
        return decision.assessment().effects().stream()
                .filter(effect ->
                        effect.kind() == EffectKind.DEPLOY && !effect.evidence().isEmpty())
                .toList();
    }

    static Stream<Action> ways() {
        return Stream.of(
                Action.shell("git push origin HEAD:main"),
                Action.shell("git push origin +HEAD:refs/heads/main"),
                Action.shell("git push --all"),
                Action.shell("git push --mirror"),
                Action.shell("git push origin v1.2.3"),
                Action.shell("git push --tags"),
                Action.shell("gh pr merge 7"),
                Action.shell("gh pr merge 7 --auto --squash"),
                Action.shell("gh workflow run release.yml"),
                Action.shell("gh run rerun 42"),
                Action.shell("gh release create v2.0.0"),
                Action.shell("gh api -X PUT repos/acme/shop/pulls/7/merge"),
                Action.shell(
                        "gh api graphql -f query='mutation{a:mergePullRequest(input:{pullRequestId:\"x\"}){clientMutationId}}'"),
                Action.shell("curl -X PUT https://api.github.com/repos/acme/shop/pulls/7/merge"),
                Action.shell(
                        "curl -X POST -d '{\"ref\":\"main\"}' https://api.github.com/repos/acme/shop/actions/workflows/release.yml/dispatches"),
                Action.shell("hub api -X PUT repos/acme/shop/pulls/7/merge || gh pr merge 7"),
                Action.http("PUT", "https://api.github.com/repos/acme/shop/pulls/7/merge"),
                Action.tool("github", "merge_pull_request", Map.of("owner", "acme", "repo", "shop", "pullNumber", 7)),
                Action.shell("gh pr comment 7 --body '@mergifyio queue'"),
                Action.shell("gh pr comment 7 --body 'bors r+'"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyWayToTheBranchSaysWhatItDeploys(Action action) {
        Decision decision = guard().decide(action, context());
        assertThat(deployments(decision)).isNotEmpty().allSatisfy(effect -> {
            assertThat(effect.evidence()).startsWith(EVIDENCE);
            assertThat(effect.environment()).isEqualTo(Environment.PRODUCTION);
        });
        assertThat(decision.reasons().stream().map(Reason::text))
                .anyMatch(text -> text.contains("It would deploy production, " + EVIDENCE));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void withoutTheFilesNothingIsMadeUp(Action action) throws IOException {
        Files.delete(top.resolve(".github/workflows/release.yml"));
        assertThat(deployments(guard().decide(action, context()))).isEmpty();
    }

    @Test
    void aBranchThatNothingDeploysFromIsJustABranch() {
        for (String line :
                List.of("git push origin HEAD", "git push", "git status", "gh pr comment 7 --body 'see docs/deploy'")) {
            assertThat(deployments(guard().decide(Action.shell(line), context())))
                    .as(line)
                    .isEmpty();
        }
    }

    @Test
    void aBareCommentThatDeploysIsMoreThanAComment() {
        Decision decision = guard().decide(Action.shell("gh pr comment 7 --body '/deploy staging'"), context());
        assertThat(deployments(decision)).singleElement().satisfies(effect -> {
            assertThat(effect.environment()).isEqualTo(Environment.STAGING);
            assertThat(effect.evidence()).isEqualTo("because of the comment /deploy");
        });
    }

    @Test
    void aChangeOfTheFileChangesTheAnswer() throws IOException {
        Governance guard = guard();
        Action push = Action.shell("git push origin HEAD:main");
        assertThat(deployments(guard.decide(push, context()))).hasSize(1);
        Files.writeString(top.resolve(".github/workflows/release.yml"), WORKFLOW.replace("[main]", "[next]"));
        assertThat(deployments(guard.decide(push, context()))).isEmpty();
        Files.writeString(top.resolve(".github/workflows/other.yml"), WORKFLOW);
        assertThat(deployments(guard.decide(push, context()))).hasSize(1);
    }

    @Test
    void aPlatformThatKnowsBetterIsBelieved() {
        Action push = Action.shell("git push origin HEAD:main");
        assertThat(deployments(guard((event, context) -> Optional.of(List.of())).decide(push, context())))
                .isEmpty();
        Deployment truth = new Deployment(
                EffectKind.DEPLOY,
                "eu-prod",
                Environment.PRODUCTION,
                "the delivery platform",
                0,
                "",
                Deployment.Gate.NONE,
                true);
        assertThat(deployments(
                        guard((event, context) -> Optional.of(List.of(truth))).decide(push, context())))
                .singleElement()
                .satisfies(effect -> assertThat(effect.evidence()).isEqualTo("through the delivery platform, no gate"));
    }

    @Test
    void whatAHumanLetsGoOnIsToldAndIsNoDeployment() {
        Deployment gated = new Deployment(
                EffectKind.DEPLOY, "prod", Environment.PRODUCTION, "ci.yml", 3, "go", Deployment.Gate.HUMAN, true);
        Decision decision = guard((event, context) -> Optional.of(List.of(gated)))
                .decide(Action.shell("git push origin HEAD:main"), context());
        assertThat(deployments(decision)).isEmpty();
        assertThat(decision.assessment().effects())
                .anyMatch(effect -> effect.evidence()
                        .equals("which leads to prod through ci.yml:3, job go, once a human lets it go on"));
    }
}
