/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.json.Json;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Measures what a call costs: its line read, judged and written, and the line of its answer with a text of one kilobyte read,
 * redacted and written; beside it the plain path, on which the same lines are read and written and nothing is judged. The two
 * take turns, so that what else the machine does falls on both. No part of the default tests; the README has the command.
 */
final class McpTiming {

    private static final int CALLS = 20_000;

    @Test
    void aCallCosts() {
        McpSession session = Scene.of(TrustLevel.CONTRIBUTE, "{\"version\":1,\"limits\":{\"callsPerMinute\":10000000}}")
                .session("notes", Scene.tool("read_note"));
        String text = "The quick brown fox jumps over the lazy dog. ".repeat(23);
        long[] judged = new long[CALLS];
        long[] plain = new long[CALLS];
        int written = 0;
        for (int i = 0; i < CALLS; i++) {
            String call = Json.write(Scene.call((long) i, "read_note", "{\"id\":" + i + "}"));
            String answer = Json.write(Scene.text((long) i, text));
            long start = System.nanoTime();
            session.fromClientText(call).toServer().forEach(Json::write);
            session.fromServerText(answer).toClient().forEach(Json::write);
            judged[i] = System.nanoTime() - start;
            start = System.nanoTime();
            written += Json.write(Json.read(call)).length();
            written += Json.write(Json.read(answer)).length();
            plain[i] = System.nanoTime() - start;
        }
        System.out.println(report("judged", judged) + ", " + report("plain", plain) + " of " + CALLS / 2 + " calls ("
                + written + " characters)");
    }

    private static String report(String name, long[] nanos) {
        long[] warm = Arrays.copyOfRange(nanos, CALLS / 2, CALLS);
        Arrays.sort(warm);
        return String.format(
                Locale.ROOT,
                "%s p50 %.1f us, p90 %.1f us",
                name,
                warm[warm.length / 2] / 1e3,
                warm[warm.length * 9 / 10] / 1e3);
    }
}
