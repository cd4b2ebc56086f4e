/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real client against the jar, in both forms of hooks: the calls of a scripted model, and what the model was shown.
 * Needs {@code mvn package}, Node, the npm registry, and the runner that the property {@code claude.runner} names.
 */
@Tag("claude-code")
class ClaudeCodeEndToEndTest {

    private static final String NEWEST = "2.1.330";
    private static final String BEFORE_ON_FAILURE = "2.1.197";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({NEWEST + ", http", NEWEST + ", command", BEFORE_ON_FAILURE + ", http", BEFORE_ON_FAILURE + ", command"})
    void theAgentIsGoverned(String version, String form) throws Exception {
        Path work = workingTree();
        List<Map<String, ?>> script = List.of(
                bash("cat readme.txt"),
                bash("git push --force origin main"),
                bash("eval \"$(echo dG91Y2ggcmFu | base64 -d)\""),
                bash("cat settings.txt"),
                bash("cat settings.txt; exit 3"),
                call("Read", Map.of("file_path", work.resolve("settings.txt").toString())),
                call("Write", Map.of("file_path", work.resolve("leak.txt").toString(), "content", "key " + Run.KEY)),
                bash("gh pr create --title x --body 'the key is " + Run.KEY + "'"),
                call(
                        "Read",
                        Map.of(
                                "file_path",
                                work.resolve(".claude/settings.json").toString())),
                call(
                        "Edit",
                        Map.of(
                                "file_path",
                                work.resolve(".claude/settings.json").toString(),
                                "old_string",
                                "{}",
                                "new_string",
                                "{ }")),
                // What the tests without a server look for would be seen if it happened.
                bash("touch done"));
        List<Shown> shown;
        if (form.equals("http")) {
            int port = freePort();
            Process server = serve(port);
            try {
                shown = run(version, settings("--port", String.valueOf(port)), script, work);
            } finally {
                server.destroy();
                assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        } else {
            shown = run(version, settings("--command"), script, work);
        }

        assertThat(shown).hasSize(script.size());
        assertThat(shown.get(0)).isEqualTo(new Shown(false, "hello"));
        assertThat(shown.get(1).isError()).isTrue();
        assertThat(shown.get(1).text()).contains("Denied.").contains("overwrite main");
        assertThat(shown.get(2).isError()).isTrue();
        assertThat(shown.get(2).text()).contains("This needs a human's yes.");
        assertThat(work.resolve("ran")).doesNotExist();
        assertThat(shown.get(3).isError()).isFalse();
        assertThat(shown.get(4).text()).startsWith("Exit code 3");
        for (int read : List.of(3, 4, 5)) {
            assertThat(shown.get(read).text())
                    .contains("region = eu", "aws_access_key_id = [REDACTED:aws-access-key-id:");
        }
        for (int write : List.of(6, 7, 9)) {
            assertThat(shown.get(write).isError()).isTrue();
            assertThat(shown.get(write).text()).contains("Denied.");
        }
        assertThat(shown).allSatisfy(result -> assertThat(result.text()).doesNotContain(Run.KEY));
        assertThat(work.resolve("done")).exists();
        assertThat(work.resolve("leak.txt")).doesNotExist();
        assertThat(Files.readString(work.resolve(".claude/settings.json"))).isEqualTo("{}\n");
    }

    @Test
    void withoutItsServerTheAgentCannotAct() throws Exception {
        Path work = workingTree();
        Path settings = settings("--port", String.valueOf(freePort()));
        // The prompt itself is refused when nobody answers: with that hook taken out, the call is what has to be
        // refused.
        Path onlyTools = withOnly("PreToolUse", settings);

        runQuietly(NEWEST, settings, List.of(bash("touch ran")), work);
        runQuietly(NEWEST, onlyTools, List.of(bash("touch ran")), work);

        assertThat(work.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({NEWEST, BEFORE_ON_FAILURE})
    void withoutItsProgramTheAgentCannotAct(String version) throws Exception {
        Path work = workingTree();
        Path settings = withOnly("PreToolUse", settings("--command"));
        Files.writeString(settings, Files.readString(settings).replace("governance.jar", "gone.jar"));

        runQuietly(version, settings, List.of(bash("touch ran")), work);

        assertThat(work.resolve("ran")).doesNotExist();
    }

    private record Shown(boolean isError, String text) {}

    private Path workingTree() throws IOException {
        Path work = Files.createDirectories(folder.resolve("shop"));
        Files.createDirectories(work.resolve(".git"));
        Files.writeString(work.resolve(".git/HEAD"), "ref: refs/heads/feature/cart\n");
        Files.writeString(work.resolve(".git/config"), "[core]\n\trepositoryformatversion = 0\n");
        Files.writeString(work.resolve("readme.txt"), "hello\n");
        Files.writeString(work.resolve("settings.txt"), "region = eu\naws_access_key_id = " + Run.KEY + "\n");
        Files.createDirectories(work.resolve(".claude"));
        Files.writeString(work.resolve(".claude/settings.json"), "{}\n");
        return work;
    }

    private Process serve(int port) throws IOException {
        List<String> words = program("serve", "--port", String.valueOf(port), "--state", state());
        Process server = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).startsWith("Listening on http://127.0.0.1:" + port);
        return server;
    }

    private Path settings(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(program("claude-code", "settings", "--state", state()));
        words.addAll(List.of(options));
        Path settings = folder.resolve("governed.json");
        Process process =
                new ProcessBuilder(words).redirectOutput(settings.toFile()).start();
        assertThat(process.waitFor()).isZero();
        return settings;
    }

    private Path withOnly(String event, Path settings) throws IOException {
        Map<?, ?> hooks = (Map<?, ?>) java.util.Objects.requireNonNull(
                Json.object(Files.readString(settings)).get("hooks"));
        return Files.writeString(
                folder.resolve("only.json"), Json.pretty(Json.object("hooks", Json.object(event, hooks.get(event)))));
    }

    private List<Shown> run(String version, Path settings, List<Map<String, ?>> script, Path work) throws Exception {
        String out = runQuietly(version, settings, script, work);
        return out.lines()
                .map(Json::object)
                .map(line -> new Shown(
                        Boolean.TRUE.equals(line.get("is_error")),
                        String.valueOf(line.get("result")).strip()))
                .toList();
    }

    private String runQuietly(String version, Path settings, List<Map<String, ?>> script, Path work) throws Exception {
        Path scriptFile = Files.writeString(folder.resolve("script.json"), Json.line(script));
        Path runner = Path.of(System.getProperty("claude.runner", "../../../shared/claude-code-e2e/run"))
                .toAbsolutePath()
                .normalize();
        assertThat(runner).isExecutable();
        ProcessBuilder builder = new ProcessBuilder(
                        runner.toString(), settings.toString(), scriptFile.toString(), work.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLAUDE_E2E_VERSION", version);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    private String state() {
        return folder.resolve("state").toString();
    }

    private static List<String> program(String... arguments) {
        Path jar = Path.of("target/governance.jar").toAbsolutePath();
        assertThat(jar).as("the jar, made by mvn package").exists();
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, ?> bash(String command) {
        return call("Bash", Map.of("command", command, "description", "run"));
    }

    private static Map<String, ?> call(String tool, Map<String, ?> input) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("name", tool);
        call.put("input", input);
        return call;
    }
}
