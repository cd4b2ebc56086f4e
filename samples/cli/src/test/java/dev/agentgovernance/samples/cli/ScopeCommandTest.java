/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work of an agent on a real repository, held against its task. */
class ScopeCommandTest {

    private static final String CI = """
            on: push
            jobs:
              test:
                steps:
                  - run: npm test
            """;

    @TempDir
    private Path home;

    private GitRepository shop;

    @BeforeEach
    void aRepositoryWithATask() throws IOException {
        shop = GitRepository.init(home.resolve("shop"));
        shop.write("src/price.js", "export const price = 1;\n")
                .write("test/price.test.js", "test('price', () => {\n  expect(price).toBe(1);\n});\n")
                .write(".github/workflows/ci.yml", CI)
                .write(".governance/scope.yaml", """
                        version: 1
                        task: SHOP-7
                        purpose: Rename the price.
                        effects: [fs, vcs]
                        paths: ["src/**", "test/**"]
                        """)
                .commit("begin");
        shop.git("checkout", "-q", "-b", "bot/rename");
    }

    private Run check(String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "scope";
        words[1] = "check";
        System.arraycopy(more, 0, words, 2, more.length);
        words[words.length - 1] = shop.path().toString();
        return Run.of(home, "", words);
    }

    @Test
    void workWithinTheTaskIsFine() throws IOException {
        shop.write("src/price.js", "export const cost = 1;\n").commit("rename");
        Run run = check("--base", "main");
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("1 files, 0 drifts from the task 'SHOP-7'");
        assertThat(run.status()).isZero();
    }

    @Test
    void namesEveryDriftByKindFileAndLine() throws IOException {
        shop.write("src/price.js", "export const cost = 1;\n").commit("rename");
        shop.write(".github/workflows/ci.yml", CI.replace("npm test", "npm test || true"))
                .commit("fix the build");
        // Not committed yet, and drift all the same.
        shop.write("test/price.test.js", "test.skip('price', () => {\n  expect(price).toBe(1);\n});\n");
        Run run = check();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines())
                .containsExactly(
                        ".github/workflows/ci.yml: ci: It changes what a pipeline does. [ci-files]",
                        ".github/workflows/ci.yml: path: It is outside the paths of the task. [path]",
                        ".github/workflows/ci.yml:5: checks: A check of the build no longer runs, or no longer fails."
                                + " [checks-skipped]",
                        "test/price.test.js:1: tests: A test is switched off, or others are by running one alone."
                                + " [test-switched-off-by-name]",
                        "to add: ci.config .github/workflows/ci.yml",
                        "to add: fs.write .github/workflows/ci.yml");
        assertThat(check("--committed").out()).doesNotContain("price.test.js");
        assertThat(check("--json").out()).contains("\"rule\" : \"checks-skipped\"", "\"line\" : 5");
    }

    @Test
    void workCannotWidenItsOwnScope() throws IOException {
        shop.write(".governance/scope.yaml", "version: 1\ntask: SHOP-7\neffects: [fs, ci.config]\n")
                .write(".github/workflows/ci.yml", CI + "# more\n")
                .commit("widen");
        assertThat(check().out())
                .contains("[governance-files]")
                .contains(".github/workflows/ci.yml: ci:")
                .contains(".governance/scope.yaml: path:");
    }

    @Test
    void readsADiffThatGitWrote() throws IOException {
        shop.write("docs/a.md", "a\n").commit("docs");
        Path file = home.resolve("change.diff");
        Files.writeString(file, shop.git("diff", "main"));
        Path scope = shop.path().resolve(".governance/scope.yaml");
        Run run = Run.of(home, "", "scope", "check", "--scope", scope.toString(), "--diff", file.toString());
        assertThat(run.lines()).first().isEqualTo("docs/a.md: path: It is outside the paths of the task. [path]");
        Run broken = Run.of(home, "not a diff", "scope", "check", "--scope", scope.toString(), "--diff", "-");
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.err()).contains("line 1");
    }

    @Test
    void withoutADeclaredScopeTheDefaultOfThePolicyHolds() throws IOException {
        shop.git("checkout", "-q", "main");
        shop.git("rm", "-q", "-r", ".governance");
        shop.commit("none");
        shop.git("checkout", "-q", "-b", "bot/more");
        shop.write(".github/workflows/ci.yml", CI + "# more\n").commit("ci");
        Run run = check();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("[ci-files]").doesNotContain("path:");
    }

    @Test
    void showsTheScopeThatHolds() {
        Run run = Run.of(home, "", "scope", "show", shop.path().toString());
        assertThat(run.out()).contains("\"task\" : \"SHOP-7\"", "\"paths\" : [ \"src/**\", \"test/**\" ]");
        assertThat(run.status()).isZero();
    }

    @Test
    void wrongUseIsTold() throws IOException {
        assertThat(check("--base", "nowhere").err()).contains("There is no commit nowhere.");
        assertThat(Run.of(home, "", "scope", "check", home.toString()).err()).contains("is in no git repository");
        assertThat(Run.of(home, "", "scope").status()).isEqualTo(2);
    }

    @Test
    void anAgentAsksForMoreAndAPersonGrantsExactlyThat() throws IOException {
        Path scope = Files.writeString(
                home.resolve("scope.yaml"), "version: 1\ntask: SHOP-7\neffects: [fs]\npaths: [\"src/**\"]\n");
        String[] ask = {
            "scope",
            "request",
            "--scope",
            scope.toString(),
            "--agent",
            "bot",
            "--why",
            "The docs name it.",
            "--state",
            home.resolve("state").toString(),
            "fs.write=docs/price.md"
        };
        Run asked = Run.of(home, "", ask);
        assertThat(asked.out()).startsWith("Request ").contains("to widen the task waits until");
        String id = asked.out().split(" ", -1)[1];
        String state = home.resolve("state").toString();
        assertThat(Run.of(home, "", "approvals", "show", "--state", state, id).out())
                .contains("fs.write on 'docs/price.md'", "The docs name it.");
        assertThat(Run.of(home, "", "approvals", "approve", "--state", state, id)
                        .status())
                .isZero();
        assertThat(Run.of(home, "", ask).out()).contains("has been widened by this already");
        assertThat(Run.of(
                                home,
                                "",
                                "scope",
                                "request",
                                "--scope",
                                scope.toString(),
                                "--agent",
                                "b",
                                "--why",
                                "w",
                                "no=x")
                        .err())
                .contains("There is no effect 'no'");
    }
}
