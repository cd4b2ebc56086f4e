/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Branches of a real repository, merged by the real git and tested by a command. */
@DisabledOnOs(OS.WINDOWS)
class TestedMergeTest {

    /** Fails where the shop calls a function that the library does not have. */
    private static final String CALLS_WHAT_THERE_IS =
            "for f in $(cat shop/*.txt); do grep -qx \"$f\" core/functions.txt || { echo \"no $f\"; exit 1; }; done";

    @TempDir
    private Path home;

    private GitRepository shop = new GitRepository(Path.of("."));

    @BeforeEach
    void repository() throws IOException {
        shop = GitRepository.init(home.resolve("shop"));
        shop.write("core/pom.xml", pom("core", ""))
                .write("shop/pom.xml", pom("shop", "core"))
                .write("core/functions.txt", "open\nclose\n\n\n\nring\n")
                .write("shop/calls.txt", "close\n")
                .write("README.md", "# Shop\n")
                .commit("begin");
        branch("bot/docs", "README.md", "# The shop\n");
        branch("bot/rename", "core/functions.txt", "unlock\nclose\n\n\n\nring\n");
        branch("bot/till", "shop/till.txt", "ring\nopen\n");
        branch("bot/own", "shop/own.txt", "unknown\n");
        branch("bot/lines", "core/functions.txt", "open2\nclose\n\n\n\nring\n");
    }

    private static String pom(String name, String uses) {
        return "<project><groupId>acme</groupId><artifactId>" + name + "</artifactId><dependencies>"
                + (uses.isEmpty()
                        ? ""
                        : "<dependency><groupId>acme</groupId><artifactId>" + uses + "</artifactId></dependency>")
                + "</dependencies></project>\n";
    }

    private void branch(String name, String file, String text) throws IOException {
        shop.git("checkout", "-q", "-b", name, "main");
        shop.write(file, text).commit(name);
        shop.git("checkout", "-q", "main");
    }

    private Run conflicts(String... words) {
        List<String> all =
                new ArrayList<>(List.of("conflicts", "--dir", shop.path().toString()));
        all.addAll(List.of(words));
        return Run.of(home, "", all.toArray(String[]::new));
    }

    private void leftNothing() {
        assertThat(shop.git("worktree", "list").lines()).hasSize(1);
        assertThat(shop.path().resolve(".git/worktrees")).doesNotExist();
        assertThat(shop.git("branch", "--show-current").strip()).isEqualTo("main");
    }

    @Test
    void twoGreenBranchesThatBreakEachOtherAreNamed() throws IOException {
        // The tree at hand is dirty, in the middle of something, and stays so; hooks do not run.
        shop.write("core/functions.txt", "nothing\n").write("new.txt", "new\n");
        shop.write(".git/hooks/post-checkout", "#!/bin/sh\nexit 1\n");
        assertThat(shop.path().resolve(".git/hooks/post-checkout").toFile().setExecutable(true))
                .isTrue();
        String before = shop.git("status", "--porcelain");

        Run run = conflicts("--merge", "--test", CALLS_WHAT_THERE_IS, "bot/docs", "bot/rename", "bot/till");
        assertThat(run.lines())
                .containsExactly(
                        "bot/till: test: the command fails, each passes alone, and not with bot/rename",
                        "These go together: bot/docs bot/rename");
        assertThat(run.status()).isEqualTo(GovernanceCommand.FINDINGS);
        assertThat(run.err())
                .contains("HEAD + bot/till: passes")
                .contains("HEAD + bot/rename + bot/till: fails\n  | no open");
        assertThat(shop.git("status", "--porcelain")).isEqualTo(before);
        leftNothing();
    }

    @Test
    void branchesThatGoTogetherAreSaidToAndInTheOrderThatIsProposed() {
        Run given = conflicts("--merge", "--test", CALLS_WHAT_THERE_IS, "bot/till", "bot/docs");
        assertThat(given.lines()).containsExactly("These go together: bot/till bot/docs");
        assertThat(given.status()).isZero();

        Run proposed = conflicts(
                "--graph", "--merge", "--test", CALLS_WHAT_THERE_IS, "--proposed-order", "bot/till", "bot/rename");
        assertThat(proposed.lines())
                .containsSubsequence(
                        "bot/till changes: shop",
                        "bot/rename changes: core",
                        "bot/rename affects: core shop",
                        "to build and test: core shop",
                        "to build and test as one: shop",
                        "order of merging: HEAD bot/rename bot/till")
                .contains("These go together: bot/rename");
        leftNothing();
    }

    @Test
    void modulesThatUseWhatChangesAreNamedWithoutMerging() {
        shop.git("checkout", "-q", "bot/till");
        Run run = conflicts("--graph", "bot/rename");
        assertThat(run.lines()).contains("HEAD changes: shop", "bot/rename affects: core shop");
        assertThat(run.status()).isZero();
        shop.git("checkout", "-q", "main");
    }

    @Test
    void whatCannotBeMergedIsNamedWithItsFiles() {
        Run run = conflicts("--merge", "--test", "true", "bot/docs", "bot/rename", "bot/lines");
        assertThat(run.lines())
                .containsExactly(
                        "bot/lines: merge: cannot be merged, with bot/rename: core/functions.txt",
                        "These go together: bot/docs bot/rename");
        assertThat(run.status()).isEqualTo(GovernanceCommand.FINDINGS);
        leftNothing();
    }

    @Test
    void aBranchThatFailsAloneIsToldFromOneThatFailsWithAnother() {
        Run run = conflicts("--merge", "--test", CALLS_WHAT_THERE_IS, "bot/own", "bot/docs");
        assertThat(run.lines())
                .containsExactly("bot/own: test: the command fails, alone", "These go together: bot/docs");
        leftNothing();
    }

    @Test
    void mistakesAreTold() {
        assertThat(conflicts("--merge", "--test", "false", "bot/docs").err()).contains("fails on HEAD itself");
        assertThat(conflicts("--merge", "--test", "true", "bot/nowhere").err())
                .contains("There is no commit bot/nowhere");
        Run noTest = conflicts("--merge", "bot/docs");
        assertThat(noTest.status()).isEqualTo(GovernanceCommand.USAGE);
        assertThat(noTest.err()).contains("--test");
        leftNothing();
    }

    @Test
    void aCommandThatTakesTooLongFailsAndIsEndedWithAllThatItStarted() {
        Run run = conflicts("--merge", "--test", "sleep 600 & sleep 600", "--minutes", "0", "bot/docs");
        assertThat(run.err()).contains("fails on HEAD itself");
        leftNothing();
    }

    @Test
    void whoEndsTheProgramLeavesNothingBehind() throws IOException, InterruptedException {
        Path started = home.resolve("started");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "conflicts",
                        "--dir",
                        shop.path().toString(),
                        "--merge",
                        "--test",
                        "pwd > " + started + ".part; mv " + started + ".part " + started + "; sleep 600",
                        "bot/docs")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        try {
            for (int i = 0; i < 600 && !Files.exists(started) && process.isAlive(); i++) {
                Thread.sleep(100);
            }
            Path tree =
                    Path.of(Files.readString(started, StandardCharsets.UTF_8).strip());
            assertThat(tree).exists();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tree.getParent()).doesNotExist();
            leftNothing();
        } finally {
            process.destroyForcibly();
        }
    }
}
