/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static dev.agentgovernance.mcp.Scene.answer;
import static dev.agentgovernance.mcp.Scene.at;
import static dev.agentgovernance.mcp.Scene.call;
import static dev.agentgovernance.mcp.Scene.forwarded;
import static dev.agentgovernance.mcp.Scene.isRefused;
import static dev.agentgovernance.mcp.Scene.modern;
import static dev.agentgovernance.mcp.Scene.text;
import static dev.agentgovernance.mcp.Scene.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.mcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that goes from one tool to another past the agent. */
class SecretHandlesTest {

    private static final McpSettings SETTINGS = McpSettings.parse("""
            {"version":1,"servers":{
              "vault":{"trusted":true,"tools":{"read_secret":{"effects":["tool.read"],"labels":["private"],"handles":["*"]},
                                               "read_other":{"effects":["tool.read"],"labels":[]}}},
              "db":{"trusted":true,"tools":{
                "open_db":{"effects":["tool.read"],"labels":[],"accepts":{"password":{"from":["vault/*"]},
                                                                          "dsn":{"from":["vault/read_*"],"kinds":["github*"]},
                                                                          "key":{"from":["other/*"]}}},
                "write_row":{"effects":["tool.write"],"labels":[],"accepts":{"password":{"from":["vault/*"]}}}}}}}""");

    private final List<AuditRecord> audit = new ArrayList<>();
    private final Scene scene = new Scene(McpGovernance.builder(
                    Governance.builder(Policy.baseline())
                            .detector(Scene.SCANNER)
                            .trust(key -> TrustLevel.PROPOSE)
                            .declaredTools(SETTINGS::effectsOf)
                            .audit(audit::add)
                            .build(),
                    Scene.SCANNER)
            .settings(SETTINGS)
            .audit(audit::add));
    private final McpSession vault = scene.session("vault", tool("read_secret"), tool("read_other"));
    private final McpSession db = scene.session("db", tool("open_db"), tool("write_row"), tool("read_log"));
    private int ids = 100;

    /** Has a tool of the vault give back a text, and returns what the agent sees of it. */
    private String seen(McpSession session, String tool, String given) {
        int id = ids++;
        forwarded(session.fromClient(call(id, tool, "{}")));
        return String.valueOf(at(answer(session.fromServer(text(id, given))), "result", "content", 0, "text"));
    }

    private String handle() {
        String shown = seen(vault, "read_secret", "token: " + Scene.SECRET);
        assertThat(shown).startsWith("token: " + SecretHandles.PREFIX).doesNotContain(Scene.SECRET);
        return shown.substring("token: ".length());
    }

    private Outcome open(String arguments) {
        return db.fromClient(call(ids++, "open_db", arguments));
    }

    private static @Nullable Object sent(Outcome outcome, String argument) {
        return at(forwarded(outcome), "params", "arguments", argument);
    }

    @Test
    void theValueGoesToTheToolThatMayHaveItAndTheAgentSeesItsHandle() {
        assertThat(sent(open("{\"password\":\"" + handle() + "\",\"n\":1}"), "password"))
                .isEqualTo(Scene.SECRET);
        assertThat(sent(open("{\"dsn\":\"user=app password=" + handle() + "\"}"), "dsn"))
                .isEqualTo("user=app password=" + Scene.SECRET);
        assertThat(sent(open("{\"password\":[{\"x\":\"" + handle() + "\"}]}"), "password"))
                .isEqualTo(List.of(Map.of("x", Scene.SECRET)));
    }

    @Test
    void theRecordShowsTheHandleAndThatItWasUsed() {
        String handle = handle();
        forwarded(open("{\"password\":\"" + handle + "\"}"));
        assertThat(audit).anyMatch(record -> record.summary().contains(handle));
        assertThat(audit)
                .anyMatch(record -> record.decision().reasons().stream()
                        .anyMatch(reason -> reason.rule().equals("mcp.handle")));
        assertThat(audit.toString()).doesNotContain(Scene.SECRET);
    }

    @Test
    void theSameSecretHasOneHandleAndTwoHaveTwo() {
        String handle = handle();
        assertThat(handle()).isEqualTo(handle);
        String other = "gh" + "p_" + "aB3dE5fG7hJ9kL2mN4pQ6rS8tU1vW3xY5zC7";
        assertThat(seen(vault, "read_secret", "token: " + other)).doesNotContain(handle, other);
    }

    @Test
    void aToolWithoutTheOwnersWordGivesNoHandle() {
        assertThat(seen(vault, "read_other", "token: " + Scene.SECRET))
                .contains("[REDACTED:")
                .doesNotContain(SecretHandles.PREFIX, Scene.SECRET);
    }

    @Test
    void aHandleGoesNowhereButWhereTheOwnerSays() {
        String handle = handle();
        for (Outcome outcome : List.of(
                open("{\"user\":\"" + handle + "\"}"),
                open("{\"key\":\"" + handle + "\"}"),
                open("{\"" + handle + "\":1}"),
                db.fromClient(call(ids++, "read_log", "{\"password\":\"" + handle + "\"}")),
                vault.fromClient(call(ids++, "read_other", "{\"password\":\"" + handle + "\"}")))) {
            assertThat(isRefused(outcome)).isTrue();
            assertThat(answer(outcome).toString()).contains("mcp.handle").doesNotContain(Scene.SECRET);
        }
    }

    @Test
    void anExpiredHandleIsRefused() {
        String handle = handle();
        scene.passes(Duration.ofMinutes(10));
        Outcome late = open("{\"password\":\"" + handle + "\"}");
        assertThat(isRefused(late)).isTrue();
        assertThat(answer(late).toString()).contains("expired");
        assertThat(handle()).isNotEqualTo(handle);
    }

    @Test
    void aHandleOfAnotherConversationIsRefused() {
        String handle = handle();
        McpSession other =
                scene.governance.conversation(scene.conversation.context()).server("db");
        other.fromClient(Scene.tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
        other.fromServer(Scene.tree("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[" + tool("open_db") + "]}}"));
        assertThat(isRefused(other.fromClient(call(2, "open_db", "{\"password\":\"" + handle + "\"}"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[REDACTED:handle-",
                "[REDACTED:handle-]",
                "[REDACTED:handle-00000000000000000000000000000000-github-token:00000000]",
                "x [REDACTED:handle-0 y"
            })
    void aForgedHandleIsRefused(String forged) {
        handle();
        assertThat(isRefused(open("{\"password\":\"" + forged + "\"}"))).isTrue();
    }

    @Test
    void aHandleWithOneOtherCharacterIsRefused() {
        String handle = handle();
        for (int i = SecretHandles.PREFIX.length(); i < handle.length() - 1; i++) {
            char other = handle.charAt(i) == '0' ? '1' : '0';
            assertThat(isRefused(open(
                            "{\"password\":\"" + handle.substring(0, i) + other + handle.substring(i + 1) + "\"}")))
                    .isTrue();
        }
    }

    @Test
    void aSecretThatCouldMeanSomethingInsideOfATextOnlyStandsAlone() {
        String value = "Zq8x/T4vLm+" + "2Wk7Rb9s";
        String shown = seen(vault, "read_secret", "{\"password\": \"" + value + "\"}");
        assertThat(shown).contains(SecretHandles.PREFIX).doesNotContain(value);
        String handle = SecretHandles.in(shown).get(0);
        assertThat(isRefused(open("{\"password\":\"PGPASSWORD=" + handle + "\"}")))
                .isTrue();
        assertThat(sent(open("{\"password\":\"" + handle + "\"}"), "password")).isInstanceOf(String.class);
    }

    @Test
    void whatTheSinkSaysOfTheValueIsTakenOutInEachOfItsForms() {
        forwarded(open("{\"password\":\"" + handle() + "\"}"));
        byte[] bytes = Scene.SECRET.getBytes(StandardCharsets.UTF_8);
        for (String form : List.of(
                Scene.SECRET,
                Base64.getEncoder().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                new StringBuilder(Scene.SECRET).reverse().toString())) {
            String shown = seen(db, "read_log", "opened with <" + form + ">");
            assertThat(shown).startsWith("opened with <").doesNotContain(form.substring(4, form.length() - 4));
            for (String message : List.of(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"X\"}}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"X\":1}}")) {
                assertThat(db.fromServer(Scene.tree(message.replace("X", form)))
                                .toClient()
                                .toString())
                        .doesNotContain(form.substring(4, form.length() - 4));
            }
        }
    }

    @Test
    void aSecretThatNoDetectorKnowsIsTakenOutOfWhatComesBackOnceItWasPutIn() {
        String value = "Zq8xT4" + "vLm2Wk7"; // Known as a secret by its name alone.
        String shown = seen(vault, "read_secret", "{\"password\": \"" + value + "\"}");
        assertThat(shown).doesNotContain(value);
        forwarded(open("{\"password\":\"" + SecretHandles.in(shown).get(0) + "\"}"));
        scene.passes(Duration.ofHours(1));
        assertThat(seen(db, "read_log", "signed in as " + value + " today")).doesNotContain(value);
        int id = ids++;
        forwarded(db.fromClient(call(id, "read_log", "{}")));
        assertThat(answer(db.fromServer(Message.failure(id, -32000, "no such user: " + value)))
                        .toString())
                .doesNotContain(value);
        db.fromClient(Scene.tree("{\"jsonrpc\":\"2.0\",\"id\":\"l2\",\"method\":\"tools/list\"}"));
        assertThat(db.fromServer(Scene.tree("{\"jsonrpc\":\"2.0\",\"id\":\"l2\",\"result\":{\"tools\":["
                                + tool("read_log").replace("notes", value) + "]}}"))
                        .toClient()
                        .toString())
                .contains("read_log")
                .doesNotContain(value);
    }

    @Test
    void theValueItselfStillTravelsNowhere() {
        handle();
        assertThat(isRefused(open("{\"password\":\"" + Scene.SECRET + "\"}"))).isTrue();
    }

    @Test
    void aPersonWhoIsAskedSeesWhatTheHandleStandsForAndTheYesIsForThatHandle() {
        String handle = handle();
        String arguments = "{\"password\":\"" + handle + "\"}";
        Map<String, @Nullable Object> asked = answer(db.fromClient(modern(1, "write_row", arguments, "")));
        assertThat(at(asked, "result", "inputRequests", "approve", "params", "message"))
                .asString()
                .contains(handle, "vault/read_secret")
                .doesNotContain(Scene.SECRET);
        String token = String.valueOf(Objects.requireNonNull(at(asked, "result", "requestState")));
        String yes = ",\"requestState\":\"" + token
                + "\",\"inputResponses\":{\"approve\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}";
        assertThat(sent(db.fromClient(modern(2, "write_row", arguments, yes)), "password"))
                .isEqualTo(Scene.SECRET);
    }

    @Test
    void aHandleThatExpiresWhileAPersonThinksIsRefused() {
        Scene slow = new Scene(Scene.builder(TrustLevel.PROPOSE, SETTINGS));
        McpSession source = slow.session("vault", tool("read_secret"));
        McpSession sink = slow.session("db", tool("write_row"));
        forwarded(source.fromClient(call(1, "read_secret", "{}")));
        String shown =
                answer(source.fromServer(text(1, "token: " + Scene.SECRET))).toString();
        String arguments = "{\"password\":\"" + SecretHandles.in(shown).get(0) + "\"}";
        slow.passes(Duration.ofMinutes(9));
        Map<String, @Nullable Object> asked = answer(sink.fromClient(modern(1, "write_row", arguments, "")));
        slow.passes(Duration.ofSeconds(90));
        String yes = ",\"requestState\":\"" + at(asked, "result", "requestState")
                + "\",\"inputResponses\":{\"approve\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}";
        assertThat(isRefused(sink.fromClient(modern(2, "write_row", arguments, yes))))
                .isTrue();
    }

    @Test
    void whatCannotBePutOnRecordIsNotPutIn() {
        Scene silent = new Scene(McpGovernance.builder(Scene.guard(TrustLevel.PROPOSE, SETTINGS), Scene.SCANNER)
                .settings(SETTINGS)
                .audit(record -> {
                    throw new IllegalStateException("full");
                }));
        McpSession source = silent.session("vault", tool("read_secret"));
        McpSession sink = silent.session("db", tool("open_db"));
        forwarded(source.fromClient(call(1, "read_secret", "{}")));
        String shown =
                answer(source.fromServer(text(1, "token: " + Scene.SECRET))).toString();
        assertThat(isRefused(sink.fromClient(call(
                        2,
                        "open_db",
                        "{\"password\":\"" + SecretHandles.in(shown).get(0) + "\"}"))))
                .isTrue();
    }

    @Test
    void noDetectorTakesAHandleForASecret() {
        String handle = handle();
        for (String text : List.of(handle, "{\"password\": \"" + handle + "\"}", "api_key=" + handle)) {
            assertThat(Scene.SCANNER.scan(text))
                    .allMatch(finding -> finding.confidence() == dev.agentgovernance.api.secret.Confidence.PLACEHOLDER);
        }
        assertThat(Json.write(handle).length()).isLessThan(100);
    }

    @Test
    void theOwnerHasToSayWhereASecretMayComeFrom() {
        assertThatThrownBy(() -> McpSettings.parse(
                        "{\"version\":1,\"servers\":{\"a\":{\"tools\":{\"t\":{\"accepts\":{\"p\":{}}}}}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from");
    }
}
