/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.mcp.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions, streams and what is asked on them. */
@Timeout(90)
class HttpProxyTest {

    private HttpScene scene;

    HttpProxyTest() throws IOException {
        scene = new HttpScene();
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Returns the next message of a stream, or null at its end. */
    private static @Nullable Map<String, @Nullable Object> next(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ") && line.length() > 6) {
                return Json.object(Json.read(line.substring(6)));
            }
        }
        return null;
    }

    @Test
    void aSessionBeginsIsUsedAndEnds() throws Exception {
        String session = scene.begin("{}");
        assertThat(session).doesNotContain("upstream");
        assertThat(scene.post(
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                                "Mcp-Session-Id",
                                session)
                        .statusCode())
                .isEqualTo(202);
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).body()).contains("read_note");
        assertThat(scene.post(HttpScene.call(2, "read_note", "{\"id\":7}"), "Mcp-Session-Id", session)
                        .body())
                .contains("got {\\\"id\\\":7}", "\"id\":2");
        assertThat(scene.server.reached)
                .containsExactly("initialize", "notifications/initialized", "tools/list", "tools/call read_note");
        assertThat(scene.server.isOpen("upstream-1")).isTrue();
        assertThat(scene.client
                        .send(
                                HttpRequest.newBuilder(scene.uri())
                                        .DELETE()
                                        .header("Mcp-Session-Id", session)
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        assertThat(scene.server.isOpen("upstream-1")).isFalse();
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(404);
        assertThat(scene.proxy.sessions()).isZero();
    }

    @Test
    void whatIsRefusedNeverReachesTheServerAndSecretsDoNotComeBack() throws Exception {
        String session = scene.begin("{}");
        assertThat(scene.post(HttpScene.call(1, "drop_note", "{}"), "Mcp-Session-Id", session)
                        .body())
                .contains("\"isError\":true");
        assertThat(scene.post(
                                HttpScene.call(2, "read_note", "{\"key\":\"" + HttpScene.SECRET + "\"}"),
                                "Mcp-Session-Id",
                                session)
                        .body())
                .contains("\"isError\":true")
                .doesNotContain(HttpScene.SECRET);
        assertThat(scene.server.reached).noneMatch(method -> method.startsWith("tools/call"));
        scene.server.secret = " " + HttpScene.SECRET;
        assertThat(scene.post(HttpScene.call(3, "read_note", "{}"), "Mcp-Session-Id", session)
                        .body())
                .contains("got", "[REDACTED")
                .doesNotContain(HttpScene.SECRET);
    }

    @Test
    void aPersonIsAskedOnTheStreamOfTheCallAndAnswersOnce() throws Exception {
        String session = scene.begin("{\"elicitation\":{}}");
        HttpResponse<InputStream> call =
                scene.open(HttpScene.call(5, "drop_note", "{\"id\":1}"), "Mcp-Session-Id", session);
        assertThat(call.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        try (BufferedReader lines = lines(call)) {
            Map<String, @Nullable Object> question = Objects.requireNonNull(next(lines));
            assertThat(question).containsEntry("method", "elicitation/create");
            assertThat(scene.server.reached).doesNotContain("tools/call drop_note");
            String yes = "{\"jsonrpc\":\"2.0\",\"id\":" + Json.write(question.get("id"))
                    + ",\"result\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}";
            assertThat(scene.post(yes, "Mcp-Session-Id", session).statusCode()).isEqualTo(202);
            assertThat(Json.write(next(lines))).contains("got {\\\"id\\\":1}");
            assertThat(next(lines)).isNull();
            scene.post(yes, "Mcp-Session-Id", session);
        }
        assertThat(scene.server.reached).containsOnlyOnce("tools/call drop_note");
    }

    @Test
    void inTheRevisionWithoutSessionsAPersonIsAskedInTheAnswer() throws Exception {
        String[] fields = {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "drop_note"};
        String asked = scene.post(HttpScene.modern(1, "drop_note", "{\"id\":1}", ""), fields)
                .body();
        assertThat(asked).contains("input_required");
        Map<String, @Nullable Object> message = Objects.requireNonNull(Json.object(Json.read(asked)));
        Map<String, @Nullable Object> result = Objects.requireNonNull(Json.object(message.get("result")));
        String more = ",\"requestState\":" + Json.write(result.get("requestState"))
                + ",\"inputResponses\":{\"approve\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}";
        assertThat(scene.post(HttpScene.modern(2, "drop_note", "{\"id\":2}", more), fields)
                        .body())
                .contains("another call");
        assertThat(scene.post(HttpScene.modern(3, "drop_note", "{\"id\":1}", more), fields)
                        .body())
                .contains("got {\\\"id\\\":1}");
        assertThat(scene.post(HttpScene.modern(4, "drop_note", "{\"id\":1}", more), fields)
                        .body())
                .contains("used before");
        assertThat(scene.server.reached).containsOnlyOnce("tools/call drop_note");
        assertThat(scene.server.fields.keySet().stream().map(String::toLowerCase))
                .contains("mcp-protocol-version", "mcp-method", "mcp-name")
                .doesNotContain("mcp-session-id");
    }

    @Test
    void requestsOfManyClientsWithTheSameIdRunSideBySide() throws Exception {
        int many = 20;
        scene.server.crowd = new CountDownLatch(many);
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(scene.client.sendAsync(
                    scene.request(
                                    HttpScene.modern(7, "get_held", "{}", ""),
                                    "MCP-Protocol-Version",
                                    "2026-07-28",
                                    "Mcp-Method",
                                    "tools/call",
                                    "Mcp-Name",
                                    "get_held")
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> one : all) {
            assertThat(one.get(60, TimeUnit.SECONDS).body()).contains("held", "\"id\":7");
        }
        assertThat(scene.proxy.sessions()).isEqualTo(1);
    }

    @Test
    void aClientThatGoesAwayTakesItsRequestBack() throws Exception {
        String session = scene.begin("{}");
        HttpResponse<InputStream> call = scene.open(HttpScene.call(1, "list_slowly", "{}"), "Mcp-Session-Id", session);
        BufferedReader lines = lines(call);
        assertThat(next(lines)).containsEntry("method", "notifications/progress");
        call.body().close();
        until(() -> scene.server.broken.get() == 1);
        // The id is free again, and the session goes on.
        assertThat(scene.post(HttpScene.call(1, "read_note", "{}"), "Mcp-Session-Id", session)
                        .statusCode())
                .isEqualTo(200);
    }

    private static void until(java.util.function.BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 3_000 && !holds.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void aClientThatDoesNotReadHoldsTheServerBack() throws Exception {
        String session = scene.begin("{}");
        HttpResponse<InputStream> call = scene.open(HttpScene.call(1, "read_big", "{}"), "Mcp-Session-Id", session);
        int before = -1;
        for (int now = scene.server.parts.get(); now != before; now = scene.server.parts.get()) {
            before = now;
            Thread.sleep(700);
        }
        // Forty megabytes, of which only what fits the buffers on the way was taken.
        assertThat(scene.server.parts.get()).isLessThan(640);
        try (BufferedReader lines = lines(call)) {
            int count = 0;
            for (Map<String, @Nullable Object> message = next(lines); message != null; message = next(lines)) {
                count++;
            }
            assertThat(count).isEqualTo(641);
        }
    }

    @Test
    void whatAServerAsksTheClientIsAnsweredAndEventsKeepTheirPlaces() throws Exception {
        String session = scene.begin("{\"roots\":{}}");
        HttpResponse<InputStream> call = scene.open(HttpScene.call(4, "read_asking", "{}"), "Mcp-Session-Id", session);
        List<String> seen = new ArrayList<>();
        try (BufferedReader lines = lines(call)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    seen.add(line);
                }
                if (line.contains("roots/list")) {
                    scene.post(
                            "{\"jsonrpc\":\"2.0\",\"id\":\"q-4\",\"result\":{\"roots\":[{\"uri\":\"file:///srv\"}]}}",
                            "Mcp-Session-Id",
                            session);
                }
            }
        }
        assertThat(seen).contains("id: e1", "id: e2").anyMatch(line -> line.contains("file:///srv"));
    }

    @Test
    void aClientComesBackForAnAnswerThatItMissed() throws Exception {
        String session = scene.begin("{}");
        HttpResponse<InputStream> call = scene.open(HttpScene.call(9, "read_broken", "{}"), "Mcp-Session-Id", session);
        String place = "";
        try (BufferedReader lines = lines(call)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                place = line.startsWith("id: ") ? line.substring(4) : place;
            }
        }
        assertThat(place).isEqualTo("place-9");
        for (int i = 0; i < 2; i++) {
            // The second time the answer has gone its way already, but the client may not have got it.
            try (BufferedReader lines = lines(get(session, place))) {
                assertThat(Json.write(next(lines))).contains("the rest", "\"id\":9");
            }
        }
        try (BufferedReader lines = lines(get(session, null))) {
            assertThat(next(lines)).containsEntry("method", "notifications/resources/updated");
        }
    }

    private HttpResponse<InputStream> get(String session, @Nullable String last)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(scene.uri())
                .GET()
                .header("Accept", "text/event-stream")
                .header("Mcp-Session-Id", session);
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        return scene.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void aServerThatForgotItsSessionsIsSaidSoToTheClient() throws Exception {
        String session = scene.begin("{}");
        scene.server.forget();
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(404);
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(404);
        assertThat(scene.begin("{}")).isNotEqualTo(session);
    }

    @Test
    void whatAServerDoesWrongIsTheProxysFailure() throws Exception {
        String session = scene.begin("{}");
        for (int status : new int[] {500, 302, 401, 200}) {
            scene.server.status = status == 200 ? 418 : status;
            HttpResponse<String> response = scene.post(LIST, "Mcp-Session-Id", session);
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body())
                    .contains("\"error\"", "-32603", "\"id\":1")
                    .doesNotContain("html");
            assertThat(response.headers().map()).doesNotContainKeys("location", "www-authenticate");
        }
        scene.server.status = 503;
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(503);
        scene.server.close();
        HttpResponse<String> gone = scene.post(LIST, "Mcp-Session-Id", session);
        assertThat(gone.statusCode()).isEqualTo(502);
        assertThat(gone.body()).contains("cannot be reached");
        HttpResponse<String> call = scene.post(HttpScene.call(3, "read_note", "{}"), "Mcp-Session-Id", session);
        assertThat(call.statusCode()).isEqualTo(502);
        assertThat(call.body()).contains("cannot be reached", "\"id\":3");
    }

    @Test
    void aServerThatTakesTooLongIsSaid() throws Exception {
        scene.close();
        scene = new HttpScene(builder -> builder.patience(Duration.ofMillis(300)));
        String session = scene.begin("{}");
        scene.post(LIST, "Mcp-Session-Id", session);
        scene.server.crowd = new CountDownLatch(2);
        HttpResponse<String> late = scene.post(HttpScene.call(3, "get_held", "{}"), "Mcp-Session-Id", session);
        scene.server.crowd.countDown();
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(late.body()).contains("in time", "\"id\":3");
    }

    @Test
    void aSessionThatIsNotUsedIsForgotten() throws Exception {
        scene.close();
        scene = new HttpScene(builder -> builder.idle(Duration.ofMillis(50)).most(10, 2));
        String session = scene.begin("{}");
        until(() -> scene.proxy.sessions() == 0);
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(404);
        scene.close();
        scene = new HttpScene(builder -> builder.most(10, 2));
        scene.begin("{}");
        scene.begin("{}");
        assertThat(scene.post(HttpScene.initialize("{}")).statusCode()).isEqualTo(503);
    }

    @Test
    void aServerIsAtAnAddressAndCredentialsDoNotGoInTheClear() {
        for (String uri : List.of("ftp://a/b", "http://user@a/b", "http:///x", "http://a/b#c")) {
            assertThatThrownBy(() -> scene.builder(URI.create(uri))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> scene.builder(URI.create("http://tools.example.com/mcp"))
                        .passes("Authorization")
                        .start())
                .isInstanceOf(IllegalArgumentException.class);
        for (String field : List.of("Mcp-Session-Id", "Host", "Content-Length", "")) {
            assertThatThrownBy(() -> scene.builder(URI.create("https://a/b")).passes(field))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
