/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a server for the definitions of its tools, as a client that can do everything: some tools are shown to such only. */
final class ToolListing {

    static final String REVISION = "2025-11-25";
    private static final int MAX_PAGES = 100;
    private static final long SECONDS = 60;

    private ToolListing() {}

    /** How a server is reached. */
    interface Way {

        /** Returns the result of a request. */
        Map<String, @Nullable Object> call(long id, String method, Map<String, ? extends @Nullable Object> params)
                throws IOException;

        /** Sends what has no answer. */
        void tell(Map<String, @Nullable Object> message) throws IOException;
    }

    /** Returns what comes of work that may not take longer than a minute; what ends the server ends the work, too. */
    static List<Map<String, Object>> within(Callable<List<Map<String, Object>>> work, Runnable end) throws IOException {
        CompletableFuture<List<Map<String, Object>>> done = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        done.complete(work.call());
                    } catch (Exception e) {
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
            end.run();
        }
    }

    /** Begins a session and reads the whole list. */
    static List<Map<String, Object>> ask(Way way) throws IOException {
        Map<String, @Nullable Object> hello = new LinkedHashMap<>();
        hello.put("protocolVersion", REVISION);
        hello.put("capabilities", capabilities());
        hello.put("clientInfo", client());
        way.call(1, "initialize", hello);
        way.tell(Rpc.notification("notifications/initialized", new LinkedHashMap<>()));
        return pages(way, Map.of());
    }

    static Map<String, @Nullable Object> capabilities() {
        Map<String, @Nullable Object> capabilities = new LinkedHashMap<>();
        capabilities.put("roots", Map.of("listChanged", true));
        capabilities.put("sampling", Map.of());
        capabilities.put("elicitation", Map.of());
        return capabilities;
    }

    static Map<String, @Nullable Object> client() {
        Map<String, @Nullable Object> client = new LinkedHashMap<>();
        client.put("name", "agent-governance");
        client.put("version", "1");
        return client;
    }

    /** Reads the whole list. */
    static List<Map<String, Object>> pages(Way way, Map<String, ? extends @Nullable Object> always) throws IOException {
        List<Map<String, Object>> tools = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            Map<String, @Nullable Object> params = new LinkedHashMap<>(always);
            if (!cursor.isEmpty()) {
                params.put("cursor", cursor);
            }
            Map<String, @Nullable Object> result = way.call(page + 2, "tools/list", params);
            if (result.get("tools") instanceof List<?> list) {
                for (Object tool : list) {
                    Map<String, @Nullable Object> definition = Json.object(tool);
                    if (definition != null) {
                        tools.add(withoutNulls(definition));
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

    private static Map<String, Object> withoutNulls(Map<String, @Nullable Object> definition) {
        Map<String, Object> copy = new LinkedHashMap<>();
        definition.forEach((key, value) -> {
            if (value != null) {
                copy.put(key, value);
            }
        });
        return copy;
    }

    static Map<String, @Nullable Object> request(
            long id, String method, Map<String, ? extends @Nullable Object> params) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put("method", method);
        message.put("params", params);
        return message;
    }

    /** Returns the result of an answer. */
    static Map<String, @Nullable Object> result(String method, Map<String, @Nullable Object> answer)
            throws IOException {
        Map<String, @Nullable Object> result = Json.object(answer.get("result"));
        if (result == null) {
            throw new IOException("the server answered " + method + " with an error");
        }
        return result;
    }

    /** Returns the answer to what a server asks of a client behind which nobody is. */
    static Map<String, @Nullable Object> refusal(@Nullable Object id) {
        return Rpc.failure(id, Rpc.METHOD_NOT_FOUND, "Nobody is here to be asked.");
    }
}
