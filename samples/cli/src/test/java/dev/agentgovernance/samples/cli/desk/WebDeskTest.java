/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.samples.cli.desk.DeskFixture.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do at the desk, over real HTTP. */
class WebDeskTest {

    private static final String MERGE = "gh pr merge 7 --squash";

    @TempDir
    Path folder;

    private DeskFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new DeskFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aPersonSaysYesAndTheAgentGoesOnOnce() throws Exception {
        assertThat(fixture.decide(MERGE).verdict()).isEqualTo("ask");
        Browser ann = fixture.signedIn(DeskFixture.ANN_TOKEN);

        HttpResponse<String> answer = ann.answer(fixture.onlyPending(), "approve", "for the release");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("granted, once");
        Decision allowed = fixture.decide(MERGE);
        assertThat(allowed.verdict()).isEqualTo("allow");
        assertThat(allowed.reasons().get(0).text()).contains("Approved by ann");
        assertThat(fixture.decide(MERGE).verdict()).isEqualTo("ask");
    }

    @Test
    void aNoIsANoAndCarriesItsNote() throws Exception {
        fixture.decide(MERGE);
        String id = fixture.onlyPending();
        Browser ben = fixture.signedIn(DeskFixture.BEN_TOKEN);

        assertThat(ben.answer(id, "deny", "not on a Friday").statusCode()).isEqualTo(200);

        assertThat(fixture.decide(MERGE).verdict()).isEqualTo("deny");
        assertThat(ben.json("/api/requests/" + id).toString()).contains("not on a Friday", "ben");
        assertThat(ben.json("/api/trust").toString()).contains("1 rejected");
    }

    @Test
    void whoMayOnlyLookDoesNotAnswerAndHaltsNothing() throws Exception {
        fixture.decide(MERGE);
        Browser eve = fixture.signedIn(DeskFixture.EVE_TOKEN);

        assertThat(eve.get("/api/state").statusCode()).isEqualTo(200);
        assertThat(eve.answer(fixture.onlyPending(), "approve", "").statusCode())
                .isEqualTo(403);
        assertThat(eve.post("/api/halt", Map.of("on", true, "why", "x", "form", "x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(fixture.approvals.pending()).hasSize(1);
    }

    @Test
    void aSecondYesOfTheSamePersonDoesNotCount() throws Exception {
        fixture.decide(MERGE);
        String id = fixture.onlyPending();
        Browser ann = fixture.signedIn(DeskFixture.ANN_TOKEN);
        Browser annElsewhere = fixture.signedIn(DeskFixture.ANN_TOKEN);

        assertThat(ann.answer(id, "approve", "").statusCode()).isEqualTo(200);
        HttpResponse<String> again = annElsewhere.answer(id, "approve", "");

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("does not count");
    }

    @Test
    void anEmergencyTakesARoleAndAReasonAndAnotherPersonsReview() throws Exception {
        fixture.decide(MERGE);
        String id = fixture.onlyPending();
        Browser ann = fixture.signedIn(DeskFixture.ANN_TOKEN);
        Browser ben = fixture.signedIn(DeskFixture.BEN_TOKEN);

        assertThat(ben.answer(id, "break-glass", "fire").statusCode()).isEqualTo(409);
        assertThat(ann.answer(id, "break-glass", "").statusCode()).isEqualTo(409);
        assertThat(ann.answer(id, "break-glass", "fire").statusCode()).isEqualTo(200);
        assertThat(ann.list("/api/state", "reviews").toString()).contains(id);
        assertThat(ann.answer(id, "review", "all fine").statusCode()).isEqualTo(409);
        assertThat(ben.answer(id, "review", "all fine").statusCode()).isEqualTo(200);
    }

    @Test
    void theVerySameAskedFromSeveralSessionsIsReadOnceAndAnsweredTogether() throws Exception {
        fixture.decide(MERGE, "s-1");
        fixture.decide(MERGE, "s-2");
        Browser ann = fixture.signedIn(DeskFixture.ANN_TOKEN);
        List<?> pending = ann.list("/api/state", "pending");
        assertThat(pending).hasSize(1);
        assertThat(pending.toString()).contains("equal=2");

        String id = fixture.onlyPending();
        ann.post(
                "/api/requests/" + id + "/answer",
                Map.of(
                        "verb",
                        "approve",
                        "equal",
                        true,
                        "form",
                        ann.json("/api/requests/" + id).get("form")));

        assertThat(fixture.approvals.recent(5)).allMatch(each -> each.state() == ApprovalState.GRANTED);
    }

    @Test
    void hostileTextArrivesWholeAndWithMarks() throws Exception {
        String tail = "rm -rf ./build";
        fixture.decide(
                "gh pr merge 7 \u202e" + " ".repeat(300) + "\u001b[2K\u200b; " + tail + " # <img src=x onerror=1>");
        Browser ann = fixture.signedIn(DeskFixture.ANN_TOKEN);

        Map<String, Object> request = ann.json("/api/requests/" + fixture.onlyPending());

        assertThat(String.valueOf(request.get("text")))
                .contains("⟨U+202E⟩", "⟨300 spaces⟩", "⟨U+001B⟩", "⟨U+200B⟩", tail, "<img src=x onerror=1>")
                .doesNotContain("\u202e", "\u001b", "\u200b");
        assertThat(String.valueOf(request.get("summary"))).contains("3 HIDDEN CHARACTERS");
    }

    @Test
    void decisionsAreShownWithTheirReasons() throws Exception {
        fixture.decide("ls");
        fixture.decide("git push --force origin main");
        Browser eve = fixture.signedIn(DeskFixture.EVE_TOKEN);

        List<?> decisions = eve.list("/api/decisions", "decisions");

        assertThat(decisions).hasSize(2);
        assertThat(decisions.get(0).toString()).contains("verdict=deny", "vcs.push.force");
        assertThat(decisions.get(1).toString()).contains("verdict=allow");
    }

    @Test
    void theSwitchHaltsEveryAgentWithWhoAndWhyAndOnlySomeMayLetThemGoOn() throws Exception {
        Browser ann = fixture.signedIn(DeskFixture.ANN_TOKEN);
        Browser ben = fixture.signedIn(DeskFixture.BEN_TOKEN);
        assertThat(fixture.decide("ls").verdict()).isEqualTo("allow");

        assertThat(flip(ben, true, "An agent deletes things.").statusCode()).isEqualTo(200);

        Decision halted = fixture.decide("ls");
        assertThat(halted.verdict()).isEqualTo("deny");
        assertThat(halted.reasons().get(0).rule()).isEqualTo("oversight.halt");
        assertThat(halted.reasons().get(0).why()).contains("ben", "An agent deletes things.");
        assertThat(flip(ben, false, "fine").statusCode()).isEqualTo(403);
        assertThat(flip(ann, false, "").statusCode()).isEqualTo(400);
        assertThat(flip(ann, false, "Looked into it.").statusCode()).isEqualTo(200);
        assertThat(fixture.decide("ls").verdict()).isEqualTo("allow");
        assertThat(fixture.halt.changes())
                .extracting(HaltSwitch.Change::by, HaltSwitch.Change::on)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ann", false),
                        org.assertj.core.groups.Tuple.tuple("ben", true));
        assertThat(fixture.halt.last().orElseThrow().at()).isBeforeOrEqualTo(Instant.now());
    }

    private static HttpResponse<String> flip(Browser browser, boolean on, String why) throws Exception {
        return browser.post(
                "/api/halt",
                Map.of("on", on, "why", why, "form", browser.json("/api/halt").get("form")));
    }

    @Test
    void openPagesHearOfAChange() throws Exception {
        Browser ann = fixture.signedIn(DeskFixture.ANN_TOKEN);
        HttpResponse<java.io.InputStream> stream = fixture.client()
                .send(ann.request("/api/events").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String first = nextData(lines);
            fixture.decide(MERGE);

            assertThat(nextData(lines)).isNotEqualTo(first);
        }
    }

    private static String nextData(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void theWholePageComesFromHereAndHoldsNoInlineScript() throws Exception {
        Browser anybody = fixture.browser();
        for (String path : List.of("/", "/desk.css", "/desk.js")) {
            HttpResponse<String> page = anybody.get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("http://", "https://", "innerHTML", "style=", "onclick=\"");
        }
        assertThat(anybody.get("/").body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("<style");
    }
}
