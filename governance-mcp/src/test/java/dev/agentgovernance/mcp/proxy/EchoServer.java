/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server on its input and output that says what it got: a program for tests of the proxy. */
final class EchoServer {

    private EchoServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        err.println("started with " + System.getenv("SECRET_OF_THE_HOST") + " and " + System.getenv("PASSED"));
        out.println("this is no message");
        BufferedReader in = new BufferedReader(
                new InputStreamReader(new java.io.FileInputStream(java.io.FileDescriptor.in), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Map<String, @Nullable Object> message = Objects.requireNonNull(Json.object(Json.read(line)));
            Object id = message.get("id");
            if (id == null) {
                continue;
            }
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("jsonrpc", "2.0");
            answer.put("id", id);
            answer.put("result", result(message));
            out.println(Json.write(answer));
        }
        if (arguments.length > 0) {
            // One that does not end by itself.
            Thread.sleep(60_000);
        }
    }

    private static Map<String, @Nullable Object> result(Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        switch (String.valueOf(message.get("method"))) {
            case "initialize" -> {
                result.put("protocolVersion", "2025-11-25");
                result.put("capabilities", Map.of("tools", Map.of()));
            }
            case "tools/list" ->
                result.put(
                        "tools",
                        List.of(
                                Map.of("name", "read_note", "inputSchema", Map.of("type", "object")),
                                Map.of("name", "drop_note", "inputSchema", Map.of("type", "object"))));
            default ->
                result.put(
                        "content", List.of(Map.of("type", "text", "text", "got " + Json.write(message.get("params")))));
        }
        return result;
    }
}
