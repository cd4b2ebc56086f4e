/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    Path home;

    private Run explain(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "explain";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return Run.of(home, "", words);
    }

    @Test
    void whatIsAllowedIsExitCodeZero() {
        Run run = explain("--trust", "contribute", "git status && ls src");

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "✓ allow  git status && ls src",
                        "  What it would do",
                        "    vcs.read (reversible, environment local), by: git status",
                        "    fs.list src (reversible, environment local), by: src",
                        "  How it is judged",
                        "    impact none, trust contribute: oversight none");
    }

    @Test
    void whatWasNotUnderstoodIsNamedWithItsPlace() {
        Run run = explain("cat notes.txt; eval \"$SOMETHING\"");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines())
                .startsWith("? ask  cat notes.txt; eval \"$SOMETHING\"")
                .contains("  What was not understood", "  Why")
                .contains("    what is run is only known when it runs, by: \"$SOMETHING\"");
    }

    @Test
    void whatAPushDeploysIsFoundFromAFolderOfTheWorkingTree() throws IOException {
        Path workflows = Files.createDirectories(home.resolve("shop/.github/workflows"));
        Files.createDirectories(home.resolve("shop/.git"));
        Path folder = Files.createDirectories(home.resolve("shop/src"));
        Files.writeString(workflows.resolve("release.yml"), """
                on: {push: {branches: [main]}}
                jobs:
                  deploy: {runs-on: ubuntu-latest, steps: [{run: netlify deploy --prod}]}
                """);

        Run run = explain("--cwd", folder.toString(), "git push origin HEAD:main");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("through .github/workflows/release.yml:3, job deploy, no gate");
    }

    @Test
    void noSecretIsShown() {
        Run run = explain("git commit -m 'now with " + Run.KEY + "'");

        assertThat(run.out())
                .doesNotContain(Run.KEY)
                .contains("[REDACTED:", "secrets or personal data in its text: 1", "by characters");
    }

    @Test
    void theLineMayComeFromTheInput() {
        assertThat(Run.of(home, "git status\n", "explain").lines()).startsWith("✓ allow  git status");
        assertThat(Run.of(home, " \n", "explain").err()).contains("There is no command line to explain.");
        assertThat(explain("--cwd", home.resolve("none").toString(), "ls").err())
                .contains("There is no folder");
    }

    @Test
    void theScopeOfATaskCounts() throws IOException {
        Path scope = home.resolve("scope.yaml");
        Files.writeString(scope, "version: 1\ntask: SHOP-7\npurpose: Read the price.\neffects: [vcs.read]\n");
        String command = "touch x.txt";

        assertThat(explain("--trust", "contribute", command).status()).isZero();
        Run run = explain("--trust", "contribute", "--scope", scope.toString(), command);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("it is not part of the task", "Read the price.");
        assertThat(Run.of(
                                home,
                                "{\"shell\": \"" + command + "\"}\n",
                                "decide",
                                "--trust",
                                "contribute",
                                "--scope",
                                scope.toString())
                        .out())
                .contains("scope.effect");
    }
}
