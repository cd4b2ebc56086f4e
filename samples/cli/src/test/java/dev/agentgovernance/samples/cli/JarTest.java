/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users run it. */
@Tag("jar")
class JarTest {

    private static final Path JAR = Path.of("target/governance.jar").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void theDemoRuns() throws Exception {
        Process process = start(words("demo"));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(out).contains("allowed", "denied", "none changed");
    }

    @Test
    void aRewrittenCommandRunsThroughTheFilterOfTheJar() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "a\nkey " + Run.KEY + "\n");
        String command = rewritten("cat secret.txt; exit 3");
        Process process = start(List.of("/bin/bash", "-c", command));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(out).startsWith("a\nkey [REDACTED:aws-access-key-id:").doesNotContain(Run.KEY);
    }

    @Test
    void aLargeScanInASecondProcessEndsAsOneInTheFirst() throws Exception {
        Path file = folder.resolve("large.txt");
        String line = "nothing to see on this line of the text\n";
        Files.writeString(file, line.repeat((int) (TunedProcess.WORTH_IT / line.length())) + "key " + Run.KEY + "\n");
        assertThat(TunedProcess.scanned("scan", file.toString())).isGreaterThanOrEqualTo(TunedProcess.WORTH_IT);
        Process process = start(words("scan", "--format", "jsonl", file.toString()));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(GovernanceCommand.FINDINGS);
        assertThat(out).contains("\"kind\":\"aws-access-key-id\"").doesNotContain(Run.KEY);
    }

    @Test
    void theHookOfGitRefusesACommitWithASecret() throws Exception {
        GitRepository repository = GitRepository.init(folder.resolve("repo"));
        Path hook = folder.resolve("repo/.git/hooks/pre-commit");
        Files.createDirectories(hook.getParent());
        Files.copy(Path.of("pre-commit/pre-commit"), hook);
        assertThat(hook.toFile().setExecutable(true)).isTrue();

        repository.write("good.txt", "nothing\n").git("add", "good.txt");
        assertThat(commit(repository, "-m", "good")).contains("0 findings");
        repository.write("bad.txt", "one\nkey " + Run.KEY + "\n").git("add", "bad.txt");
        assertThat(commit(repository, "-m", "bad"))
                .contains("bad.txt:2:5 aws-access-key-id")
                .doesNotContain(Run.KEY);
        // With -a, git hands its hooks an index of their own.
        repository.git("rm", "-q", "--cached", "bad.txt");
        repository.write("good.txt", "nothing\nkey " + Run.KEY + "\n");
        assertThat(commit(repository, "-a", "-m", "bad")).contains("good.txt:2:5 aws-access-key-id");
        assertThat(repository.git("log", "--format=%s").strip()).isEqualTo("good");
    }

    private static String commit(GitRepository repository, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("commit"));
        words.addAll(List.of(arguments));
        Process process = repository.process(Map.of("GOVERNANCE_JAR", JAR.toString()), words.toArray(String[]::new));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void theFilterPassesLinesOnAsTheyComeAndOutlivesASignal() throws Exception {
        Process filter = start(words("redact"));
        OutputStream in = filter.getOutputStream();
        BufferedReader out = filter.inputReader(StandardCharsets.UTF_8);
        in.write("first\n".getBytes(StandardCharsets.UTF_8));
        in.flush();
        assertThat(out.readLine()).isEqualTo("first");
        // Unlike the process itself, its handle leaves the streams open.
        filter.toHandle().destroy();
        in.write("last\n".getBytes(StandardCharsets.UTF_8));
        in.flush();

        assertThat(out.readLine()).isEqualTo("last");
        in.close();
        assertThat(filter.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Returns what the hook makes of a command. */
    private String rewritten(String command) throws IOException, InterruptedException {
        Process hook = start(words("hook", "--state", folder.resolve("state").toString()));
        hook.getOutputStream()
                .write(Json.line(Map.of(
                                "hook_event_name",
                                "PreToolUse",
                                "tool_name",
                                "Bash",
                                "tool_input",
                                Map.of("command", command),
                                "cwd",
                                folder.toString()))
                        .getBytes(StandardCharsets.UTF_8));
        hook.getOutputStream().close();
        String answer = new String(hook.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(hook.waitFor()).isZero();
        Map<?, ?> specific =
                (Map<?, ?>) Objects.requireNonNull(Json.object(answer).get("hookSpecificOutput"));
        assertThat(specific.get("permissionDecision")).isEqualTo("allow");
        Map<?, ?> input = (Map<?, ?>) Objects.requireNonNull(specific.get("updatedInput"));
        return String.valueOf(input.get("command"));
    }

    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private Process start(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
