/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many clients at once: each begins a session of its own and calls a tool that answers when all have called, so that all calls are
 * on their way at the same time. {@code -Dmcp.sessions=1000} makes them a thousand.
 */
class HttpCrowdTest {

    private static final int SESSIONS = Integer.getInteger("mcp.sessions", 200);

    private static CompletableFuture<HttpResponse<String>> send(HttpScene scene, HttpRequest.Builder request) {
        return scene.client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static <T> List<T> all(List<CompletableFuture<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (CompletableFuture<T> future : futures) {
            results.add(future.get(5, TimeUnit.MINUTES));
        }
        return results;
    }

    @Test
    @Timeout(900)
    void noSessionIsLostAndNoneGetsTheAnswerOfAnother() throws Exception {
        try (HttpScene scene = new HttpScene()) {
            List<CompletableFuture<HttpResponse<String>>> begun = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                begun.add(send(scene, scene.request(HttpScene.initialize("{}"))));
            }
            List<String> ids = new ArrayList<>();
            for (HttpResponse<String> response : all(begun)) {
                ids.add(response.headers().firstValue("Mcp-Session-Id").orElseThrow());
            }
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(scene.server.sessions()).isEqualTo(SESSIONS);
            assertThat(scene.proxy.sessions()).isEqualTo(SESSIONS);

            scene.server.crowd = new CountDownLatch(SESSIONS);
            List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
            for (String id : ids) {
                held.add(send(scene, scene.request(HttpScene.call(1, "get_held", "{}"), "Mcp-Session-Id", id)));
            }
            for (HttpResponse<String> response : all(held)) {
                assertThat(response.body()).contains("held", "\"id\":1");
            }

            List<CompletableFuture<HttpResponse<String>>> own = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                own.add(send(
                        scene,
                        scene.request(
                                HttpScene.call(i, "read_note", "{\"id\":" + i + "}"), "Mcp-Session-Id", ids.get(i))));
            }
            List<HttpResponse<String>> answers = all(own);
            for (int i = 0; i < SESSIONS; i++) {
                assertThat(answers.get(i).body()).contains("got {\\\"id\\\":" + i + "}", "\"id\":" + i + ",");
            }
            assertThat(scene.server.reached.stream().filter(method -> method.equals("tools/call get_held")))
                    .hasSize(SESSIONS);
        }
    }
}
