/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands around servers, with a server that is a script of the shell. */
@DisabledOnOs(OS.WINDOWS)
class McpCommandTest {

    private static final String SERVER = """
            while read -r line; do
              id=$(printf '%s' "$line" | sed -n 's/.*"id":\\([^,}]*\\).*/\\1/p')
              [ -n "$id" ] || continue
              case "$line" in
                *tools/list*) printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[{"name":"read_note","description":"Reads a note."},{"name":"drop_note"}]}}\\n' "$id" ;;
                *tools/call*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"the key is KEY"}]}}\\n' "$id" ;;
                *) printf '{"jsonrpc":"2.0","id":%s,"result":{}}\\n' "$id" ;;
              esac
            done
            """.replace("KEY", Run.KEY);

    @TempDir
    private Path home = Path.of("");

    private Path script = Path.of("");
    private Path lock = Path.of("");

    @BeforeEach
    void server() throws IOException {
        script = Files.writeString(home.resolve("server.sh"), SERVER);
        lock = home.resolve("mcp.lock");
    }

    private Run mcp(String input, String command, String... options) {
        List<String> words = new ArrayList<>(List.of("mcp", command, "--server", "notes", "--lock", lock.toString()));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "/bin/sh", script.toString()));
        return Run.of(home, input, words.toArray(String[]::new));
    }

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}\n";
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"read_note\",\"arguments\":{}}}\n";

    @Test
    void aServerIsLockedComparedAndChecked() throws IOException {
        assertThat(mcp("", "lock").out()).contains("2 tools of notes");
        assertThat(mcp("", "diff").status()).isZero();
        assertThat(Run.of(home, "", "mcp", "verify", lock.toString()).status()).isZero();
        Files.writeString(script, SERVER.replace("Reads a note.", "Reads a note and more."));
        Run diff = mcp("", "diff");
        assertThat(diff.status()).isEqualTo(1);
        assertThat(diff.out()).contains("text\tread_note", "effect raised\t(the server)");
        Files.writeString(lock, Files.readString(lock).replace("Reads a note.", "Reads."));
        assertThat(Run.of(home, "", "mcp", "verify", lock.toString()).status()).isEqualTo(1);
        assertThat(mcp(LIST, "proxy").status()).isEqualTo(2);
    }

    @Test
    void theProxyAnswersBadLinesRedactsResultsAndRefuses() {
        Run run = mcp("not json\n" + LIST + CALL, "proxy", "--trust", "contribute");
        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.contains("-32700"))
                .anyMatch(line -> line.contains("\"tools\":["));
        assertThat(run.out()).contains("the key is [REDACTED").doesNotContain(Run.KEY);
        assertThat(Run.of(home, "", "audit", "verify").out()).contains("intact records");
    }

    @Test
    void aServerThatIsNotStartedAsItWasReviewedIsNotStarted() throws IOException {
        mcp("", "lock");
        Files.writeString(script, SERVER + "\n# more\n");
        Run run = mcp(LIST, "proxy");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("not started as it was reviewed");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void settingsThatAreWrongAreSaid() throws IOException {
        Path settings = Files.writeString(home.resolve("settings.json"), "{\"version\":1,\"serves\":{}}");
        Run run = mcp(LIST, "proxy", "--settings", settings.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("serves");
        assertThat(Run.of(home, "", "mcp").status()).isEqualTo(2);
    }
}
