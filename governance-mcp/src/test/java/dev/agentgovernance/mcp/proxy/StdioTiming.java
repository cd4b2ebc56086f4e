/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Measures what the proxy adds to a call of a server that is a program: the same server, started directly and behind a proxy in a
 * process of its own; the two take turns. No part of the default tests; the README has the command.
 */
final class StdioTiming {

    private static final int CALLS = 6_000;

    /** The proxy, in a process of its own. */
    public static void main(String[] arguments) throws IOException {
        proxy();
    }

    @Test
    void theProxyAdds() throws IOException {
        Talker direct = new Talker(words(EchoServer.class.getName()));
        Talker proxied = new Talker(words(StdioTiming.class.getName()));
        long[] plain = new long[CALLS];
        long[] judged = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            plain[i] = direct.call(i);
            judged[i] = proxied.call(i);
        }
        direct.end();
        proxied.end();
        double without = median(plain);
        double with = median(judged);
        System.out.printf(
                Locale.ROOT,
                "p50 plain %.0f us, behind the proxy %.0f us, added %.0f us%n",
                without,
                with,
                with - without);
    }

    private static double median(long[] nanos) {
        long[] warm = Arrays.copyOfRange(nanos, CALLS / 2, CALLS);
        Arrays.sort(warm);
        return warm[warm.length / 2] / 1e3;
    }

    private static List<String> words(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        words.addAll(List.of(more));
        return words;
    }

    private static void proxy() throws IOException {
        SecretScanner scanner = SecretScanner.standard();
        Governance guard = Governance.builder(Policy.baseline())
                .detector(scanner)
                .trust(key -> TrustLevel.CONTRIBUTE)
                .build();
        StdioProxy.of(
                        McpGovernance.builder(guard, scanner)
                                .settings(McpSettings.parse("{\"version\":1,\"limits\":{\"callsPerMinute\":10000000}}"))
                                .build()
                                .conversation(ActionContext.of("agent", "acme/shop"))
                                .server("echo"),
                        words(EchoServer.class.getName()),
                        System.getenv(),
                        Set.of(),
                        Redactor.of(scanner),
                        line -> {})
                .run(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    /** A client of a program that answers each line with one. */
    private static final class Talker {

        private final Process process;
        private final BufferedReader in;
        private final OutputStream out;

        Talker(List<String> words) throws IOException {
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            out = process.getOutputStream();
            ask("{\"jsonrpc\":\"2.0\",\"id\":\"list\",\"method\":\"tools/list\"}", "read_note");
        }

        long call(int id) throws IOException {
            String text = "The quick brown fox jumps over the lazy dog. ".repeat(23);
            long start = System.nanoTime();
            ask(
                    "{\"jsonrpc\":\"2.0\",\"id\":" + id
                            + ",\"method\":\"tools/call\",\"params\":{\"name\":\"read_note\",\"arguments\":{\"note\":\""
                            + text
                            + "\"}}}",
                    "got");
            return System.nanoTime() - start;
        }

        private void ask(String line, String wanted) throws IOException {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            String answer = in.readLine();
            while (answer != null && !answer.contains(wanted)) {
                answer = in.readLine();
            }
            if (answer == null) {
                throw new IOException("the program has ended: " + Map.of("alive", process.isAlive()));
            }
        }

        void end() {
            process.destroy();
        }
    }
}
