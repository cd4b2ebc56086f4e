/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.audit.AuditSink;
import dev.agentgovernance.core.hook.ClaudeCodeHooks;
import dev.agentgovernance.core.hook.HookSettings;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real HTTP. */
class HookServerTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final SecretScanner SCANNER = SecretScanner.standard();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private HookServer server = new HookServer(hooks(), TOKEN, null);
    private int port;

    @BeforeEach
    void start() throws IOException {
        port = server.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMessageWithTheTokenIsAnswered() throws Exception {
        HttpResponse<String> response = post(TOKEN, message("git push --force origin main"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).contains("\"permissionDecision\":\"deny\"");
    }

    @Test
    void withoutTheTokenThereIsNoAnswer() throws Exception {
        assertThat(post("wrong", message("ls")).statusCode()).isEqualTo(401);
        assertThat(client.send(
                                HttpRequest.newBuilder(uri(HookServer.PATH))
                                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aNameThatOnlyPointsHereIsTurnedAway() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /health HTTP/1.1\r\nHost: evil.example:" + port + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void itsHealthCanBeAskedByAnybodyOnTheMachine() throws Exception {
        assertThat(get("/health").body()).contains("\"status\":\"ok\"");
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoMessageIsRefusedAndNotAnError() throws Exception {
        HttpResponse<String> response = post(TOKEN, "nonsense");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"decision\":\"block\"");
    }

    @Test
    void manyMessagesAtOnceAreEachAnswered() {
        List<String> commands = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> i % 2 == 0 ? "ls" : "git push -f origin main")
                .toList();
        List<String> answers = commands.parallelStream()
                .map(command -> {
                    try {
                        return post(TOKEN, message(command)).body();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).contains(i % 2 == 0 ? "\"allow\"" : "\"deny\"");
        }
    }

    @Test
    void itServesOneWorkingTreeAloneWhereThatIsWanted() throws Exception {
        server.close();
        server = new HookServer(hooks(), TOKEN, folder.toRealPath());
        port = server.start(0);

        assertThat(post(TOKEN, message("ls").replace("/nowhere", folder.toString()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(TOKEN, message("ls")).statusCode()).isEqualTo(403);
        assertThat(post(TOKEN, "nonsense").statusCode()).isEqualTo(403);
    }

    @Test
    void onceClosedNobodyAnswers() {
        server.close();

        assertThatThrownBy(() -> post(TOKEN, message("ls"))).isInstanceOf(ConnectException.class);
    }

    @Test
    void aPortInUseIsExplained() {
        assertThatThrownBy(() -> new HookServer(hooks(), TOKEN, null).start(port))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("in use");
    }

    private static ClaudeCodeHooks hooks() {
        return ClaudeCodeHooks.of(
                GuardOptions.guard(Policy.baseline(), SCANNER, AuditSink.NONE, null, List.of()),
                SCANNER,
                HookSettings.DEFAULT.withFilterCommand(OwnProgram.filter()));
    }

    private static String message(String command) {
        return "{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"cwd\":\"/nowhere\",\"tool_input\":{\"command\":\""
                + command + "\"}}";
    }

    private HttpResponse<String> post(String token, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(HookServer.PATH))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
