/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class StdioProxyTest {

    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final String SECRET = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH",
            System.getenv().getOrDefault("PATH", ""),
            "SECRET_OF_THE_HOST",
            "hidden-value",
            "PASSED",
            "passed-value");

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static List<String> server(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                place(EchoServer.class) + File.pathSeparator + place(Json.class),
                EchoServer.class.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static McpSession session() {
        Governance guard = Governance.builder(Policy.baseline())
                .detector(SCANNER)
                .trust(key -> TrustLevel.CONTRIBUTE)
                .build();
        return McpGovernance.builder(guard, SCANNER)
                .build()
                .conversation(ActionContext.of("agent", "acme/shop"))
                .server("echo");
    }

    private StdioProxy proxy(String... arguments) {
        return StdioProxy.of(
                session(), server(arguments), ENVIRONMENT, Set.of("PASSED"), Redactor.of(SCANNER), log::add);
    }

    @Test
    void linesAreJudgedBothWaysAndTheServerEndsWithItsClient() throws Exception {
        PipedOutputStream client = new PipedOutputStream();
        PipedInputStream fromClient = new PipedInputStream(client, 1 << 16);
        PipedOutputStream toClient = new PipedOutputStream();
        BufferedReader answers = new BufferedReader(
                new InputStreamReader(new PipedInputStream(toClient, 1 << 16), StandardCharsets.UTF_8));
        StdioProxy proxy = proxy("stay");
        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> {
            try {
                return proxy.run(fromClient, toClient);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(ask(client, answers, "not json")).contains("-32700");
        assertThat(ask(client, answers, "[]")).contains("-32600");
        assertThat(ask(client, answers, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
                .contains("read_note");
        assertThat(ask(client, answers, call(2, "{\"id\":7}"))).contains("got", "\\\"id\\\":7");
        assertThat(ask(client, answers, call(3, "{\"id\":\"" + SECRET + "\"}")))
                .contains("\"isError\":true")
                .doesNotContain(SECRET, "got");
        List<ProcessHandle> children = ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .toList();
        assertThat(children).isNotEmpty();
        client.close();
        assertThat(run.get(60, TimeUnit.SECONDS)).isZero();
        for (ProcessHandle child : children) {
            child.onExit().get(60, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        }
        assertThat(log).anyMatch(line -> line.equals("started with null and passed-value"));
    }

    private static String call(int id, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"read_note\",\"arguments\":" + arguments + "}}";
    }

    private static @Nullable String ask(PipedOutputStream client, BufferedReader answers, String line)
            throws IOException {
        client.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
        return answers.readLine();
    }

    @Test
    void aServerShowsItsTools() throws IOException {
        assertThat(StdioProxy.definitions(server(), ENVIRONMENT, Set.of()))
                .extracting(tool -> tool.get("name"))
                .containsExactly("read_note", "drop_note");
    }

    @Test
    void aServerThatEndsOrIsNotThereIsSaid() {
        assertThatThrownBy(() -> StdioProxy.definitions(List.of("no-such-program-here"), ENVIRONMENT, Set.of()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> StdioProxy.definitions(List.of(), ENVIRONMENT, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        List<String> ends =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version");
        assertThatThrownBy(() -> StdioProxy.definitions(ends, ENVIRONMENT, Set.of()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void linesAreReadWithinTheirBound() throws IOException {
        String text = "a\r\n" + "b".repeat(50) + "\nc\n" + "x".repeat(10) + "\n\u00fc\nno end";
        LineSource lines = new LineSource(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 20);
        assertThat(lines.next()).isEqualTo("a");
        assertThat(lines.next()).isEqualTo(LineSource.UNREADABLE);
        assertThat(lines.next()).isEqualTo("c");
        assertThat(lines.next()).isEqualTo("xxxxxxxxxx");
        assertThat(lines.next()).isEqualTo("ü");
        assertThat(lines.next()).isNull();
        LineSource broken = new LineSource(new ByteArrayInputStream(new byte[] {(byte) 0xff, '\n', 'k', '\n'}), 20);
        assertThat(broken.next()).isEqualTo(LineSource.UNREADABLE);
        assertThat(broken.next()).isEqualTo("k");
    }
}
