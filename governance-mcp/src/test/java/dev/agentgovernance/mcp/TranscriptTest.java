/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded talks of real servers: server-filesystem, server-memory and server-everything, version 2026.8.31. */
class TranscriptTest {

    private static final String TRUSTING = "{\"version\":1,\"servers\":{\"*\":{\"trusted\":true,"
            + "\"requests\":[\"roots\",\"sampling\",\"elicitation\"],\"tools\":{\"*\":{\"effects\":[\"tool.read\"]}}}}}";

    private static List<Map<String, @Nullable Object>> transcript(String server) throws IOException {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TranscriptTest.class.getResourceAsStream("transcripts/" + server + ".jsonl")),
                StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> lines.add(Scene.tree(line)));
        }
        return lines;
    }

    /** The owner trusts everything: then the other side sees the very same messages as without us. */
    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "memory", "everything"})
    void whatIsAllowedPassesUnchanged(String server) throws IOException {
        McpSession session = Scene.of(TrustLevel.OPERATE, TRUSTING).conversation.server(server);
        for (Map<String, @Nullable Object> line : transcript(server)) {
            Map<String, @Nullable Object> message = Objects.requireNonNull(Json.object(line.get("message")));
            if ("client".equals(line.get("from"))) {
                assertThat(Scene.forwarded(session.fromClientText(Json.write(message))))
                        .isEqualTo(message);
            } else {
                assertThat(Scene.answer(session.fromServerText(Json.write(message))))
                        .isEqualTo(message);
            }
        }
        assertThat(session.pending()).isZero();
    }

    /** Nobody has said anything of the servers: then reads pass, and what changes something does not reach them. */
    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "memory"})
    void withoutAWordOfTheOwnerReadsPassAndWritesDoNot(String server) throws IOException {
        McpSession session = Scene.of(TrustLevel.PROPOSE).conversation.server(server);
        List<String> reached = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Map<String, @Nullable Object> line : transcript(server)) {
            Map<String, @Nullable Object> message = Objects.requireNonNull(Json.object(line.get("message")));
            if (!"client".equals(line.get("from"))) {
                session.fromServer(message);
                continue;
            }
            Outcome outcome = session.fromClient(message);
            if ("tools/call".equals(message.get("method"))) {
                (outcome.toServer().isEmpty() ? kept : reached)
                        .add(String.valueOf(Scene.at(message, "params", "name")));
            }
        }
        assertThat(reached)
                .isEqualTo(
                        server.equals("memory")
                                ? List.of("read_graph", "search_nodes")
                                : List.of("read_text_file", "list_directory", "get_file_info"));
        assertThat(kept)
                .isEqualTo(
                        server.equals("memory")
                                ? List.of("create_entities", "delete_entities")
                                : List.of("write_file"));
    }

    /** What every tool of the three servers is taken for without a word of its owner: a table that a person reads. */
    @Test
    void theEffectsOfTheToolsAreThoseOfTheTable() throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (String server : List.of("filesystem", "memory", "everything")) {
            Scene scene = Scene.of(TrustLevel.OBSERVE);
            for (Map<String, @Nullable Object> line : transcript(server)) {
                if (Scene.at(line, "message", "result", "tools") instanceof List<?> tools) {
                    for (Object tool : tools) {
                        Map<String, @Nullable Object> definition = Objects.requireNonNull(Json.object(tool));
                        table.put(server + "/" + definition.get("name"), row(scene, server, definition));
                    }
                }
            }
        }
        StringBuilder text = new StringBuilder();
        table.forEach((name, row) -> text.append(name).append(": ").append(row).append('\n'));
        assertThat(text.toString())
                .isEqualTo(new String(
                        Objects.requireNonNull(TranscriptTest.class.getResourceAsStream("transcripts/effects.txt"))
                                .readAllBytes(),
                        StandardCharsets.UTF_8));
    }

    private static String row(Scene scene, String server, Map<String, @Nullable Object> definition) {
        Tool tool = new ToolExaminer(scene.governance, scene.conversation, server).examine(definition);
        ToolAction action = new ToolAction(server, tool.name(), Map.of(), tool.hints());
        Decision decision = scene.governance.guard.decide(action, scene.conversation.context());
        List<String> kinds = decision.assessment().effects().stream()
                .map(effect -> effect.kind().id())
                .sorted()
                .toList();
        return String.join(" ", kinds) + " | "
                + String.join(
                        " ",
                        Labels.of(
                                        McpSettings.defaults(),
                                        action,
                                        decision.assessment().effects())
                                .stream()
                                .map(Label::id)
                                .toList())
                + (tool.suspicious() ? " | suspicious" : "");
    }
}
