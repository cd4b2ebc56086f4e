/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless browser, steered over its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Chromium(String program, Path profile) throws Exception {
        process = new ProcessBuilder(
                        program,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        String at = "127.0.0.1:" + Files.readAllLines(port).get(0);
        HttpClient client = HttpClient.newHttpClient();
        String page = client.send(
                        HttpRequest.newBuilder(URI.create("http://" + at + "/json/new?about:blank"))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(String.valueOf(DeskJson.object(page).get("webSocketDebuggerUrl"))), new Listener())
                .get(30, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", Map.of());
        }
        size(1280, 860);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received(DeskJson.object(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void received(Map<String, Object> message) {
        if (message.get("id") instanceof Integer id) {
            CompletableFuture<Map<String, Object>> answer = waiting.remove(id);
            if (answer != null) {
                answer.complete(message);
            }
        } else if ("Log.entryAdded".equals(message.get("method"))
                || "Runtime.exceptionThrown".equals(message.get("method"))) {
            complaints.add(String.valueOf(message.get("params")));
        }
    }

    Map<?, ?> call(String method, Map<String, Object> parameters) throws Exception {
        int number = numbers.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        Map<String, Object> message = new LinkedHashMap<>(Map.of("id", number, "method", method));
        message.put("params", parameters);
        socket.sendText(DeskJson.line(message), true).get(30, TimeUnit.SECONDS);
        Map<String, Object> came = answer.get(30, TimeUnit.SECONDS);
        if (!(came.get("result") instanceof Map<?, ?> result)) {
            throw new IOException(method + ": " + came.get("error"));
        }
        return result;
    }

    void open(URI address) throws Exception {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    void size(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void colours(String scheme) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Presses a key that writes a character, or one with a name such as Enter. */
    void press(String key) throws Exception {
        Map<String, Object> down = new LinkedHashMap<>(Map.of("type", "keyDown", "key", key));
        if (key.length() == 1) {
            down.put("text", key);
        } else if (key.equals("Enter")) {
            down.putAll(Map.of("text", "\r", "windowsVirtualKeyCode", 13, "code", "Enter"));
        } else if (key.equals("Escape")) {
            down.putAll(Map.of("windowsVirtualKeyCode", 27, "code", "Escape"));
        } else if (key.equals("Tab")) {
            down.putAll(Map.of("windowsVirtualKeyCode", 9, "code", "Tab"));
        }
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** Returns what an expression of the page is, as text. */
    String value(String expression) throws Exception {
        Map<?, ?> result = call(
                "Runtime.evaluate",
                Map.of("expression", "String(" + expression + ")", "awaitPromise", true, "returnByValue", true));
        return result.get("result") instanceof Map<?, ?> value ? String.valueOf(value.get("value")) : "";
    }

    /** Waits until an expression of the page holds. */
    void await(String expression) throws Exception {
        until(() -> value("!!(" + expression + ")").equals("true"));
    }

    void screenshot(Path file) throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Map<?, ?> result = call("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(result.get("data"))));
    }

    /** Returns what the browser complained about: errors of scripts, breaches of the page's policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(Condition condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not come about");
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.destroyForcibly();
        process.onExit().join();
    }
}
