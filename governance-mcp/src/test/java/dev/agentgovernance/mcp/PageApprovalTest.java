/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static dev.agentgovernance.mcp.Scene.answer;
import static dev.agentgovernance.mcp.Scene.at;
import static dev.agentgovernance.mcp.Scene.call;
import static dev.agentgovernance.mcp.Scene.forwarded;
import static dev.agentgovernance.mcp.Scene.isRefused;
import static dev.agentgovernance.mcp.Scene.tool;
import static dev.agentgovernance.mcp.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.approval.ApprovalRequest;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.approval.ApprovalDesk;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.store.InMemoryStores;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Approval on a page to which the client sends its user: what counts is what people answer there. */
class PageApprovalTest {

    private static final String WENT = "{\"approve\":{\"action\":\"accept\"}}";
    private static final String YES = "{\"approve\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}";
    private static final String A = "{\"text\":\"a\"}";

    private final List<AuditRecord> audit = new ArrayList<>();
    private final List<ApprovalRequest> shown = new ArrayList<>();
    private final ApprovalDesk desk = ApprovalDesk.builder(
                    InMemoryStores.approvalStore(),
                    ApprovalRules.builder().person("carol").build())
            .transport(shown::add)
            .clock(Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC))
            .build();
    private final Scene scene = scene(true);
    private final McpSession session = scene.session("notes", tool("read_note"), tool("add_note"), tool("drop_note"));

    private Scene scene(boolean page) {
        McpSettings settings = McpSettings.parse("{\"version\":1,\"approvals\":{\"notInBand\":[\"tool.write\"]}}");
        McpGovernance.Builder builder =
                Scene.builder(TrustLevel.PROPOSE, settings).audit(audit::add).approvals(desk);
        return new Scene(
                page
                        ? builder.approvalPage(
                                request -> URI.create("https://approvals.example.org/request/" + request.id()))
                        : builder);
    }

    private static Map<String, @Nullable Object> modern(Object id, String tool, String arguments, String more) {
        return tree("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments
                + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"form\":{},\"url\":{}}}}" + more
                + "}}");
    }

    private static Map<String, @Nullable Object> retry(
            Object id, String tool, String arguments, String token, String answers) {
        return modern(id, tool, arguments, ",\"requestState\":\"" + token + "\",\"inputResponses\":" + answers);
    }

    private String asked() {
        Map<String, @Nullable Object> asked = answer(session.fromClient(modern(1, "add_note", A, "")));
        assertThat(at(asked, "result", "resultType")).isEqualTo("input_required");
        return (String) Objects.requireNonNull(at(asked, "result", "requestState"));
    }

    private void approve() {
        assertThat(desk.approve(shown.get(0).id(), "carol", "").counts()).isTrue();
    }

    @Test
    void theClientIsSentToThePageOfExactlyThisRequest() {
        Map<String, @Nullable Object> asked = answer(session.fromClient(modern(1, "add_note", A, "")));
        Object params = at(asked, "result", "inputRequests", "approve", "params");
        assertThat(at(params, "mode")).isEqualTo("url");
        assertThat(at(params, "url"))
                .isEqualTo(
                        "https://approvals.example.org/request/" + shown.get(0).id());
        assertThat(at(params, "message")).asString().contains("agent-7", "add_note", "notes");
        String token = String.valueOf(at(asked, "result", "requestState"));
        assertThat(String.valueOf(params)).doesNotContain(token);
        assertThat(shown.get(0).shown().text()).contains("add_note", "\"text\":\"a\"");
        assertThat(shown.get(0).asker().principal()).isEqualTo("alice");
    }

    @Test
    void theCallIsMadeOncePeopleSaidYesOnThePage() {
        String token = asked();
        approve();
        Map<String, @Nullable Object> sent = forwarded(session.fromClient(retry(2, "add_note", A, token, WENT)));
        assertThat(at(sent, "params", "arguments")).isEqualTo(Map.of("text", "a"));
        assertThat(at(sent, "params", "requestState")).isNull();
        assertThat(at(sent, "params", "inputResponses")).isNull();
        assertThat(audit)
                .anyMatch(record -> record.decision().reasons().stream()
                        .anyMatch(reason -> reason.what().contains("on the page for approvals")));
    }

    @Test
    void toGoToThePageApprovesNothing() {
        for (String answers : List.of(WENT, YES)) {
            Outcome outcome = session.fromClient(retry(2, "add_note", A, asked(), answers));
            assertThat(isRefused(outcome)).isTrue();
            assertThat(answer(outcome).toString()).contains("waits for the approval");
        }
    }

    @Test
    void aYesIsUsedOnceAndItsStateTooWithWhomeverItComes() {
        String token = asked();
        approve();
        forwarded(session.fromClient(retry(2, "add_note", A, token, WENT)));
        Outcome again = session.fromClient(retry(3, "add_note", A, token, WENT));
        assertThat(isRefused(again)).isTrue();
        assertThat(answer(again).toString()).contains("used before");
        assertThat(session.fromClient(modern(4, "add_note", A, "")).toServer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":\"b\"}", "{}", "{\"text\":\"a\",\"more\":1}"})
    void aYesIsForNoOtherArguments(String arguments) {
        String token = asked();
        approve();
        Outcome other = session.fromClient(retry(2, "add_note", arguments, token, WENT));
        assertThat(isRefused(other)).isTrue();
        assertThat(answer(other).toString()).contains("another call");
        assertThat(session.fromClient(modern(3, "add_note", arguments, "")).toServer())
                .isEmpty();
    }

    @Test
    void aYesIsForNoOtherToolAndNoOtherPerson() {
        String token = asked();
        approve();
        assertThat(session.fromClient(retry(2, "drop_note", A, token, WENT)).toServer())
                .isEmpty();
        McpSession bob = scene.governance
                .conversation(scene.conversation.context().toBuilder()
                        .principal("bob")
                        .build())
                .server("notes");
        bob.fromClient(tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
        bob.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[" + tool("add_note") + "]}}"));
        assertThat(answer(bob.fromClient(retry(2, "add_note", A, token, WENT))).toString())
                .contains("another call");
        assertThat(bob.fromClient(modern(3, "add_note", A, "")).toServer()).isEmpty();
        forwarded(session.fromClient(retry(4, "add_note", A, token, WENT)));
    }

    @Test
    void aYesIsForTheDefinitionThatWasShown() {
        String token = asked();
        approve();
        session.fromClient(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}"));
        session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":["
                + tool("add_note").replace("notes.", "notes and more.") + "]}}"));
        assertThat(answer(session.fromClient(retry(2, "add_note", A, token, WENT)))
                        .toString())
                .contains("another call");
        assertThat(session.fromClient(modern(3, "add_note", A, "")).toServer()).isEmpty();
    }

    @Test
    void aForgedStateIsRefusedAndSoIsOneOfTheOtherKind() {
        String token = asked();
        approve();
        String body = token.substring(ApprovalTokens.PAGE_PREFIX.length());
        char first = body.charAt(0) == 'A' ? 'B' : 'A';
        for (String forged : List.of(
                ApprovalTokens.PAGE_PREFIX + first + body.substring(1),
                ApprovalTokens.PAGE_PREFIX,
                ApprovalTokens.PREFIX + body,
                ApprovalTokens.PREFIX + "x")) {
            for (String answers : List.of(WENT, YES)) {
                assertThat(isRefused(session.fromClient(retry(2, "add_note", A, forged, answers))))
                        .as(forged + answers)
                        .isTrue();
            }
        }
        forwarded(session.fromClient(retry(3, "add_note", A, token, WENT)));
    }

    @Test
    void aStateOfAQuestionInBandOpensNoPageCall() {
        Scene inBand = new Scene(Scene.builder(TrustLevel.PROPOSE, McpSettings.defaults()));
        McpSession notes = inBand.session("notes", tool("add_note"));
        String token = String.valueOf(
                at(answer(notes.fromClient(Scene.modern(1, "add_note", A, ""))), "result", "requestState"));
        assertThat(ApprovalTokens.PREFIX).isNotEqualTo(ApprovalTokens.PAGE_PREFIX);
        String page = ApprovalTokens.PAGE_PREFIX + token.substring(ApprovalTokens.PREFIX.length());
        assertThat(isRefused(notes.fromClient(retry(2, "add_note", A, page, WENT))))
                .isTrue();
    }

    @Test
    void anAnswerWithoutItsStateIsRefusedAndUsesNothingUp() {
        String token = asked();
        approve();
        Outcome stray = session.fromClient(modern(2, "add_note", A, ",\"inputResponses\":" + WENT));
        assertThat(isRefused(stray)).isTrue();
        assertThat(answer(stray).toString()).contains("without its state");
        forwarded(session.fromClient(retry(3, "add_note", A, token, WENT)));
    }

    @Test
    void aStateThatComesTooLateIsRefused() {
        String token = asked();
        approve();
        scene.passes(Duration.ofMinutes(2));
        assertThat(answer(session.fromClient(retry(2, "add_note", A, token, WENT)))
                        .toString())
                .contains("too late");
        // The people's yes still stands: the very call, repeated, is made.
        forwarded(session.fromClient(modern(3, "add_note", A, "")));
    }

    @Test
    void aNoOnThePageAndANoBeforeItAreBothANo() {
        String token = asked();
        assertThat(isRefused(
                        session.fromClient(retry(2, "add_note", A, token, "{\"approve\":{\"action\":\"decline\"}}"))))
                .isTrue();
        assertThat(desk.deny(shown.get(0).id(), "carol", "").counts()).isTrue();
        Outcome outcome = session.fromClient(retry(3, "add_note", A, token, WENT));
        assertThat(isRefused(outcome)).isTrue();
        assertThat(answer(outcome).toString()).contains("said no");
    }

    @Test
    void inTheRevisionsWithSessionsTheQuestionIsARequestOfItsOwn() {
        session.fromClient(tree(
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\":{\"elicitation\":{\"url\":{}}}}}"));
        session.fromServer(tree("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"2025-11-25\"}}"));
        Map<String, @Nullable Object> question = answer(session.fromClient(call(1, "add_note", A)));
        assertThat(question).containsEntry("method", "elicitation/create");
        assertThat(at(question, "params", "mode")).isEqualTo("url");
        assertThat(at(question, "params", "elicitationId"))
                .isEqualTo(shown.get(0).id());
        approve();
        String went = "{\"jsonrpc\":\"2.0\",\"id\":\"" + question.get("id") + "\",\"result\":{\"action\":\"accept\"}}";
        assertThat(forwarded(session.fromClient(tree(went)))).isEqualTo(call(1, "add_note", A));
        assertThat(session.fromClient(tree(went))).isEqualTo(Outcome.NOTHING);
    }

    @Test
    void withoutAPageOrAClientThatShowsOneTheAgentIsTold() {
        McpSession noPage = scene(false).session("notes", tool("add_note"));
        assertThat(answer(noPage.fromClient(modern(1, "add_note", A, ""))).toString())
                .contains("waits for the approval");
        assertThat(answer(session.fromClient(Scene.modern(1, "add_note", A, "")))
                        .toString())
                .contains("waits for the approval");
    }
}
