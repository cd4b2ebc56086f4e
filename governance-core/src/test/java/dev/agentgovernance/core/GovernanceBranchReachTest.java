/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.internal.classify.objects.RealGit;
import dev.agentgovernance.core.internal.classify.objects.TableWriter;
import dev.agentgovernance.core.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What deploys from the branch on the forge counts, whatever the working tree looks like. */
class GovernanceBranchReachTest {

    private static final String FILE = ".github/workflows/release.yml";
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
    private static final String HERE = "through " + FILE + ":14, job deploy, no gate";
    private static final String REMOTE = "through " + FILE + ":14 (origin/main), job deploy, no gate";

    @TempDir
    static Path template;

    @TempDir
    Path folder;

    private Path top;
    private RealGit git;
    private Governance guard = guard();

    @BeforeAll
    static void made() throws IOException {
        assumeTrue(RealGit.isInstalled(), "git is not installed");
        Path top = Files.createDirectories(template.resolve("shop"));
        RealGit.in(template).run("init", "-q", "--bare", "-b", "main", "hub.git");
        RealGit git = RealGit.in(top);
        git.run("init", "-q", "-b", "main");
        git.run("remote", "add", "origin", "../hub.git");
        write(top, "README.md", "shop");
        commit(git);
        git.run("branch", "old");
        write(top, FILE, WORKFLOW);
        commit(git);
        git.run("push", "-q", "origin", "main", "old");
        git.run("checkout", "-q", "-b", "feature/x");
    }

    @BeforeEach
    void copied() throws IOException {
        try (Stream<Path> paths = Files.walk(template)) {
            for (Path path : paths.sorted().toList()) {
                Path copy = folder.resolve(template.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        top = folder.resolve("shop");
        git = RealGit.in(top);
    }

    private static Governance guard() {
        return Governance.builder(Policy.baseline())
                .trust(key -> TrustLevel.DELIVER)
                .build();
    }

    private void write(String file, String text) throws IOException {
        write(top, file, text);
    }

    private static void write(Path top, String file, String text) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void commit() {
        commit(git);
    }

    private static void commit(RealGit git) {
        git.run("add", "-A");
        git.run("commit", "-q", "-m", "x");
    }

    private List<String> evidence(Action action) {
        return evidence(action, top);
    }

    private List<String> evidence(Action action, Path where) {
        ActionContext context = ActionContext.builder("agent")
                .repository("acme/shop")
                .workingDirectory(where.toString())
                .repositoryRoot(where.toString())
                .build();
        return guard.decide(action, context).assessment().effects().stream()
                .filter(effect -> effect.kind() == EffectKind.DEPLOY)
                .map(Effect::evidence)
                .toList();
    }

    static Stream<Action> ways() {
        return Stream.of(
                Action.shell("git push origin HEAD:main"),
                Action.shell("gh pr merge 7"),
                Action.shell("gh workflow run release.yml"),
                Action.shell("gh workflow run release.yml --ref main"),
                Action.shell("gh release create v2.0.0"),
                Action.shell("gh api -X PUT repos/acme/shop/pulls/7/merge"),
                Action.http("PUT", "https://api.github.com/repos/acme/shop/pulls/7/merge"));
    }

    /** What is checked out and what the remote has stand in tables then; the files of those names say nothing. */
    @Test
    void referencesInTablesAreRead() throws IOException {
        Map<String, String> references = new TreeMap<>(Map.of("HEAD", "ref: refs/heads/main"));
        git.run("for-each-ref", "--format=%(refname) %(objectname)")
                .lines()
                .forEach(line -> references.put(line.split(" ", -1)[0], line.split(" ", -1)[1]));
        try (Stream<Path> paths = Files.walk(top.resolve(".git/refs"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Files.delete(path);
            }
        }
        Files.delete(top.resolve(FILE));
        TableWriter.stack(top.resolve(".git"), 20, List.of(TableWriter.PLAIN.table(references)));
        for (String command : List.of("git push origin HEAD:main", "git push origin", "gh pr merge 7")) {
            assertThat(evidence(Action.shell(command)))
                    .as(command)
                    .singleElement()
                    .asString()
                    .contains(FILE + ":14 (");
        }
        assertThat(evidence(Action.shell("git push origin HEAD:other"))).isEmpty();
        Files.write(top.resolve(".git/reftable/t0.ref"), new byte[100]);
        for (String command : List.of("git push origin HEAD:other", "gh pr merge 7")) {
            assertThat(evidence(Action.shell(command)))
                    .as(command)
                    .anyMatch(evidence -> evidence.contains("files that are not at hand"));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFileThatWasDeletedHereStillDeploysThere(Action action) throws IOException {
        assertThat(evidence(action)).singleElement().asString().startsWith(HERE);
        Files.delete(top.resolve(FILE));
        assertThat(evidence(action)).singleElement().asString().startsWith(REMOTE);
        commit();
        assertThat(evidence(action)).singleElement().asString().startsWith(REMOTE);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFileThatWasEditedHereStillDeploysThere(Action action) throws IOException {
        write(FILE, WORKFLOW.replace("flyctl deploy", "echo").replace("environment: production", "name: x"));
        assertThat(evidence(action)).singleElement().asString().startsWith(REMOTE);
        write(FILE, WORKFLOW.replace("production", "staging"));
        assertThat(evidence(action)).hasSize(2);
        assertThat(evidence(action).get(0)).startsWith(REMOTE);
        assertThat(evidence(action).get(1)).startsWith(HERE);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void fromAnOldBranchItIsSeen(Action action) {
        git.run("checkout", "-q", "old");
        assertThat(top.resolve(FILE)).doesNotExist();
        assertThat(evidence(action)).singleElement().asString().startsWith(REMOTE);
    }

    @Test
    void theMergedBranchCounts() throws IOException {
        git.run("checkout", "-q", "old");
        git.run("checkout", "-q", "-b", "topic");
        write(".github/workflows/new.yml", WORKFLOW.replace("Release", "New").replace("deploy:", "bring:"));
        commit();
        git.run("push", "-q", "origin", "topic");
        git.run("checkout", "-q", "old");
        assertThat(evidence(Action.shell("gh pr merge topic")))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("through .github/workflows/new.yml:14 (origin/topic), job bring, no gate"));
        assertThat(evidence(Action.shell("gh pr merge 7"))).hasSize(1);
        git.run("checkout", "-q", "topic");
        Files.delete(top.resolve(".github/workflows/new.yml"));
        assertThat(evidence(Action.shell("gh pr merge"))).hasSize(2);
        git.run("update-ref", "refs/pull/7/head", "topic");
        git.run("update-ref", "-d", "refs/remotes/origin/topic");
        git.run("checkout", "-q", "-f", "old");
        assertThat(evidence(Action.shell("gh pr merge 7"))).anyMatch(text -> text.contains("(pull/7)"));
    }

    @Test
    void whatIsPushedIsTheCommitAndTheTag() throws IOException {
        git.run("checkout", "-q", "old");
        write(".github/workflows/b.yml", WORKFLOW.replace("[main]", "[next]"));
        commit();
        git.run("tag", "-a", "-m", "t", "v1");
        Files.delete(top.resolve(".github/workflows/b.yml"));
        assertThat(evidence(Action.shell("git push origin HEAD:next")))
                .singleElement()
                .asString()
                .contains("b.yml:14 (HEAD)");
        git.run("checkout", "-q", "-f", "main");
        Files.delete(top.resolve(FILE));
        assertThat(evidence(Action.shell("git push origin v1"))).anyMatch(text -> text.contains("b.yml:14 (v1)"));
        assertThat(evidence(Action.shell("git push origin old:next")))
                .anyMatch(text -> text.contains("b.yml:14 (old)"));
    }

    @Test
    void whatIsAlikeIsToldOnce() {
        assertThat(evidence(Action.shell("git push origin HEAD:main"))).hasSize(1);
        assertThat(evidence(Action.shell("git push origin HEAD"))).isEmpty();
        assertThat(evidence(Action.shell("git push origin HEAD:old"))).isEmpty();
    }

    @Test
    void aFetchChangesTheAnswer() throws IOException {
        git.run("checkout", "-q", "old");
        Action push = Action.shell("git push origin HEAD:main");
        assertThat(evidence(push)).hasSize(1);
        git.run("update-ref", "refs/remotes/origin/main", "old");
        assertThat(evidence(push)).isEmpty();
        git.run("update-ref", "refs/remotes/origin/main", "main");
        git.run("pack-refs", "--all");
        git.run("gc", "-q");
        assertThat(evidence(push)).hasSize(1);
        guard = guard();
        assertThat(evidence(push)).hasSize(1);
    }

    @Test
    void aLinkedWorkingTreeAndAlternatesAreFollowed() {
        git.run("worktree", "add", "-q", folder.resolve("linked").toString(), "old");
        assertThat(evidence(Action.shell("gh pr merge 7"), folder.resolve("linked")))
                .hasSize(1);
        RealGit.in(folder).run("clone", "-q", "-s", "-b", "old", "shop", "second");
        guard = guard();
        assertThat(evidence(Action.shell("gh pr merge 7"), folder.resolve("second")))
                .hasSize(1);
    }

    @Test
    void withoutTheBranchOnlyTheWorkingTreeCounts() {
        git.run("checkout", "-q", "old");
        git.run("update-ref", "-d", "refs/remotes/origin/main");
        assertThat(evidence(Action.shell("git push origin HEAD:main"))).isEmpty();
    }

    @Test
    void aBranchWhoseObjectsAreMissingMayDoAnything() throws IOException {
        git.run("checkout", "-q", "old");
        String tree = git.run("rev-parse", "main:.github").strip();
        Path object = top.resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2));
        Path away = folder.resolve("away");
        Files.move(object, away);
        Action push = Action.shell("git push origin HEAD:main");
        String unknown = "through files that are not at hand (origin/main), no gate, as far as can be told";
        assertThat(evidence(push)).containsExactly(unknown);
        assertThat(evidence(push)).containsExactly(unknown);
        Files.move(away, object);
        Files.createDirectories(top.resolve(".git/objects/pack/x"));
        assertThat(evidence(push)).singleElement().asString().startsWith(REMOTE);
    }
}
