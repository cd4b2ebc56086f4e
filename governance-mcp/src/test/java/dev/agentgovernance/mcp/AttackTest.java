/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static dev.agentgovernance.mcp.Scene.answer;
import static dev.agentgovernance.mcp.Scene.at;
import static dev.agentgovernance.mcp.Scene.call;
import static dev.agentgovernance.mcp.Scene.forwarded;
import static dev.agentgovernance.mcp.Scene.isUnknown;
import static dev.agentgovernance.mcp.Scene.tool;
import static dev.agentgovernance.mcp.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.trust.TrustLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks that belong to no other test of a room: borrowed models, floods, withdrawn roots, and what is no text. */
class AttackTest {

    private static String page(Object id, String tools, String more) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{\"tools\":[" + tools + "]" + more + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"maxTokens\":100 | true | true",
                "\"maxTokens\":9000 | false | false",
                "\"maxTokens\":100,\"includeContext\":\"none\" | true | true",
                "\"maxTokens\":100,\"includeContext\":\"allServers\" | false | true",
                "\"maxTokens\":100,\"tools\":[{\"name\":\"x\"}] | false | true",
            })
    void aModelIsLentForShortAnswersAndWithoutToolsOrTheContextOfOthers(
            String params, boolean toAnyServer, boolean toATrustedOne) {
        for (boolean trusted : new boolean[] {false, true}) {
            McpSession session = Scene.of(
                            TrustLevel.CONTRIBUTE,
                            "{\"version\":1,\"servers\":{\"notes\":{\"trusted\":" + trusted
                                    + ",\"requests\":[\"sampling\"]}}}")
                    .session("notes");
            Outcome outcome = session.fromServer(
                    tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sampling/createMessage\",\"params\":{"
                            + "\"messages\":[]," + params + "}}"));
            assertThat(outcome.toClient()).hasSize((trusted ? toATrustedOne : toAnyServer) ? 1 : 0);
        }
    }

    @Test
    void aServerFromWhichRootsWereWithdrawnLearnsThatTheyChangedAndNotWhatTheyAre() {
        McpSession session = Scene.of(
                        TrustLevel.CONTRIBUTE, "{\"version\":1,\"servers\":{\"notes\":{\"requests\":[]}}}")
                .session("notes");
        assertThat(forwarded(session.fromClient(
                        tree("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}"))))
                .containsEntry("method", "notifications/roots/list_changed");
        Map<String, @Nullable Object> refusal =
                forwarded(session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"roots/list\"}")));
        assertThat(at(refusal, "error", "code")).isEqualTo(-32601L);
    }

    @Test
    void toolsBeyondTheLimitAreNotThere() {
        Scene scene = Scene.of(TrustLevel.CONTRIBUTE, "{\"version\":1,\"limits\":{\"tools\":2}}");
        McpSession session = scene.session("notes", tool("read_a"), tool("read_bcd"), tool("read_efgh"));
        forwarded(session.fromClient(call(1, "read_a", "{}")));
        forwarded(session.fromClient(call(2, "read_bcd", "{}")));
        assertThat(isUnknown(session.fromClient(call(3, "read_efgh", "{}")))).isTrue();
    }

    @Test
    void aListWithoutEndIsGivenUpAndTheCallIsAnswered() {
        McpSession session = Scene.of(TrustLevel.CONTRIBUTE).conversation.server("endless");
        Outcome outcome = session.fromClient(call(1, "read_note", "{}"));
        int pages = 0;
        while (!outcome.toServer().isEmpty() && pages < 1_000) {
            pages++;
            Object id = outcome.toServer().get(0).get("id");
            outcome = session.fromServer(
                    tree(page(String.valueOf(id), tool("page_" + pages), ",\"nextCursor\":\"more\"")));
        }
        assertThat(pages).isEqualTo(100);
        assertThat(isUnknown(outcome)).isTrue();
    }

    @Test
    void picturesPassAsTheyAreWithinTheLimitAndNotBeyondIt() {
        Scene scene = Scene.of(TrustLevel.CONTRIBUTE, "{\"version\":1,\"limits\":{\"resultChars\":5000}}");
        McpSession session = scene.session("notes", tool("read_picture"));
        for (int length : new int[] {1_000, 100_000}) {
            forwarded(session.fromClient(call(length, "read_picture", "{}")));
            Map<String, @Nullable Object> answer =
                    answer(session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":" + length
                            + ",\"result\":{\"content\":[{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\""
                            + "QUJD".repeat(length / 4) + "\"}]}}")));
            boolean whole =
                    String.valueOf(at(answer, "result", "content", 0, "data")).length() == length;
            assertThat(whole).isEqualTo(length == 1_000);
            assertThat(dev.agentgovernance.mcp.json.Json.write(answer).length()).isLessThan(6_000);
        }
    }
}
