/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs rewritten commands in a real bash. */
class OutputFilterTest {

    private static final OutputFilter FILTER = OutputFilter.of(Sample.FILTER);

    @TempDir
    Path folder;

    @BeforeAll
    static void needsBash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo hello",
                "true",
                "false",
                "exit 3",
                "(exit 7)",
                "echo out; echo err >&2; exit 5",
                "kill -9 $BASHPID",
                "kill -TERM $BASHPID",
                "echo a # with a comment",
                "# only a comment\ntrue",
                "cat <<EOF\nheredoc\nEOF",
                "cat <<'EOF'\n} ; echo quoted $x\nEOF",
                "cat <<EOF\nheredoc\nEOF\n",
                "printf 'no newline'",
                "echo 'it'\\''s' \"quoted\" $'a\\tb'",
                "echo a | tr a b | cat",
                "false | true",
                "x=1; x=2; echo $x",
                "if true; then echo yes; fi",
                "for i in 1 2 3; do echo $i; done",
                "f() { echo in f; return 4; }; f",
                "{ echo grouped; }",
                "( echo sub )",
                "echo 'ends in backslash \\\\'",
                "echo two backslashes \\\\",
                "nosuchcommand_x",
                "cd / && pwd",
                "set -e; false; echo never",
                "trap 'echo bye' EXIT; echo hi",
                "echo ünïcode ✓"
            })
    void aFilteredCommandPrintsAndEndsAsBefore(String command) throws Exception {
        Result plain = run("{ " + command + "\n} 2>&1");
        Result filtered = run(FILTER.wrap(command).orElseThrow());

        assertThat(filtered.output).isEqualTo(plain.output);
        assertThat(filtered.status).isEqualTo(run(command).status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd sub",
                "cd sub && ls",
                "cd sub && cd deeper && ls -la; false",
                "cd sub/deeper && echo a || true"
            })
    void theNextCommandStartsWhereThisOneWentFirst(String command) throws Exception {
        Files.createDirectories(folder.resolve("sub/deeper"));
        String after = "\npwd >&2";

        assertThat(run(FILTER.wrap(command).orElseThrow() + after).output)
                .isEqualTo(run("{ " + command + "\n} 2>&1" + after).output);
        assertThat(FILTER.unwrap(FILTER.wrap(command).orElseThrow())).contains(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cd $(id) && ls", "cd - && ls", "cd a b && ls", "cd", "cd a; ls", "cd 'a b' && ls", "cd a &&"})
    void onlyAPlainFolderStaysInFront(String command) {
        assertThat(FILTER.wrap(command).orElseThrow()).startsWith("{ ");
    }

    @Test
    void whatIsPrintedGoesThroughTheFilterAlsoFromTheErrorStreamAndFromAFailingCommand() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "key=" + Sample.KEY + "\n");
        Result filtered =
                run(FILTER.wrap("cat secret.txt; cat secret.txt >&2; exit 3").orElseThrow());

        assertThat(filtered.output).isEqualTo("key=[REDACTED]\nkey=[REDACTED]\n");
        assertThat(filtered.status).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "touch ran; echo 'unclosed",
                "touch ran; echo \"unclosed",
                "touch ran; echo $(unclosed",
                "touch ran; echo `unclosed",
                "touch ran; if true",
                "touch ran; {",
                "touch ran; (",
                "touch ran; case x in",
                "touch ran; cat <<EOF\nnever ends",
                "touch ran; for i in",
                "touch ran; while true; do",
                "touch ran &&",
                "touch ran |",
                "touch ran; f() {"
            })
    void aCommandThatIsNoCompleteProgramDoesNotRunAtAll(String command) throws Exception {
        Result filtered = run(FILTER.wrap(command).orElseThrow());

        assertThat(filtered.status).isNotZero();
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "echo a \\", "echo a \\\\\\", "echo a\0b"})
    void aCommandThatWouldNotBeTheSameAnyMoreIsNotRewritten(String command) {
        assertThat(FILTER.wrap(command)).isEmpty();
    }

    @Test
    void outputStreamsWhileTheCommandRuns() throws Exception {
        Process process =
                start(FILTER.wrap("echo first; read line <&3; echo $line").orElseThrow() + " 3<&0");
        // The command waits for a line on its input; its first line is here before it gets one.
        assertThat(process.inputReader().readLine()).isEqualTo("first");
        process.destroyForcibly();
    }

    @Test
    void wordsOfTheFilterReachItAsTheyAre() throws Exception {
        OutputFilter odd = OutputFilter.of(
                java.util.List.of("/bin/bash", "-c", "cat; printf '%s|' \"$@\"", "x", "it's", "", "$(id)", "a b"));

        assertThat(run(odd.wrap("echo in").orElseThrow()).output).isEqualTo("in\nit's||$(id)|a b|");
    }

    private Process start(String command) throws IOException {
        return new ProcessBuilder("/bin/bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private Result run(String command) throws IOException, InterruptedException {
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(output, process.exitValue());
    }

    private record Result(String output, int status) {}
}
