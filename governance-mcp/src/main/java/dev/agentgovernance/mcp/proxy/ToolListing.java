/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a server for the definitions of its tools, as a client that can do everything: some tools are shown to such only. */
final class ToolListing {

    private static final int MAX_PAGES = 100;
    private static final long SECONDS = 60;
    private static final String REVISION = "2025-11-25";

    private final Process server;
    private final LineSource lines;
    private final OutputStream out;

    ToolListing(Process server, int maxLine) {
        this.server = server;
        this.lines = new LineSource(server.getInputStream(), maxLine);
        this.out = server.getOutputStream();
    }

    List<Map<String, Object>> definitions() throws IOException {
        CompletableFuture<List<Map<String, Object>>> done = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        done.complete(ask());
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                "mcp-tool-listing");
        reader.setDaemon(true);
        reader.start();
        try {
            return done.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the server did not show its tools", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the server did not answer in " + SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            server.destroy();
        }
    }

    private List<Map<String, Object>> ask() throws IOException {
        Map<String, @Nullable Object> capabilities = new LinkedHashMap<>();
        capabilities.put("roots", Map.of("listChanged", true));
        capabilities.put("sampling", Map.of());
        capabilities.put("elicitation", Map.of());
        Map<String, @Nullable Object> hello = new LinkedHashMap<>();
        hello.put("protocolVersion", REVISION);
        hello.put("capabilities", capabilities);
        hello.put("clientInfo", Map.of("name", "agent-governance", "version", "1"));
        call(1, "initialize", hello);
        send(message("notifications/initialized", Map.of()));
        List<Map<String, Object>> tools = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            Map<String, @Nullable Object> result =
                    call(page + 2, "tools/list", cursor.isEmpty() ? Map.of() : Map.of("cursor", cursor));
            if (result.get("tools") instanceof List<?> list) {
                for (Object tool : list) {
                    Map<String, @Nullable Object> definition = Json.object(tool);
                    if (definition != null) {
                        Map<String, Object> copy = new LinkedHashMap<>();
                        definition.forEach((key, value) -> {
                            if (value != null) {
                                copy.put(key, value);
                            }
                        });
                        tools.add(copy);
                    }
                }
            }
            if (!(result.get("nextCursor") instanceof String next)) {
                return tools;
            }
            cursor = next;
        }
        return tools;
    }

    private Map<String, @Nullable Object> call(long id, String method, Map<String, ? extends @Nullable Object> params)
            throws IOException {
        Map<String, @Nullable Object> request = message(method, params);
        request.put("id", id);
        send(request);
        for (String line = lines.next(); line != null; line = lines.next()) {
            Map<String, @Nullable Object> answer = read(line);
            if (answer == null) {
                continue;
            }
            if (answer.containsKey("method") && answer.get("id") != null) {
                refuse(answer.get("id"));
            } else if (Long.valueOf(id).equals(answer.get("id"))) {
                Map<String, @Nullable Object> result = Json.object(answer.get("result"));
                if (result == null) {
                    throw new IOException("the server answered " + method + " with an error");
                }
                return result;
            }
        }
        throw new IOException("the server ended");
    }

    private static @Nullable Map<String, @Nullable Object> read(String line) {
        try {
            return Json.object(Json.read(line));
        } catch (JsonException e) {
            return null;
        }
    }

    private void refuse(@Nullable Object id) throws IOException {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put("error", Map.of("code", -32601L, "message", "Nobody is here to be asked."));
        send(answer);
    }

    private static Map<String, @Nullable Object> message(
            String method, Map<String, ? extends @Nullable Object> params) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        message.put("params", params);
        return message;
    }

    private void send(Map<String, @Nullable Object> message) throws IOException {
        out.write((Json.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
