/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as Quarkus packages it, in a process of its own, before a client of the Java SDK. */
class NotesTest {

    private static final String SECRET = "gh" + "p_" + "kT9vQ2mXw7Zr4LbN8sYc1HdJ6fGpA3eRuV5x";
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}";
    private static final String LISTENS = "Listening on: ";

    private static McpSchema.CallToolRequest call(String tool, Map<String, Object> arguments) {
        return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
    }

    @Test
    void aServerOfAnnotatedToolsIsGoverned() throws Exception {
        try (Application application = Application.start();
                McpSyncClient client = application.client()) {
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactlyInAnyOrder("read_note", "find_note", "add_note");

            McpSchema.CallToolResult read = client.callTool(call("read_note", Map.of("id", "7")));
            assertThat(read.isError()).isNotEqualTo(true);
            assertThat(read.content().toString())
                    .contains("note 7", "[REDACTED:")
                    .doesNotContain(SECRET);

            McpSchema.CallToolResult failed = client.callTool(call("find_note", Map.of("text", "milk")));
            assertThat(failed.isError()).isTrue();
            assertThat(failed.content().toString())
                    .contains("no index", "[REDACTED:")
                    .doesNotContain(SECRET);

            McpSchema.CallToolResult written = client.callTool(call("add_note", Map.of("text", "a")));
            assertThat(written.isError()).isTrue();
            assertThat(written.content().toString()).contains("approval").doesNotContain("added");

            McpSchema.CallToolResult leaked = client.callTool(call("read_note", Map.of("id", SECRET)));
            assertThat(leaked.content().toString()).contains("secret").doesNotContain("note ");

            assertThatThrownBy(() -> client.callTool(call("secret_note", Map.of())))
                    .isInstanceOf(McpError.class);
            assertThat(application.log()).noneMatch(line -> line.contains("a note was added"));
        }
    }

    @Test
    void underAPolicyThatDeniesEverythingNoToolIsThereAndNoneRuns(@TempDir Path folder) throws Exception {
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                "version: 1\nrules: [{id: nothing, decision: deny, when: {agents: [\"*\"]}, why: Nothing runs here.}]\n");
        try (Application application = Application.start("-Dgovernance.policy=" + policy);
                McpSyncClient client = application.client()) {
            // A client that is told so does not even ask.
            assertThat(client.getServerCapabilities().tools()).isNull();
            HttpResponse<String> begun = application.post(INITIALIZE, "");
            String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
            application.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", session);
            for (String tool : List.of("read_note", "find_note", "add_note", "secret_note")) {
                String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                        + "\",\"arguments\":{\"id\":\"7\",\"text\":\"a\"}}}";
                assertThat(application.post(call, session).body()).contains("Invalid tool name: " + tool);
            }
            assertThat(application.log()).noneMatch(line -> line.contains("a note was added"));
        }
    }

    @Test
    void aServerWithSomethingForgottenFailsTheStartByItsName() throws Exception {
        try (Application application = new Application("-Dnotes.draft=true")) {
            assertThat(application.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(application.process.exitValue()).isNotZero();
            assertThat(String.join("\n", application.log())).contains("not governed: tool draft_note");
        }
    }

    /** A process of the packaged application. */
    private static final class Application implements AutoCloseable {

        private final Process process;
        private final List<String> log = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<String> address = new CompletableFuture<>();
        private final Thread reader;

        Application(String... properties) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Dquarkus.http.port=0");
            command.addAll(List.of(properties));
            command.add("-jar");
            command.add(Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            reader = new Thread(this::read, "application-log");
            reader.start();
        }

        static Application start(String... properties) throws Exception {
            Application application = new Application(properties);
            try {
                application.address.get(60, TimeUnit.SECONDS);
                return application;
            } catch (Exception e) {
                application.close();
                throw new IllegalStateException(String.join("\n", application.log()), e);
            }
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log.add(line);
                    int at = line.indexOf(LISTENS);
                    if (at >= 0) {
                        address.complete(line.substring(at + LISTENS.length()).strip());
                    }
                }
            } catch (IOException e) {
                // It has ended.
            }
            address.completeExceptionally(new IllegalStateException("the application has ended"));
        }

        List<String> log() {
            synchronized (log) {
                return List.copyOf(log);
            }
        }

        McpSyncClient client() {
            McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(address.join())
                            .endpoint("/mcp")
                            .build())
                    .requestTimeout(Duration.ofSeconds(30))
                    .build();
            client.initialize();
            return client;
        }

        HttpResponse<String> post(String message, String session) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.join() + "/mcp"))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .POST(HttpRequest.BodyPublishers.ofString(message));
            if (!session.isEmpty()) {
                request.header("Mcp-Session-Id", session);
            }
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                reader.join(10_000);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
