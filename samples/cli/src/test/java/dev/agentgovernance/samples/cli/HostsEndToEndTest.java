/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real clients of the other hosts against the jar, with exactly the settings that it prints: the calls of a scripted model,
 * and what the model was shown. Runs in the profile {@code hosts}, which fetches the clients from the npm registry into
 * {@code target/hosts}; {@code -Dhosts.node=FOLDER} names a folder that has them already. They run in a network of their own,
 * in which there is nothing but the model.
 */
@Tag("hosts")
@Timeout(300)
class HostsEndToEndTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("hosts.node", "target/hosts")).toAbsolutePath();
    private static final int PORT = 8799;
    private static final String PATCH = "*** Begin Patch\n*** Add File: %s\n+%s\n*** End Patch\n";

    /** The clients, and how each is told where its model is and which tools it has. */
    private enum Client {
        CODEX("codex", "@openai/codex@0.169.0", ".codex/hooks.json") {
            @Override
            List<String> words(String prompt) {
                // A model that this client knows: to others it offers no tool for patches.
                return List.of(
                        bin("codex"),
                        "exec",
                        "--dangerously-bypass-hook-trust",
                        "-c",
                        "model=\"gpt-5.5\"",
                        "-c",
                        "approval_policy=\"never\"",
                        "-c",
                        "sandbox_mode=\"danger-full-access\"",
                        "-c",
                        "model_provider=\"local\"",
                        "-c",
                        "model_providers.local={name=\"local\",base_url=\"http://127.0.0.1:" + PORT
                                + "/v1\",wire_api=\"responses\"}",
                        prompt);
            }

            @Override
            Map<String, Object> shell(String command) {
                return call("exec_command", Map.of("cmd", command));
            }

            @Override
            Map<String, Object> read(Path file) {
                return shell("cat " + file);
            }

            @Override
            Map<String, Object> write(Path file, String content) {
                return patch(file, content);
            }
        },
        GEMINI_CLI("gemini-cli", "@google/gemini-cli@0.61.0", ".gemini/settings.json") {
            @Override
            List<String> words(String prompt) {
                return List.of(bin("gemini"), "--skip-trust", "--yolo", "-m", "gemini-2.5-flash", "-p", prompt);
            }

            @Override
            Map<String, String> environment() {
                return Map.of("GEMINI_API_KEY", "unused", "GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:" + PORT);
            }

            @Override
            Map<String, Object> ownSettings() {
                return Map.of("security", Map.of("auth", Map.of("selectedType", "gemini-api-key")));
            }

            @Override
            Map<String, Object> shell(String command) {
                return call("run_shell_command", Map.of("command", command, "description", "run"));
            }

            @Override
            Map<String, Object> read(Path file) {
                return call("read_file", Map.of("file_path", file.toString()));
            }

            @Override
            Map<String, Object> write(Path file, String content) {
                return call("write_file", Map.of("file_path", file.toString(), "content", content));
            }
        },
        COPILOT("copilot", "@github/copilot@1.0.102", ".copilot/hooks/governance.json") {
            @Override
            List<String> words(String prompt) {
                return List.of(bin("copilot"), "--allow-all-tools", "-p", prompt);
            }

            @Override
            Map<String, String> environment() {
                return Map.of(
                        "COPILOT_OFFLINE",
                        "true",
                        "COPILOT_AUTO_UPDATE",
                        "false",
                        "COPILOT_PROVIDER_BASE_URL",
                        "http://127.0.0.1:" + PORT + "/v1",
                        "COPILOT_MODEL",
                        "gpt-4.1");
            }

            @Override
            Map<String, Object> shell(String command) {
                return call("bash", Map.of("command", command, "description", "run"));
            }

            @Override
            Map<String, Object> read(Path file) {
                return call("view", Map.of("path", file.toString()));
            }

            @Override
            Map<String, Object> write(Path file, String content) {
                return call("create", Map.of("path", file.toString(), "file_text", content));
            }
        },
        /** With a model that is offered patches, which come as a text. */
        COPILOT_PATCHES("copilot", "@github/copilot@1.0.102", ".copilot/hooks/governance.json") {
            @Override
            List<String> words(String prompt) {
                return COPILOT.words(prompt);
            }

            @Override
            Map<String, String> environment() {
                Map<String, String> environment = new LinkedHashMap<>(COPILOT.environment());
                environment.put("COPILOT_MODEL", "gpt-5.5");
                environment.put("COPILOT_PROVIDER_WIRE_API", "responses");
                return environment;
            }

            @Override
            Map<String, Object> shell(String command) {
                return COPILOT.shell(command);
            }

            @Override
            Map<String, Object> read(Path file) {
                return COPILOT.read(file);
            }

            @Override
            Map<String, Object> write(Path file, String content) {
                return patch(file, content);
            }
        };

        final String host;
        final String npm;
        final String settings;

        Client(String host, String npm, String settings) {
            this.host = host;
            this.npm = npm;
            this.settings = settings;
        }

        abstract List<String> words(String prompt);

        Map<String, String> environment() {
            return Map.of();
        }

        /** What stands in the same file, since the client does not start without. */
        Map<String, Object> ownSettings() {
            return Map.of();
        }

        abstract Map<String, Object> shell(String command);

        abstract Map<String, Object> read(Path file);

        abstract Map<String, Object> write(Path file, String content);

        private static String bin(String name) {
            return FOLDER.resolve("node_modules/.bin").resolve(name).toString();
        }

        private static Map<String, Object> call(String tool, Object input) {
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("name", tool);
            call.put("input", input);
            return call;
        }

        private static Map<String, Object> patch(Path file, String content) {
            Map<String, Object> call = call("apply_patch", PATCH.formatted(file.getFileName(), content));
            call.put("custom", true);
            return call;
        }
    }

    @TempDir
    private Path folder = Path.of("");

    private Path home = Path.of("");
    private Path work = Path.of("");
    private Path requests = Path.of("");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--ignore-scripts"));
        for (Client client : Client.values()) {
            words.add(client.npm);
        }
        NpmFolder.install(FOLDER, ".bin/copilot", words);
        try (InputStream text =
                Objects.requireNonNull(HostsEndToEndTest.class.getResourceAsStream("scripted-model.mjs"))) {
            Files.write(FOLDER.resolve("scripted-model.mjs"), text.readAllBytes());
        }
    }

    @BeforeEach
    void workingTree() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        work = Files.createDirectories(folder.resolve("shop"));
        requests = folder.resolve("requests.jsonl");
        Files.createDirectories(work.resolve(".git/objects"));
        Files.createDirectories(work.resolve(".git/refs"));
        Files.writeString(work.resolve(".git/HEAD"), "ref: refs/heads/feature/cart\n");
        Files.writeString(work.resolve(".git/config"), "[core]\n\trepositoryformatversion = 0\n");
        Files.writeString(work.resolve("settings.txt"), "region = eu\naws_access_key_id = " + Run.KEY + "\n");
        Path deploy = Files.writeString(work.resolve("deploy.sh"), "#!/bin/sh\ntouch deployed\n");
        assertThat(deploy.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theAgentIsGoverned(Client client) throws Exception {
        printSettings(client);
        List<Map<String, Object>> script = List.of(
                client.shell("cat settings.txt"),
                client.shell("git push --force origin main"),
                client.shell("./deploy.sh"),
                client.shell("cat settings.txt; exit 3"),
                client.read(work.resolve("settings.txt")),
                client.write(work.resolve("leak.txt"), "key " + Run.KEY),
                client.write(work.resolve("note.txt"), "one"),
                client.shell("touch done"));

        String out = run(client, script, "run the script");

        List<String> shown = shown(script.size(), out);
        for (int read : List.of(0, 3, 4)) {
            assertThat(shown.get(read)).contains("region = eu", "aws_access_key_id = [REDACTED:aws-access-key-id:");
        }
        assertThat(shown.get(1)).contains("Denied.", "overwrite main");
        assertThat(shown.get(2)).contains("a human's yes.", "deploy.sh");
        assertThat(work.resolve("deployed")).doesNotExist();
        assertThat(shown.get(5)).contains("Denied.", "write a secret");
        assertThat(work.resolve("leak.txt")).doesNotExist();
        assertThat(work.resolve("note.txt")).hasContent("one");
        // What the tests without the program look for would be seen if it happened.
        assertThat(work.resolve("done")).exists();
        // One of them repeats a call that was refused, as the model wrote it.
        assertThat(shown.subList(0, 5)).allSatisfy(text -> assertThat(text).doesNotContain(Run.KEY));
    }

    @ParameterizedTest
    @EnumSource
    void aPromptWithASecretIsNotSent(Client client) throws Exception {
        printSettings(client);

        String out = run(client, List.of(client.shell("touch ran")), "use " + Run.KEY);

        assertThat(Files.readString(requests)).as(out).isEmpty();
        assertThat(work.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void withoutItsProgramTheAgentIsNotEvenAsked(Client client) throws Exception {
        Path settings = printSettings(client);
        Files.writeString(settings, Files.readString(settings).replace("governance.jar", "gone.jar"));

        String out = run(client, List.of(client.shell("touch ran")), "run the script");

        assertThat(Files.readString(requests)).as(out).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutItsProgramTheAgentCannotAct(Client client) throws Exception {
        Path settings = printSettings(client);
        Map<String, @Nullable Object> all = Json.object(Files.readString(settings));
        Map<?, ?> hooks = (Map<?, ?>) Objects.requireNonNull(all.get("hooks"));
        Map<Object, Object> beforeTools = new LinkedHashMap<>(hooks);
        beforeTools.keySet().retainAll(List.of("PreToolUse", "BeforeTool", "preToolUse"));
        assertThat(beforeTools).hasSize(1);
        all.put("hooks", beforeTools);
        Files.writeString(settings, Json.pretty(all).replace("governance.jar", "gone.jar"));

        String out = run(client, List.of(client.shell("touch ran")), "run the script");

        assertThat(shown(1, out)).hasSize(1);
        assertThat(work.resolve("ran")).doesNotExist();
    }

    private Path printSettings(Client client) throws IOException, InterruptedException {
        Path settings = home.resolve(client.settings);
        Files.createDirectories(settings.getParent());
        Path jar = Path.of("target/governance.jar").toAbsolutePath();
        assertThat(jar).as("the jar, made by mvn package").exists();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "settings",
                        client.host,
                        "--state",
                        folder.resolve("state").toString())
                .redirectOutput(settings.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        if (!client.ownSettings().isEmpty()) {
            Map<String, @Nullable Object> all = Json.object(Files.readString(settings));
            all.putAll(client.ownSettings());
            Files.writeString(settings, Json.pretty(all));
        }
        return settings;
    }

    /** Returns what the client printed. */
    private String run(Client client, List<Map<String, Object>> script, String prompt) throws Exception {
        Path calls = Files.writeString(folder.resolve("script.json"), Json.line(script));
        String model = OwnProgram.commandLine(List.of(
                "node",
                FOLDER.resolve("scripted-model.mjs").toString(),
                calls.toString(),
                requests.toString(),
                String.valueOf(PORT)));
        String shell = "ip link set lo up && { " + model + " & } && model=$! || exit 9; until [ -e "
                + OwnProgram.commandLine(List.of(requests.toString())) + " ]; do sleep 0.1; done; "
                + OwnProgram.commandLine(client.words(prompt)) + "; status=$?; kill $model; exit $status";
        ProcessBuilder builder = new ProcessBuilder("unshare", "--map-root-user", "--net", "sh", "-c", shell)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "HOME", home.toString(), "TERM", "dumb", "LANG", "C.UTF-8"));
        builder.environment().putAll(client.environment());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isNotEqualTo(9);
        return out;
    }

    /** Returns what the model was shown of each call. */
    private List<String> shown(int calls, String out) throws IOException {
        Map<String, String> results = new LinkedHashMap<>();
        for (String line : Files.readAllLines(requests)) {
            if (Json.object(line).get("results") instanceof Map<?, ?> some) {
                some.forEach((call, text) -> results.put(String.valueOf(call), String.valueOf(text)));
            }
        }
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            assertThat(results).as(out).containsKey("call_" + i);
            shown.add(Objects.requireNonNull(results.get("call_" + i)));
        }
        return shown;
    }
}
