/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @TempDir
    Path home;

    @Test
    void withoutACommandTheUsageIsShown() {
        Run run = Run.of(home, "");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("demo", "serve", "hook", "decide", "scan", "redact", "policy", "audit", "claude-code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "serve",
                "hook",
                "settings",
                "explain",
                "decide",
                "reach",
                "scan",
                "redact",
                "policy",
                "policy check",
                "policy lint",
                "policy unattended",
                "policy diff",
                "policy test",
                "policy schema",
                "audit",
                "audit verify",
                "audit keys",
                "audit checkpoint",
                "audit export",
                "audit report",
                "trust",
                "trust show",
                "trust why",
                "trust record",
                "trust promote",
                "trust demote",
                "trust simulate",
                "approvals",
                "approvals list",
                "approvals show",
                "approvals approve",
                "approvals deny",
                "approvals revoke",
                "approvals break-glass",
                "approvals review",
                "claude-code",
                "claude-code settings"
            })
    void everyCommandExplainsItself(String command) {
        Run run = Run.of(home, "", (command + " --help").split(" "));

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: governance " + command);
        assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void reachListsWhatDeploysFromWhere() throws Exception {
        Path workflows = Files.createDirectories(home.resolve("shop/.github/workflows"));
        Files.writeString(workflows.resolve("release.yml"), """
                on: {push: {branches: [main]}}
                jobs:
                  deploy:
                    runs-on: ubuntu-latest
                    environment: production
                    steps: [{run: flyctl deploy}]
                """);

        Run run = Run.of(home, "", "reach", home.resolve("shop").toString());

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "deploy production (production) through .github/workflows/release.yml:6, job deploy, no gate",
                        "    when: push branches main",
                        "1 found in the files. What is set up elsewhere cannot be seen.");
        assertThat(Run.of(home, "", "reach", home.resolve("none").toString()).status())
                .isEqualTo(2);
    }

    @Test
    void decideSaysWhatAPushDeploys() throws Exception {
        Path workflows = Files.createDirectories(home.resolve("shop/.github/workflows"));
        Files.createDirectories(home.resolve("shop/.git"));
        Files.writeString(workflows.resolve("release.yml"), """
                on: {push: {branches: [main]}}
                jobs:
                  deploy: {runs-on: ubuntu-latest, steps: [{run: netlify deploy --prod}]}
                """);

        Run run = Run.of(
                home,
                "{\"shell\": \"git push origin HEAD:main\"}\n",
                "decide",
                "--cwd",
                home.resolve("shop").toString());

        assertThat(run.out()).contains("through .github/workflows/release.yml:3, job deploy, no gate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--nonsense", "teleport", "decide --trust absolute", "scan", "serve --port x", "policy check"})
    void wrongUsageIsExitCodeTwo(String arguments) {
        assertThat(Run.of(home, "", arguments.split(" ")).status()).isEqualTo(2);
    }

    @Test
    void decideAnswersEveryLineInOrder() {
        Run run = Run.of(home, """
            {"id":1,"shell":"ls"}
            nonsense
            {"id":"two","file":{"op":"write","path":".claude/settings.json","content":"{}"}}
            {"id":3,"shell":"ls","sql":"select 1"}
            {"id":4,"shell":"git push --force origin main"}
            {"id":5,"strange":1}
            {"id":6,"shell":"echo %s"}
            """.formatted(Run.KEY), "decide");

        assertThat(run.status()).isZero();
        List<Map<String, Object>> answers = run.lines().stream()
                .<Map<String, Object>>map(CommandsTest::object)
                .toList();
        assertThat(answers).hasSize(7);
        assertThat(answers.get(0)).containsEntry("id", 1).containsEntry("decision", "allow");
        assertThat(answers.get(1)).containsEntry("id", "null").containsKey("error");
        assertThat(answers.get(2)).containsEntry("id", "two").containsEntry("decision", "deny");
        assertThat(answers.get(3)).containsEntry("id", 3).containsKey("error");
        assertThat(answers.get(4)).containsEntry("decision", "deny").containsEntry("impact", "critical");
        assertThat(answers.get(5)).containsEntry("id", 5).containsKey("error");
        assertThat((String) answers.get(6).get("redacted")).contains("[REDACTED:aws-access-key-id:");
        assertThat(run.out()).doesNotContain(Run.KEY);
        assertThat(answers.get(4).keySet().stream().map(String::valueOf))
                .containsExactly("id", "decision", "impact", "coverage", "effects", "reasons", "micros");
    }

    @Test
    void aLineNamesItsOwnTrust() {
        String line = "{\"id\":1,\"shell\":\"touch a\",\"context\":{\"trust\":\"%s\",\"cwd\":\"/repo\"}}\n";
        Run run = Run.of(home, line.formatted("observe") + line.formatted("contribute"), "decide");

        assertThat(run.lines().get(0)).contains("\"decision\":\"ask\"");
        assertThat(run.lines().get(1)).contains("\"decision\":\"allow\"");
    }

    @Test
    void decideTakesHookMessagesAsTheyAre() {
        Run run = Run.of(
                home,
                "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Edit\",\"tool_use_id\":\"t7\",\"cwd\":\"/repo\",\"tool_input\":"
                        + "{\"file_path\":\"/repo/.claude/settings.json\",\"old_string\":\"a\",\"new_string\":\"b\"}}",
                "decide");

        assertThat(run.out()).startsWith("{\"id\":\"t7\",\"decision\":\"deny\"").contains("agent.self-tamper");
    }

    @Test
    void theWholePlainRangeOfActionsIsUnderstood() {
        Run run = Run.of(home, """
            {"id":1,"sql":"select 1","dialect":"postgresql"}
            {"id":2,"tool":{"server":"s","name":"t","arguments":{"a":1},"annotations":{"readOnlyHint":true}}}
            {"id":3,"http":{"method":"GET","url":"https://example.org/","headers":{"Accept":"a","X":["b","c"]},"body":"x"}}
            {"id":4,"plan":{"format_version":"1.2","resource_changes":[]}}
            {"id":5,"publish":{"channel":"log","text":"hello"}}
            {"id":6,"file":{"op":"read","path":"a"},"context":{"agent":"x","repo":"a/b","branch":"c","environment":"test"}}
            """, "decide", "--trust", "deliver", "--repo", "acme/shop", "--cwd", "/repo");

        assertThat(run.lines()).hasSize(6).allSatisfy(line -> assertThat(line).contains("\"decision\":"));
    }

    @Test
    void scanFindsWhereASecretIsAndSaysNotWhatItIs() throws IOException {
        Files.createDirectories(home.resolve("tree/.git"));
        Files.writeString(home.resolve("tree/a.txt"), "one\n  key = " + Run.KEY + "\n");
        Files.writeString(home.resolve("tree/.git/config"), Run.KEY);
        Files.write(home.resolve("tree/binary"), new byte[] {0, 1, 2});
        Run text = Run.of(home, "", "scan", home.resolve("tree").toString());
        Run json = Run.of(
                home, "", "scan", "--format", "jsonl", home.resolve("tree").toString());
        Run sarif = Run.of(
                home, "", "scan", "--format", "sarif", home.resolve("tree").toString());

        assertThat(List.of(text.status(), json.status(), sarif.status())).containsOnly(1);
        assertThat(text.out()).contains("a.txt:2:9 aws-access-key-id").doesNotContain(".git");
        assertThat(object(json.lines().get(0))).containsEntry("line", 2).containsEntry("column", 9);
        assertThat(sarif.out()).contains("\"startLine\":2").contains("2.1.0");
        assertThat(text.out() + json.out() + sarif.out()).doesNotContain(Run.KEY);
        assertThat(Run.of(home, "", "scan", home.resolve("tree/binary").toString())
                        .status())
                .isZero();
        assertThat(Run.of(home, "", "scan", home.resolve("nowhere").toString()).status())
                .isEqualTo(2);
    }

    @Test
    void scanTakesTextsFromLines() {
        Run run = Run.of(
                home,
                "{\"id\":1,\"text\":\"a\\nb " + Run.KEY + "\"}\n{\"id\":2,\"text\":\"fine\"}\n{\"id\":3}\n",
                "scan",
                "--jsonl");

        assertThat(run.status()).isZero();
        assertThat(run.lines().get(0))
                .startsWith(
                        "{\"id\":1,\"findings\":[{\"kind\":\"aws-access-key-id\",\"provider\":\"aws\",\"start\":4,\"end\":24,"
                                + "\"line\":2,\"column\":3,\"confidence\":");
        assertThat(run.lines().get(1)).isEqualTo("{\"id\":2,\"findings\":[]}");
        assertThat(run.lines().get(2)).startsWith("{\"id\":3,\"error\":");
    }

    @Test
    void redactCopiesTheRest() {
        Run run = Run.of(home, "one\nkey " + Run.KEY + " end\nno newline", "redact");

        assertThat(run.out())
                .startsWith("one\nkey [REDACTED:aws-access-key-id:")
                .endsWith(" end\nno newline");
    }

    @Test
    void aPolicyIsChecked() throws IOException {
        Path good = Files.writeString(home.resolve("good.yaml"), "version: 1\ndescription: Ours.\n");
        Path bad = Files.writeString(home.resolve("bad.yaml"), "version: 1\nnonsense: 2\n");

        assertThat(Run.of(home, "", "policy", "check", good.toString()).status())
                .isZero();
        Run run = Run.of(home, "", "policy", "check", good.toString(), bad.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("bad.yaml:2:1: ");
        assertThat(Run.of(home, "", "policy", "check", home.resolve("none.yaml").toString())
                        .status())
                .isEqualTo(2);
        assertThat(Json.object(Run.of(home, "", "policy", "schema").out())).containsKey("$schema");
    }

    @Test
    void layersAreLintedAndAskedTogether() throws IOException {
        Path above = Files.writeString(
                home.resolve("organisation.yaml"),
                "version: 1\nrules: [{id: deploys, decision: ask, when: {effects: [deploy]}, why: We look first.}]\n");
        Path below = Files.writeString(
                home.resolve("team.yaml"),
                "version: 1\nrules: [{id: production, decision: ask, why: We look first.,"
                        + " when: {effects: [deploy], environments: [production]}}]\n");
        Path wide = Files.writeString(
                home.resolve("wide.yaml"),
                "version: 1\nrules: [{id: go, decision: allow, when: {effects: [deploy]}, why: Why not.}]\n");

        assertThat(Run.of(home, "", "policy", "lint", above.toString()).status())
                .isZero();
        Run lint = Run.of(home, "", "policy", "lint", above.toString(), below.toString());
        assertThat(lint.status()).isEqualTo(1);
        assertThat(lint.out()).startsWith("team.yaml:2:9: the rule 'production' changes nothing");
        Run loosened = Run.of(home, "", "policy", "lint", above.toString(), wide.toString());
        assertThat(loosened.status()).isEqualTo(2);
        assertThat(loosened.err()).contains("wide.yaml:2:9: ", "unlock: [allow]");

        Run ways = Run.of(
                home, "", "policy", "unattended", "--effect", "deploy", "--environment", "TEST", wide.toString());
        assertThat(ways.status()).isEqualTo(1);
        assertThat(ways.out()).contains("yes     deploy", "ways without a human in test, of 1 effects.");
        Run none = Run.of(home, "", "policy", "unattended", "--effect", "deploy", above.toString());
        assertThat(none.status()).isZero();
        assertThat(none.out()).startsWith("None of 1 effects in production goes ahead without a human");
        assertThat(Run.of(home, "", "policy", "unattended", "--effect", "nothing")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aHookAnswersAndPutsItOnRecordAndTheRecordCanBeVerified() throws IOException {
        Run run = Run.of(home, bash("git push --force origin main"), "hook");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\"permissionDecision\":\"deny\"");
        Path journal = home.resolve(".local/state/agent-governance/audit.jsonl");
        Path shadow = Files.writeString(home.resolve("shadow.yaml"), "version: 1\nmode: shadow\n");
        Run diff = Run.of(home, "", "policy", "diff", "--replay", journal.toString(), shadow.toString());
        assertThat(diff.status()).isEqualTo(1);
        assertThat(diff.out())
                .contains(
                        "forbid -> record  baseline.shared-history  (1)", "1 of 1 recorded decisions would be others.");
        Run verified = Run.of(home, "", "audit", "verify");
        assertThat(verified.status()).isZero();
        assertThat(verified.out()).contains("1 intact records").contains("nothing changed");
        Files.writeString(journal, Files.readString(journal).replace("main", "mine"));
        assertThat(Run.of(home, "", "audit", "verify", journal.toString()).status())
                .isEqualTo(1);
    }

    @Test
    void aHookThatCannotWorkBlocks() throws IOException {
        Path notAFolder = Files.writeString(home.resolve("file"), "");

        Run run = Run.of(
                home, bash("ls"), "hook", "--state", notAFolder.resolve("state").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("Refused");
        assertThat(Run.of(home, bash("ls"), "hook", "--policy", "/nowhere.yaml").status())
                .isEqualTo(2);
        assertThat(Run.of(home, "", "hook").out()).contains("\"decision\":\"block\"");
    }

    @Test
    void whatTheHookWorksWithIsOutOfReachForTheAgent() {
        Path state = home.resolve(".local/state/agent-governance");

        assertThat(Run.of(home, bash("rm " + state.resolve("audit.jsonl")), "hook")
                        .out())
                .contains("\"permissionDecision\":\"deny\"");
        assertThat(Run.of(home, bash("echo x > " + state.resolve("token")), "hook")
                        .out())
                .contains("\"permissionDecision\":\"deny\"");
    }

    @Test
    void theSettingsHoldEveryEventAndFailClosed() {
        Map<?, ?> hooks = hooksIn(Run.of(home, "", "claude-code", "settings", "--port", "9999"));

        assertThat(hooks.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder(
                        "PreToolUse",
                        "PostToolUse",
                        "PostToolUseFailure",
                        "PermissionRequest",
                        "UserPromptSubmit",
                        "SessionStart",
                        "ConfigChange",
                        "Stop");
        assertThat(String.valueOf(hooks.get("PreToolUse")))
                .contains("http://127.0.0.1:9999/hook/claude-code", "Bearer ", "onFailure=block", "matcher=*");
        assertThat(hooks.values())
                .allSatisfy(hook -> assertThat(String.valueOf(hook)).contains("onFailure=block"));
    }

    @Test
    void theSettingsForOldClientsBlockByExitCode() {
        Map<?, ?> hooks = hooksIn(Run.of(home, "", "claude-code", "settings", "--command", "--trust", "observe"));

        assertThat(hooks.values())
                .allSatisfy(hook -> assertThat(String.valueOf(hook))
                        .contains("type=command", "'--trust' 'observe'", "|| exit 2")
                        .doesNotContain("http://"));
    }

    @Test
    void theTokenIsForItsOwnerAndStays() throws IOException {
        String first = Run.of(home, "", "claude-code", "settings").out();
        Path token = home.resolve(".local/state/agent-governance/token");

        assertThat(Run.of(home, "", "claude-code", "settings").out()).isEqualTo(first);
        assertThat(first).contains(Files.readString(token).strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Run.of(home, "", "claude-code", "settings").status()).isEqualTo(2);
    }

    @Test
    void theDemoShowsEachAnswerInAHundredColumns() {
        Run run = Run.of(home, "", "demo");

        assertThat(run.status()).isZero();
        assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(run.out())
                .contains("✓ allow  pushes its own branch")
                .contains("✗ deny   overwrites the branch that everybody builds on")
                .contains("? ask    runs a script straight from the network")
                .contains("✗ deny   hides a deletion behind an encoding")
                .contains("calls a tool of a server that nobody vouches for")
                .contains("✗ deny   writes the key into the text of a pull request")
                .contains("✗ deny   switches off what governs it")
                .contains("aws_access_key_id = [REDACTED:aws-access-key-id:")
                .contains("each chained to the one before, none changed; no secret among them")
                .doesNotContain(DemoSession.class.getName())
                .doesNotContain(Run.KEY);
    }

    private static Map<String, Object> object(String line) {
        Map<String, Object> object = new java.util.LinkedHashMap<>();
        Json.object(line).forEach((key, value) -> object.put(key, value == null ? "null" : value));
        return object;
    }

    private static String bash(String command) {
        return Json.line(Map.of(
                "hook_event_name",
                "PreToolUse",
                "tool_name",
                "Bash",
                "tool_input",
                Map.of("command", command),
                "cwd",
                "/nowhere"));
    }

    private static Map<?, ?> hooksIn(Run run) {
        return (Map<?, ?>) Objects.requireNonNull(Json.object(run.out()).get("hooks"));
    }

    @Test
    void settingsMakeEveryHostRunTheHookAndRefuseWithoutAnAnswer() {
        for (String host : List.of("codex", "cursor", "gemini-cli", "copilot")) {
            Run run = Run.of(home, "", "settings", host, "--trust", "contribute");

            assertThat(run.status()).as(host).isZero();
            assertThat(run.out()).contains("'hook' '--host' '" + host + "'", "exit 2", "'--trust' 'contribute'");
        }
        assertThat(Run.of(home, "", "settings", "claude-code").err()).contains("claude-code settings");
        assertThat(Run.of(home, "", "settings", "emacs").err())
                .contains("there is no host emacs")
                .contains("codex");
    }

    @Test
    void aPromptIsHeldUpAlsoWhereNoExitStatusDoes() {
        Map<?, ?> hooks = hooksIn(Run.of(home, "", "settings", "copilot"));

        assertThat(String.valueOf(hooks.get("userPromptSubmitted")))
                .contains("|| echo '{\"decision\":\"block\"")
                .doesNotContain("exit 2");
        assertThat(String.valueOf(hooks.get("preToolUse"))).contains("exit 2");
    }

    @Test
    void aHostsOwnListOfThingsToDoIsItsOwn() {
        assertThat(Run.of(
                                home,
                                "{\"hook_event_name\":\"BeforeTool\",\"tool_name\":\"write_todos\",\"tool_input\":"
                                        + "{\"todos\":[]},\"cwd\":\"/nowhere\"}",
                                "hook",
                                "--host",
                                "gemini-cli")
                        .out())
                .contains("\"decision\":\"allow\"");
    }

    @Test
    void aFileOfCursorWithASecretIsOnRecordAsRefused() throws IOException {
        Run.of(
                home,
                "{\"hook_event_name\":\"beforeReadFile\",\"file_path\":\"settings.txt\",\"content\":\"key " + Run.KEY
                        + "\"}",
                "hook",
                "--host",
                "cursor");

        assertThat(Files.readString(home.resolve(".local/state/agent-governance/audit.jsonl")))
                .contains("\"verdict\":\"deny\"", "settings.txt", "baseline.secret-leaves")
                .doesNotContain("\"verdict\":\"allow\"")
                .doesNotContain(Run.KEY);
    }

    @Test
    void theHookAnswersEachHostInItsForm() {
        String force = "git push --force origin main";

        assertThat(Run.of(
                                home,
                                "{\"cwd\":\"/\",\"toolName\":\"bash\",\"toolArgs\":{\"command\":\"" + force + "\"}}",
                                "hook",
                                "--host",
                                "copilot")
                        .out())
                .contains("\"permissionDecision\":\"deny\"");
        assertThat(Run.of(
                                home,
                                "{\"hook_event_name\":\"beforeShellExecution\",\"command\":\"" + force + "\"}",
                                "hook",
                                "--host",
                                "cursor")
                        .out())
                .contains("\"permission\":\"deny\"");
        assertThat(Run.of(
                                home,
                                "{\"hook_event_name\":\"BeforeTool\",\"tool_name\":\"run_shell_command\","
                                        + "\"tool_input\":{\"command\":\"git status\"}}",
                                "hook",
                                "--host",
                                "gemini-cli")
                        .out())
                .contains("\"decision\":\"allow\"");
        assertThat(Run.of(home, bash("git status"), "hook", "--host", "codex")
                        .out()
                        .strip())
                .satisfiesAnyOf(
                        out -> assertThat(out).isEqualTo("{}"),
                        out -> assertThat(out).contains("updatedInput"));
    }
}
