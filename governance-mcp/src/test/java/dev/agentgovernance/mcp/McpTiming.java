/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.json.Json;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures what a call costs: its line read, judged and written, and the line of its answer with a text of one kilobyte read,
 * redacted and written. No part of the tests; from the top folder, after {@code mvn test-compile}:
 *
 * <pre>mvn -o -q -pl governance-mcp exec:java …</pre>
 *
 * or any other way to run this class with the test class path.
 */
final class McpTiming {

    private static final int CALLS = 20_000;

    private McpTiming() {}

    public static void main(String[] arguments) {
        McpSession session = Scene.of(TrustLevel.CONTRIBUTE, "{\"version\":1,\"limits\":{\"callsPerMinute\":10000000}}")
                .session("notes", Scene.tool("read_note"));
        String text = "The quick brown fox jumps over the lazy dog. ".repeat(23);
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            String call = Json.write(Scene.call((long) i, "read_note", "{\"id\":" + i + "}"));
            String answer = Json.write(Scene.text((long) i, text));
            long start = System.nanoTime();
            session.fromClientText(call).toServer().forEach(Json::write);
            session.fromServerText(answer).toClient().forEach(Json::write);
            nanos[i] = System.nanoTime() - start;
        }
        long[] warm = Arrays.copyOfRange(nanos, CALLS / 2, CALLS);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "p50 %.1f us, p99 %.1f us of %d calls%n",
                warm[warm.length / 2] / 1e3,
                warm[warm.length * 99 / 100] / 1e3,
                warm.length);
    }
}
