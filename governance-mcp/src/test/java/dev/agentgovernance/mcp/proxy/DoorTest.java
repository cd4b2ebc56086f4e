/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked at before a message is judged. */
@Timeout(90)
class DoorTest {

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private HttpScene scene;

    DoorTest() throws IOException {
        scene = new HttpScene();
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private String named(String host, String origin) throws IOException {
        String body = HttpScene.initialize("{}");
        return scene.raw(
                "POST /mcp HTTP/1.1\r\nHost: " + host + "\r\n" + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                        + "Content-Type: application/json\r\nAccept: " + HttpScene.BOTH
                        + "\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void onlyItsOwnNamesAndPagesOfThisMachineGetThrough() throws IOException {
        int port = scene.proxy.address().getPort();
        String own = "127.0.0.1:" + port;
        assertThat(named(own, "")).startsWith("HTTP/1.1 200 ");
        assertThat(named("localhost:" + port, "http://localhost:6274")).startsWith("HTTP/1.1 200 ");
        assertThat(named("[::1]:" + port, "")).startsWith("HTTP/1.1 200 ");
        for (String host :
                List.of("evil.example.com", "evil.example.com:" + port, "127.0.0.1", "127.0.0.1.nip.io:" + port)) {
            assertThat(named(host, "")).startsWith("HTTP/1.1 403 ");
        }
        for (String origin : List.of(
                "http://evil.example.com",
                "null",
                "http://localhost.evil.example.com",
                "http://evil@localhost.example.com",
                "file://",
                "http://127.0.0.1:80/path",
                "not an origin")) {
            assertThat(named(own, origin)).startsWith("HTTP/1.1 403 ");
        }
        assertThat(scene.server.reached).hasSize(3);
    }

    @Test
    void namesAndOriginsCanBeAdded() throws IOException {
        scene.close();
        scene = new HttpScene(builder -> builder.host("tools.example.com").origin("https://desk.example.com"));
        assertThat(named("tools.example.com", "https://desk.example.com")).startsWith("HTTP/1.1 200 ");
        assertThat(named("tools.example.com", "https://other.example.com")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void whatIsNoMessageIsAnsweredByAStatusAndAnError() throws Exception {
        String session = scene.begin("{}");
        assertThat(scene.post("not json", "Mcp-Session-Id", session).body()).contains("-32700");
        assertThat(scene.post("not json", "Mcp-Session-Id", session).statusCode())
                .isEqualTo(400);
        for (String body : List.of(
                "[]",
                "[" + LIST + "]",
                "{}",
                "7",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"Method\":\"ping\",\"method\":\"tools/list\"}")) {
            HttpResponse<String> response = scene.post(body, "Mcp-Session-Id", session);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).contains("\"error\"");
        }
        assertThat(scene.post(LIST, "Mcp-Session-Id", session, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(scene.post(LIST, "Mcp-Session-Id", session, "Accept", "application/json")
                        .statusCode())
                .isEqualTo(406);
        assertThat(scene.post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{\"a\":\""
                                        + "y".repeat(1 << 20) + "\"}}",
                                "Mcp-Session-Id",
                                session)
                        .body())
                .contains("-32700", "longer");
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionIsNeededKnownAndOnesOwn() throws Exception {
        assertThat(scene.post(LIST).statusCode()).isEqualTo(400);
        assertThat(scene.post(LIST, "Mcp-Session-Id", "upstream-1").statusCode())
                .isEqualTo(404);
        String session = scene.begin("{}", "Authorization", "Bearer of-alice");
        assertThat(scene.post(LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(404);
        assertThat(scene.post(LIST, "Mcp-Session-Id", session, "Authorization", "Bearer of-bob")
                        .statusCode())
                .isEqualTo(404);
        assertThat(scene.post(LIST, "Mcp-Session-Id", session, "Authorization", "Bearer of-alice")
                        .statusCode())
                .isEqualTo(200);
        assertThat(scene.raw("GET /mcp HTTP/1.1\r\nHost: 127.0.0.1:"
                        + scene.proxy.address().getPort()
                        + "\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void noFieldReachesTheServerThatIsNotNamedForIt() throws Exception {
        String[] fields = {"Authorization", "Bearer of-alice", "Cookie", "a=b", "X-Tenant", "acme"};
        scene.begin("{}", fields);
        assertThat(scene.server.fields).doesNotContainKeys("Authorization", "Cookie", "X-tenant");
        scene.close();
        scene = new HttpScene(
                builder -> builder.passes("Authorization").passes("x-tenant").field("X-Key", "own"));
        scene.begin("{}", fields);
        assertThat(scene.server.fields)
                .containsEntry("Authorization", List.of("Bearer of-alice"))
                .containsEntry("X-tenant", List.of("acme"))
                .containsEntry("X-key", List.of("own"))
                .doesNotContainKey("Cookie");
        scene.server.status = 401;
        HttpResponse<String> challenged = scene.post(HttpScene.initialize("{}"), fields);
        assertThat(challenged.statusCode()).isEqualTo(401);
        assertThat(challenged.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(challenged.headers().firstValue("Mcp-Session-Id")).isEmpty();
    }

    private HttpResponse<String> modern(String... fields) throws Exception {
        return scene.post(HttpScene.modern(1, "read_note", "{\"region\":\"Zürich\"}", ""), fields);
    }

    private static String base64(String text) {
        return "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    @Test
    void theHeadSaysWhatTheBodySays() throws Exception {
        String[] names = {
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "tools/call",
            "Mcp-Name",
            "read_note",
            "Mcp-Param-Region",
            base64("Zürich")
        };
        assertThat(modern(names).statusCode()).isEqualTo(200);
        assertThat(scene.server.fields).containsEntry("Mcp-param-region", List.of(base64("Zürich")));
        long calls = scene.server.reached.size();
        for (int i = 0; i < names.length; i += 2) {
            String[] missing = new String[names.length - 2];
            System.arraycopy(names, 0, missing, 0, i);
            System.arraycopy(names, i + 2, missing, i, names.length - i - 2);
            assertMismatch(modern(missing));
            String[] other = names.clone();
            other[i + 1] = i == 0 ? "2025-11-25" : "other";
            assertMismatch(modern(other));
        }
        String[] half = names.clone();
        half[7] = "=?base64?!!?=";
        assertMismatch(modern(half));
        half[7] = base64("Zürich").replace("=?=", "?=");
        assertMismatch(modern(half)); // Without its padding.
        HttpResponse<String> silent =
                scene.post(LIST, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/list");
        assertThat(silent.statusCode()).isEqualTo(400);
        assertThat(silent.body()).contains("-32602");
        assertThat(scene.server.reached).hasSize((int) calls);
    }

    /** Of this revision each method that is not there is a place that is not there. */
    @Test
    void aMethodThatIsNotThereHasTheStatusOfAPlaceThatIsNotThere() throws Exception {
        for (String method : List.of("resources/subscribe", "tasks/result", "no/such-method")) {
            String body = HttpScene.modern(1, "read_note", "{}", "").replace("tools/call", method);
            HttpResponse<String> answer = scene.post(body, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method);
            assertThat(answer.statusCode()).as(method).isEqualTo(404);
            assertThat(answer.body()).contains("-32601");
        }
        assertThat(scene.server.reached).isEmpty();
    }

    private static void assertMismatch(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("-32020");
    }

    @Test
    void aCallThatComesBeforeTheListIsComparedWhenTheListIsThere() throws Exception {
        assertMismatch(
                modern("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "read_note"));
        assertThat(scene.server.reached).containsExactly("tools/list");
        assertThat(scene.proxy.sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Content-Length: +2\r\n\r\n{}",
                "Content-Length: -2\r\n\r\n{}",
                "Transfer-Encoding: gzip, chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n",
                "Content-Length : 2\r\n\r\n{}",
                " Folded: x\r\n\r\n",
                "X: a\rb\r\n\r\n",
                "X: a\nY: b\r\n\r\n",
                "X: a\u0000b\r\n\r\n",
                "Origin: http://localhost\r\nOrigin: http://evil.example.com\r\n\r\n",
                "Content-Length: 99999999999\r\n\r\n"
            })
    void whatTwoReadersCouldTakeForDifferentRequestsIsRefused(String rest) throws IOException {
        assertThat(scene.raw(scene.head(rest))).matches("(?s)HTTP/1\\.1 (400|413|501) .*");
        assertThat(scene.server.reached).isEmpty();
    }

    @Test
    void aBodyInPartsIsReadAndTwoRequestsOnOneConnectionAreTwo() throws IOException {
        String body = HttpScene.initialize("{}");
        String first = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:"
                + scene.proxy.address().getPort()
                + "\r\nContent-Type: application/json; charset=utf-8\r\nAccept: */*\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(10) + ";x=y\r\n" + body.substring(0, 10) + "\r\n"
                + Integer.toHexString(body.length() - 10) + "\r\n" + body.substring(10) + "\r\n0\r\nT: x\r\n\r\n";
        String both = scene.raw(
                first + scene.head("Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n") + body);
        assertThat(both.split("HTTP/1\\.1 200 ", -1)).hasSize(3);
        assertThat(both).contains("HTTP/1.1 100 Continue");
        assertThat(scene.server.sessions()).isEqualTo(2);
    }

    @Test
    void headsAreBoundedAndOtherWordsAreRefused() throws IOException {
        assertThat(scene.raw(scene.head("X: " + "y".repeat(20_000) + "\r\n\r\n")))
                .startsWith("HTTP/1.1 431 ");
        assertThat(scene.raw(scene.head("X: y\r\n".repeat(200) + "\r\n"))).startsWith("HTTP/1.1 431 ");
        String host = "Host: 127.0.0.1:" + scene.proxy.address().getPort() + "\r\nConnection: close\r\n\r\n";
        assertThat(scene.raw("POST /mcp HTTP/1.0\r\n" + host)).startsWith("HTTP/1.1 505 ");
        assertThat(scene.raw("POST http://a/mcp HTTP/1.1\r\n" + host)).startsWith("HTTP/1.1 400 ");
        assertThat(scene.raw("PUT /mcp HTTP/1.1\r\n" + host)).startsWith("HTTP/1.1 405 ");
        assertThat(scene.raw("POST /other HTTP/1.1\r\n" + host)).startsWith("HTTP/1.1 404 ");
        assertThat(scene.raw("hello\r\n" + host)).startsWith("HTTP/1.1 400 ");
    }
}
