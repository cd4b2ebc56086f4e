/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Transcripts of agents, made by a seeded chance: a value in its usual line, in what a tool printed, in the message in which a
 * hook or a model gets to see it. The same seed makes the same transcripts.
 */
final class TranscriptCorpus {

    /** A transcript and the value in it, as it is written there. */
    record Case(String place, String text, String secret) {}

    /** A way in which a value turns up in a transcript. */
    private record Place(String name, java.util.function.BiFunction<String, Random, String> graft) {}

    private static final List<Place> PLACES = List.of(
            new Place(
                    "hook message",
                    (line, random) -> "{\"session_id\":\"s" + random.nextInt(1000)
                            + "\",\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\""
                            + json("cat .env && echo done # " + line) + "\",\"description\":\"run it\"}}\n"),
            new Place(
                    "tool result",
                    (line, random) -> "{\"type\":\"tool_result\",\"tool_use_id\":\"t" + random.nextInt(1000)
                            + "\",\"content\":[{\"type\":\"text\",\"text\":\""
                            + json("$ env | sort\nHOME=/root\n" + line + "\nPATH=/bin\n")
                            + "\"}],\"is_error\":false}\n"),
            new Place(
                    "tool result in a transcript",
                    (line, random) -> "{\"role\":\"user\",\"content\":\""
                            + json("{\"stdout\": \"" + json("ok\n" + line + "\nbye") + "\", \"code\": "
                                    + random.nextInt(3) + "}")
                            + "\"}\n"),
            new Place(
                    "ANSI output",
                    (line, random) -> "\u001b[32m✓\u001b[0m done in " + random.nextInt(90) + "ms\n\u001b[1;33m" + line
                            + "\u001b[0m\n\u001b[2K\r"),
            new Place(
                    "diff",
                    (line, random) -> "diff --git a/conf b/conf\n--- a/conf\n+++ b/conf\n@@ -" + random.nextInt(90)
                            + ",2 +1,3 @@\n context\n-old: 1\n+" + line + "\n"),
            new Place(
                    "stack trace",
                    (line, random) -> "java.lang.IllegalStateException: cannot connect with " + line
                            + "\n\tat com.shop.Db.open(Db.java:" + random.nextInt(900)
                            + ")\n\tat com.shop.Main.main(Main.java:9)\n"),
            new Place(
                    "Markdown",
                    (line, random) -> "## Step " + random.nextInt(9) + "\n\nRun this:\n\n```sh\n" + line
                            + "\n```\n\n* then wait\n"),
            new Place(
                    "Markdown list",
                    (line, random) -> "1. set `" + line + "` in the file\n2. restart " + random.nextInt(9) + "\n"),
            new Place(
                    "log line",
                    (line, random) -> "2026-03-0" + (1 + random.nextInt(9)) + "T10:15:02.123Z INFO [main] c.s.Main - "
                            + line + "\n"),
            new Place(
                    "base 64 of a file",
                    (line, random) ->
                            "$ base64 -w0 .env\n" + Encodings.ALL.get(0).of("A=1\n" + line + "\nB=2\n") + "\n"),
            new Place(
                    "URL of a request",
                    (line, random) -> "GET /callback?state=" + random.nextInt(999) + "&data="
                            + Encodings.ALL.get(6).of(line) + " HTTP/1.1\n"),
            new Place(
                    "HTML page",
                    (line, random) -> "<td class=\"c\">"
                            + line.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + "</td>\n"));

    private TranscriptCorpus() {}

    /** Grafts every value in its line into every place. */
    static List<Case> cases(List<String[]> valuesInLines, long seed) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (String[] value : valuesInLines) {
            for (Place place : PLACES) {
                cases.add(new Case(place.name(), place.graft().apply(value[1], random), value[0]));
            }
        }
        return cases;
    }

    static String json(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return out.toString();
    }
}
