/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.samples.cli.desk.DeskFixture.Browser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others try at the desk, over real HTTP; each is refused, and nothing is answered. */
class WebDeskAttackTest {

    @TempDir
    Path folder;

    private DeskFixture fixture;
    private Browser ann;
    private String id = "";

    @BeforeEach
    void start() throws Exception {
        fixture = new DeskFixture(folder);
        fixture.decide("gh pr merge 7 --squash");
        id = fixture.onlyPending();
        ann = fixture.signedIn(DeskFixture.ANN_TOKEN);
    }

    @AfterEach
    void nothingWasAnswered() {
        assertThat(fixture.approvals.find(id).orElseThrow().answers()).hasSizeLessThan(2);
        fixture.close();
    }

    private void stillPending() {
        assertThat(fixture.approvals.find(id).orElseThrow().state()).isEqualTo(ApprovalState.PENDING);
    }

    private Map<String, Object> form() throws Exception {
        return Map.of("verb", "approve", "form", ann.json("/api/requests/" + id).get("form"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/state", "/api/decisions", "/api/trust", "/api/halt", "/api/events"})
    void withoutASessionNothingIsShown(String path) throws Exception {
        assertThat(fixture.browser().get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void theCookieAloneIsNoSession() throws Exception {
        Map<String, Object> form = form();
        ann.token = "";

        assertThat(ann.get("/api/state").statusCode()).isEqualTo(401);
        assertThat(ann.post("/api/requests/" + id + "/answer", form).statusCode())
                .isEqualTo(401);
        stillPending();
    }

    @Test
    void theTokenOfOneSessionDoesNotFitTheCookieOfAnother() throws Exception {
        ann.token = fixture.signedIn(DeskFixture.BEN_TOKEN).token;

        assertThat(ann.get("/api/state").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"})
    void anotherOriginDoesNotAnswer(String origin) throws Exception {
        HttpResponse<String> answer = ann.post("/api/requests/" + id + "/answer", form(), "Origin", origin);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(ann.get("/api/state", "Origin", origin).statusCode()).isEqualTo(403);
        stillPending();
    }

    @Test
    void aPostWithoutAnOriginDoesNotAnswer() throws Exception {
        assertThat(raw("POST /api/requests/" + id + "/answer HTTP/1.1\r\nHost: "
                        + fixture.desk.url().getAuthority() + "\r\n" + secrets()
                        + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void whatABrowserSaysComesFromElsewhereIsRefused(String site) throws Exception {
        assertThat(ann.post("/api/requests/" + id + "/answer", form(), "Sec-Fetch-Site", site)
                        .statusCode())
                .isEqualTo(403);
        assertThat(ann.get("/api/state", "Sec-Fetch-Site", site).statusCode()).isEqualTo(403);
        assertThat(ann.get("/desk.js", "Sec-Fetch-Site", site, "Sec-Fetch-Dest", "script")
                        .statusCode())
                .isEqualTo(403);
        stillPending();
    }

    @Test
    void aLinkFromElsewhereOpensThePageAndNothingElse() throws Exception {
        String[] visit = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"};
        assertThat(fixture.browser().get("/", visit).statusCode()).isEqualTo(200);
        assertThat(ann.get("/api/state", visit).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:PORT.evil.example", ""})
    void aNameThatOnlyPointsHereIsTurnedAway(String host) throws Exception {
        String port = String.valueOf(fixture.desk.url().getPort());
        assertThat(raw("GET /api/state HTTP/1.1\r\nHost: " + host.replace("PORT", port) + "\r\n" + secrets()
                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void twoHostsAreNone() throws Exception {
        String own = fixture.desk.url().getAuthority();
        assertThat(raw("GET / HTTP/1.1\r\nHost: " + own + "\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aFormCountsOnce() throws Exception {
        Map<String, Object> form = form();
        String path = "/api/requests/" + id + "/answer";

        assertThat(ann.post(path, form).statusCode()).isEqualTo(200);
        HttpResponse<String> again = ann.post(path, form);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("This form was used");
    }

    @Test
    void aFormOfOneRequestDoesNotAnswerAnother() throws Exception {
        fixture.decide("gh pr merge 8 --squash");
        String other = fixture.approvals.pending().get(1).request().id();

        assertThat(ann.post("/api/requests/" + other + "/answer", form()).statusCode())
                .isEqualTo(409);
        assertThat(fixture.approvals.pending()).hasSize(2);
    }

    @Test
    void aFormOfOnePersonIsNoFormOfAnother() throws Exception {
        Browser ben = fixture.signedIn(DeskFixture.BEN_TOKEN);

        assertThat(ben.post("/api/requests/" + id + "/answer", form()).statusCode())
                .isEqualTo(409);
        stillPending();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iframe", "frame", "embed", "object"})
    void theDeskIsNotShownInsideAnotherPage(String destination) throws Exception {
        String[] framed = {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", destination
        };
        assertThat(ann.get("/", framed).statusCode()).isEqualTo(403);
    }

    @Test
    void everyAnswerTellsTheBrowserWhatItMayNot() throws Exception {
        for (String path : List.of("/", "/desk.js", "/api/state", "/nowhere")) {
            HttpResponse<String> answer = ann.get(path);
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("x-frame-options")).contains("DENY");
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
        String line = fixture.browser()
                .signIn(DeskFixture.ANN_TOKEN)
                .headers()
                .firstValue("set-cookie")
                .orElseThrow();

        assertThat(line).contains("; HttpOnly", "; SameSite=Strict", "; Path=/").doesNotContain("Domain");
    }

    @Test
    void aLinkSignsInOnce() throws Exception {
        String link = fixture.link();

        assertThat(fixture.browser().signIn(link).statusCode()).isEqualTo(200);
        assertThat(fixture.browser().signIn(link).statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverGuessesIsSoonNotListenedTo() throws Exception {
        Browser guesser = fixture.browser();
        for (int i = 0; i < 20; i++) {
            assertThat(guesser.signIn("guess-".repeat(8) + i).statusCode()).isEqualTo(401);
        }

        assertThat(guesser.signIn(DeskFixture.ANN_TOKEN).statusCode()).isEqualTo(429);
        assertThat(ann.get("/api/state").statusCode()).isEqualTo(200);
    }

    @Test
    void signedOutIsSignedOut() throws Exception {
        assertThat(ann.post("/api/logout", Map.of()).statusCode()).isEqualTo(200);

        assertThat(ann.get("/api/state").statusCode()).isEqualTo(401);
    }

    @Test
    void aFormOfAnyPageIsNoJson() throws Exception {
        assertThat(ann.post("/api/requests/" + id + "/answer", form(), "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        stillPending();
    }

    @Test
    void whatIsTooLongIsNotRead() throws Exception {
        assertThat(ann.post("/api/login", Map.of("secret", "x".repeat(70_000))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void noPathLeadsToOtherFiles() throws Exception {
        for (String path :
                List.of("/../desk.js", "/desk.html", "/%2e%2e/DeskPeople.class", "/WebDesk.class", "//desk.js")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: "
                            + fixture.desk.url().getAuthority() + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void manyWhoSayNothingDoNotKeepOthersOut() throws Exception {
        Socket[] silent = new Socket[20];
        try {
            for (int i = 0; i < silent.length; i++) {
                silent[i] = new Socket(
                        InetAddress.getLoopbackAddress(), fixture.desk.url().getPort());
                silent[i].getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(ann.get("/api/state").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    private String secrets() {
        return "Cookie: " + ann.cookie + "\r\n" + DeskGate.TOKEN + ": " + ann.token + "\r\n";
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), fixture.desk.url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
