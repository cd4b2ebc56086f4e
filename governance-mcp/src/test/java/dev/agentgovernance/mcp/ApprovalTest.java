/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static dev.agentgovernance.mcp.Scene.answer;
import static dev.agentgovernance.mcp.Scene.at;
import static dev.agentgovernance.mcp.Scene.call;
import static dev.agentgovernance.mcp.Scene.forwarded;
import static dev.agentgovernance.mcp.Scene.isRefused;
import static dev.agentgovernance.mcp.Scene.isUnknown;
import static dev.agentgovernance.mcp.Scene.modern;
import static dev.agentgovernance.mcp.Scene.tool;
import static dev.agentgovernance.mcp.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.store.InMemoryStores;
import dev.agentgovernance.mcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's yes: to one exact call, once, in time. */
class ApprovalTest {

    private static final String YES = "{\"approve\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}";

    private final List<AuditRecord> audit = new ArrayList<>();
    private final List<ApprovalRequest> shown = new ArrayList<>();
    private final ApprovalDesk desk = ApprovalDesk.builder(
                    InMemoryStores.approvalStore(),
                    ApprovalRules.builder().person("carol").build())
            .transport(shown::add)
            .clock(Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC))
            .build();
    private final Scene scene =
            new Scene(Scene.builder(TrustLevel.PROPOSE, McpSettings.defaults()).audit(audit::add));
    private final McpSession session = scene.session("notes", tool("read_note"), tool("add_note"), tool("drop_note"));

    private String question(Map<String, @Nullable Object> asked) {
        assertThat(at(asked, "result", "resultType")).isEqualTo("input_required");
        assertThat(at(asked, "result", "inputRequests", "approve", "method")).isEqualTo("elicitation/create");
        return (String) java.util.Objects.requireNonNull(at(asked, "result", "requestState"));
    }

    private static Map<String, @Nullable Object> retry(
            Object id, String tool, String arguments, String token, String answers) {
        return modern(id, tool, arguments, ",\"requestState\":\"" + token + "\",\"inputResponses\":" + answers);
    }

    private String asked() {
        return question(answer(session.fromClient(modern(1, "add_note", "{\"text\":\"a\"}", ""))));
    }

    // ------------------------------------------------------------------------------ the revision without sessions

    @Test
    void theCallIsMadeOnceItIsApprovedAndCarriesNothingOfTheApproval() {
        String token = asked();
        Map<String, @Nullable Object> sent =
                forwarded(session.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", token, YES)));
        assertThat(at(sent, "params", "arguments")).isEqualTo(Map.of("text", "a"));
        assertThat(at(sent, "params", "requestState")).isNull();
        assertThat(at(sent, "params", "inputResponses")).isNull();
        assertThat(audit)
                .anyMatch(record -> record.decision().verdict().equals("allow")
                        && record.decision().reasons().get(0).rule().equals("mcp.approval"));
    }

    @Test
    void theQuestionShowsTheWholeCallWithoutSecretsAndWithoutAnythingHidden() {
        Map<String, @Nullable Object> asked =
                answer(session.fromClient(modern(1, "add_note", "{\"text\":\"a\\u200bb\\u202ec\",\"n\":7}", "")));
        assertThat(at(asked, "result", "inputRequests", "approve", "params", "message"))
                .asString()
                .contains("agent-7", "add_note", "notes", "\"n\": 7", "U+200B", "U+202E")
                .doesNotContain("\u200b", "\u202e");
    }

    @Test
    void aUsedApprovalIsRefused() {
        String token = asked();
        forwarded(session.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", token, YES)));
        Outcome again = session.fromClient(retry(3, "add_note", "{\"text\":\"a\"}", token, YES));
        assertThat(isRefused(again)).isTrue();
        assertThat(answer(again).toString()).contains("used before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"b\"}",
                "{}",
                "{\"text\":\"a\",\"more\":1}",
                "{\"text\":[\"a\"]}",
                "{\"text\":\"a \"}"
            })
    void anApprovalIsForNoOtherArguments(String arguments) {
        Outcome other = session.fromClient(retry(2, "add_note", arguments, asked(), YES));
        assertThat(isRefused(other)).isTrue();
        assertThat(answer(other).toString()).contains("another call");
    }

    @Test
    void anApprovalIsForNoOtherToolServerOrPerson() {
        String token = asked();
        assertThat(answer(session.fromClient(retry(2, "drop_note", "{\"text\":\"a\"}", token, YES)))
                        .toString())
                .contains("another call");
        McpSession elsewhere = scene.session("memos", tool("add_memo"));
        assertThat(isRefused(elsewhere.fromClient(retry(2, "add_memo", "{\"text\":\"a\"}", token, YES))))
                .isTrue();
        McpSession bob = scene.governance
                .conversation(scene.conversation.context().toBuilder()
                        .principal("bob")
                        .build())
                .server("notes");
        bob.fromClient(tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
        bob.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[" + tool("add_note") + "]}}"));
        assertThat(answer(bob.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", token, YES)))
                        .toString())
                .contains("another call");
        // None of these used it up.
        forwarded(session.fromClient(retry(3, "add_note", "{\"text\":\"a\"}", token, YES)));
    }

    @Test
    void anApprovalIsForTheDefinitionThatWasShown() {
        String token = asked();
        session.fromClient(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}"));
        session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":["
                + tool("add_note").replace("notes.", "notes and more.") + "]}}"));
        assertThat(answer(session.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", token, YES)))
                        .toString())
                .contains("another call");
    }

    @Test
    void aForgedApprovalIsRefused() {
        String token = asked();
        byte[] bytes = Base64.getUrlDecoder().decode(token.substring(5));
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] other = bytes.clone();
            other[i] ^= 1;
            String forged = "gov1." + Base64.getUrlEncoder().withoutPadding().encodeToString(other);
            assertThat(answer(session.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", forged, YES)))
                            .toString())
                    .contains("not one that was given out");
        }
        for (String forged : List.of("gov1.", "gov1.AAAA", "gov1.!!", "gov1." + "A".repeat(200))) {
            assertThat(isRefused(session.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", forged, YES))))
                    .isTrue();
        }
    }

    @Test
    void anApprovalThatComesTooLateIsRefused() {
        String token = asked();
        scene.passes(Duration.ofMinutes(2));
        assertThat(answer(session.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", token, YES)))
                        .toString())
                .contains("too late");
    }

    @Test
    void anAnswerWithoutTheStateIsAskedAnew() {
        asked();
        Outcome outcome = session.fromClient(modern(2, "add_note", "{\"text\":\"a\"}", ",\"inputResponses\":" + YES));
        assertThat(outcome.toServer()).isEmpty();
        question(answer(outcome));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"approve\":true}",
                "{\"approve\":{\"action\":\"decline\"}}",
                "{\"approve\":{\"action\":\"cancel\"}}",
                "{\"approve\":{\"action\":\"accept\"}}",
                "{\"approve\":{\"action\":\"accept\",\"content\":{}}}",
                "{\"approve\":{\"action\":\"accept\",\"content\":{\"approve\":\"true\"}}}",
                "{\"approve\":{\"action\":\"accept\",\"content\":{\"approve\":false}}}",
                "{\"other\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}",
            })
    void anythingButAClearYesIsANo(String answers) {
        assertThat(isRefused(session.fromClient(retry(2, "add_note", "{\"text\":\"a\"}", asked(), answers))))
                .isTrue();
    }

    @Test
    void aClientThatCannotBeAskedIsToldSo() {
        Outcome outcome = session.fromClient(
                tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"add_note\","
                        + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}"));
        assertThat(isRefused(outcome)).isTrue();
        assertThat(answer(outcome).toString()).contains("approval");
    }

    // ------------------------------------------------------------------------------ the revisions with sessions

    private McpSession greeted() {
        session.fromClient(tree(
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\":{\"elicitation\":{}}}}"));
        session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"2025-11-25\"}}"));
        return session;
    }

    private static Map<String, @Nullable Object> yes(@Nullable Object id) {
        return tree("{\"jsonrpc\":\"2.0\",\"id\":\"" + id
                + "\",\"result\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}");
    }

    @Test
    void theClientIsAskedAndTheCallThatWaitedIsMade() {
        Map<String, @Nullable Object> question = answer(greeted().fromClient(call(1, "add_note", "{\"text\":\"a\"}")));
        assertThat(question).containsEntry("method", "elicitation/create");
        assertThat(session.pending()).isEqualTo(1);
        Map<String, @Nullable Object> sent = forwarded(session.fromClient(yes(question.get("id"))));
        assertThat(sent).isEqualTo(call(1, "add_note", "{\"text\":\"a\"}"));
        // The answer counts once, and the server never sees it.
        assertThat(session.fromClient(yes(question.get("id")))).isEqualTo(Outcome.NOTHING);
    }

    @Test
    void withoutAYesTheCallIsNotMade() {
        Map<String, @Nullable Object> question = answer(greeted().fromClient(call(1, "add_note", "{}")));
        Outcome no = session.fromClient(tree(
                "{\"jsonrpc\":\"2.0\",\"id\":\"" + question.get("id") + "\",\"result\":{\"action\":\"decline\"}}"));
        assertThat(isRefused(no)).isTrue();
        assertThat(at(answer(no), "id")).isEqualTo(1L);
        Map<String, @Nullable Object> second = answer(session.fromClient(call(2, "add_note", "{}")));
        Outcome error = session.fromClient(tree(
                "{\"jsonrpc\":\"2.0\",\"id\":\"" + second.get("id") + "\",\"error\":{\"code\":-1,\"message\":\"x\"}}"));
        assertThat(isRefused(error)).isTrue();
    }

    @Test
    void theServerCannotAnswerItsOwnQuestion() {
        Map<String, @Nullable Object> question = answer(greeted().fromClient(call(1, "add_note", "{}")));
        assertThat(session.fromServer(yes(question.get("id")))).isEqualTo(Outcome.NOTHING);
        assertThat(session.pending()).isEqualTo(1);
    }

    @Test
    void aCallThatNobodyAnswersIsRefusedInTime() {
        Map<String, @Nullable Object> question = answer(greeted().fromClient(call(1, "add_note", "{}")));
        assertThat(session.expire()).isEqualTo(Outcome.NOTHING);
        scene.passes(Duration.ofMinutes(2));
        assertThat(isRefused(session.expire())).isTrue();
        assertThat(session.fromClient(yes(question.get("id")))).isEqualTo(Outcome.NOTHING);
        assertThat(session.pending()).isZero();
    }

    @Test
    void aToolThatChangedWhileThePersonThoughtIsNotCalled() {
        Map<String, @Nullable Object> question = answer(greeted().fromClient(call(1, "add_note", "{}")));
        session.fromClient(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}"));
        session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":["
                + tool("add_note").replace("notes.", "mails.") + "]}}"));
        assertThat(answer(session.fromClient(yes(question.get("id")))).toString())
                .contains("another call");
    }

    @Test
    void aToolThatIsGoneWhileThePersonThoughtIsNotCalled() {
        Map<String, @Nullable Object> question = answer(greeted().fromClient(call(1, "add_note", "{}")));
        session.fromClient(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}"));
        session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":[]}}"));
        assertThat(isUnknown(session.fromClient(yes(question.get("id"))))).isTrue();
    }

    // ------------------------------------------------------------------------------ outside of the client

    @Test
    void whatMayNotBeApprovedInBandWaitsForPeopleElsewhere() {
        McpSettings settings = McpSettings.parse("{\"version\":1,\"approvals\":{\"notInBand\":[\"tool.write\"]}}");
        Scene strict = new Scene(Scene.builder(TrustLevel.PROPOSE, settings).approvals(desk));
        McpSession notes = strict.session("notes", tool("add_note"));
        Map<String, @Nullable Object> call = modern(1, "add_note", "{\"text\":\"a\"}", "");
        assertThat(answer(notes.fromClient(call)).toString()).contains("waits for the approval");
        assertThat(isRefused(notes.fromClient(call))).isTrue();
        assertThat(shown).hasSize(1);
        ApprovalRequest request = shown.get(0);
        assertThat(desk.approve(request.id(), "carol", "").counts()).isTrue();
        strict.passes(Duration.ofSeconds(2));
        assertThat(isRefused(notes.fromClient(modern(2, "add_note", "{\"text\":\"b\"}", ""))))
                .isTrue();
        forwarded(notes.fromClient(call));
        assertThat(isRefused(notes.fromClient(modern(3, "add_note", "{\"text\":\"a\"}", ""))))
                .isTrue();
    }

    @Test
    void whatPeopleSaidElsewhereIsNotAskedAgainInBand() {
        Scene both = new Scene(
                Scene.builder(TrustLevel.PROPOSE, McpSettings.defaults()).approvals(desk));
        McpSession notes = both.session("notes", tool("add_note"));
        // A client that cannot be asked brings it before people; one that can repeats it.
        Map<String, @Nullable Object> mute = tree(
                Json.write(modern(1, "add_note", "{\"text\":\"a\"}", "")).replace("\"elicitation\":{\"form\":{}}", ""));
        assertThat(answer(notes.fromClient(mute)).toString()).contains("waits for the approval");
        Map<String, @Nullable Object> call = modern(2, "add_note", "{\"text\":\"a\"}", "");
        question(answer(notes.fromClient(call)));
        assertThat(desk.approve(shown.get(0).id(), "carol", "").counts()).isTrue();
        forwarded(notes.fromClient(call));
        question(answer(notes.fromClient(modern(3, "add_note", "{\"text\":\"a\"}", ""))));
        notes.fromClient(tree(Json.write(modern(4, "add_note", "{\"text\":\"b\"}", ""))
                .replace("\"elicitation\":{\"form\":{}}", "")));
        assertThat(desk.deny(shown.get(1).id(), "carol", "").counts()).isTrue();
        assertThat(answer(notes.fromClient(modern(5, "add_note", "{\"text\":\"b\"}", "")))
                        .toString())
                .contains("said no");
    }

    @Test
    void thePersonForWhomTheAgentWorksIsNotAskedTooOften() {
        McpSettings settings = McpSettings.parse("{\"version\":1,\"limits\":{\"asksPerHour\":2}}");
        McpSession notes = new Scene(Scene.builder(TrustLevel.PROPOSE, settings)).session("notes", tool("add_note"));
        question(answer(notes.fromClient(modern(1, "add_note", "{\"x\":1}", ""))));
        question(answer(notes.fromClient(modern(2, "add_note", "{\"x\":2}", ""))));
        assertThat(isRefused(notes.fromClient(modern(3, "add_note", "{\"x\":3}", ""))))
                .isTrue();
    }

    @Test
    void aQuestionThatIsTooLongToReadIsNotAskedInBand() {
        String text = "a".repeat(7_000);
        assertThat(isRefused(session.fromClient(modern(1, "add_note", "{\"x\":\"" + text + "\"}", ""))))
                .isTrue();
    }

    @Test
    void theStateOfAServerPassesThroughAndOneThatLooksLikeOursDoesNot() {
        forwarded(session.fromClient(modern(1, "read_note", "{}", ",\"requestState\":\"server-state\"")));
        Map<String, @Nullable Object> refused = answer(
                session.fromServer(
                        tree(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"input_required\",\"requestState\":\"gov1.x\"}}")));
        assertThat(at(refused, "result", "isError")).isEqualTo(true);
    }

    @Test
    void aKeyHasItsLength() {
        byte[] key = "x".repeat(31).getBytes(StandardCharsets.UTF_8);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> Scene.builder(TrustLevel.PROPOSE, McpSettings.defaults())
                                .approvalKey(key))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
