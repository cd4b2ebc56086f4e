/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the official conformance suite (0.2.0-alpha.12) and two servers said to each other, recorded between them without us: a
 * server of the Java SDK in the revision 2025-11-25, and one of the TypeScript SDK in 2026-07-28. With an owner who allows
 * everything, both sides get to see the very same messages. Talks that say the same are there once, and none of those about
 * fields of HTTP.
 */
class RecordedSuiteTest {

    private static final String TRUSTING = "{\"version\":1,\"servers\":{\"*\":{\"trusted\":true,"
            + "\"requests\":[\"roots\",\"sampling\",\"elicitation\"],\"tools\":{\"*\":{\"effects\":[\"tool.read\"]}}}}}";

    /** What a revision or a server does not have, a tool of no such name among it: whoever is asked, the answer is the same. */
    private static final Set<String> NOT_THERE = Set.of(
            "resources/subscribe",
            "tasks/get",
            "tasks/result",
            "tasks/cancel",
            "tasks/update",
            "unknown/method",
            "tools/call");

    private record Line(boolean fromClient, Map<String, @Nullable Object> message) {}

    private static Map<Object, List<Line>> talks(String name) throws IOException {
        Map<Object, List<Line>> talks = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedSuiteTest.class.getResourceAsStream("transcripts/" + name)),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .map(Scene::tree)
                    .forEach(line -> talks.computeIfAbsent(
                                    Objects.requireNonNull(line.get("session")), session -> new ArrayList<>())
                            .add(new Line(
                                    "client".equals(line.get("from")),
                                    Objects.requireNonNull(Json.object(line.get("message"))))));
        }
        return talks;
    }

    private static Outcome pass(McpSession session, Line line) {
        String text = Json.write(line.message());
        return line.fromClient() ? session.fromClientText(text) : session.fromServerText(text);
    }

    private static Map<String, @Nullable Object> other(Outcome outcome, Line line) {
        return line.fromClient() ? Scene.forwarded(outcome) : Scene.answer(outcome);
    }

    @Test
    void everySessionOf20251125PassesUnchanged() throws IOException {
        Map<Object, List<Line>> talks = talks("suite-2025-11-25.jsonl");
        assertThat(talks).hasSizeGreaterThan(30);
        for (List<Line> talk : talks.values()) {
            McpSession session =
                    Scene.of(TrustLevel.OPERATE, TRUSTING).conversation.server("suite");
            for (Line line : talk) {
                Outcome outcome = pass(session, line);
                if (line.fromClient() && asksForTheList(outcome)) {
                    // A call before the list: it waits, and goes on as it came.
                    outcome = session.fromServer(listed(outcome, talks));
                }
                assertThat(other(outcome, line)).isEqualTo(line.message());
            }
        }
    }

    private static boolean asksForTheList(Outcome outcome) {
        return outcome.toServer().size() == 1
                && String.valueOf(outcome.toServer().get(0).get("id")).startsWith("gov-");
    }

    /** Returns the list of tools as the server gave it elsewhere, as the answer to a request of our own. */
    private static Map<String, @Nullable Object> listed(Outcome outcome, Map<Object, List<Line>> talks) {
        for (List<Line> talk : talks.values()) {
            for (Line line : talk) {
                if (!line.fromClient() && Scene.at(line.message(), "result", "tools") != null) {
                    Map<String, @Nullable Object> answer = new LinkedHashMap<>(line.message());
                    answer.put("id", outcome.toServer().get(0).get("id"));
                    return answer;
                }
            }
        }
        throw new AssertionError("no list was recorded");
    }

    @Test
    void everyRequestOf20260728AndItsAnswerPassUnchangedOrAreNotThereForAnybody() throws IOException {
        Map<Object, List<Line>> talks = talks("suite-2026-07-28.jsonl");
        assertThat(talks).hasSizeGreaterThan(90);
        McpSession session = Scene.of(TrustLevel.OPERATE, TRUSTING).conversation.server("suite");
        Set<Object> notThere = new LinkedHashSet<>();
        for (List<Line> talk : talks.values()) {
            for (Line line : talk) {
                Outcome outcome = pass(session, line);
                if (line.fromClient() && asksForTheList(outcome)) {
                    outcome = session.fromServer(listed(outcome, talks));
                }
                if (line.fromClient() && outcome.toServer().isEmpty()) {
                    assertThat(codeOf(Scene.answer(outcome))).as("%s", talk).isEqualTo(codeOf(answer(talk)));
                    notThere.add(line.message().get("method"));
                    break;
                }
                assertThat(inOurWords(other(outcome, line))).isEqualTo(inOurWords(line.message()));
            }
        }
        assertThat(notThere).isSubsetOf(NOT_THERE);
        // Streams of changes have no answer as long as they are open.
        assertThat(session.pending()).isEqualTo((int) talks.values().stream()
                .filter(talk ->
                        "subscriptions/listen".equals(talk.get(0).message().get("method")))
                .count());
    }

    private static Map<String, @Nullable Object> answer(List<Line> talk) {
        return talk.stream()
                .filter(line -> !line.fromClient() && line.message().get("method") == null)
                .findFirst()
                .orElseThrow()
                .message();
    }

    private static @Nullable Object codeOf(Map<String, @Nullable Object> answer) {
        return Scene.at(answer, "error", "code");
    }

    /** Two things are said in our own words: that no list is to be shared, and that null answers are no answers. */
    private static Map<String, @Nullable Object> inOurWords(Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(message);
        Map<String, @Nullable Object> result = Json.object(message.get("result"));
        if (result != null) {
            Map<String, @Nullable Object> without = new LinkedHashMap<>(result);
            without.remove("cacheScope");
            copy.put("result", without);
        }
        Map<String, @Nullable Object> params = Json.object(message.get("params"));
        if (params != null && params.get("inputResponses") == null) {
            Map<String, @Nullable Object> without = new LinkedHashMap<>(params);
            without.remove("inputResponses");
            copy.put("params", without);
        }
        return copy;
    }
}
