/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.Scene;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers and clients of the SDK as they are, over HTTP, with governance around the server's specifications. */
class ServerGovernanceTest {

    private static final McpSettings SETTINGS = McpSettings.parse("""
        {"version":1,"servers":{"notes":{"trusted":true,"tools":{
          "read_note":{"effects":["tool.read"],"labels":[]},
          "admin_note":{"principals":["carol"]},
          "secret_note":{"hidden":true}}}}}\
        """);

    private final HttpServers http = new HttpServers();
    private final Notes notes = new Notes();
    private final List<String> questions = new ArrayList<>();
    private final ServerGovernance governance = governance(TrustLevel.PROPOSE);

    @AfterEach
    void close() throws Exception {
        http.close();
    }

    private static ServerGovernance governance(TrustLevel level) {
        McpGovernance mcp = Scene.builder(level, SETTINGS).build();
        return ServerGovernance.of(
                mcp,
                "notes",
                context -> ActionContext.builder("agent-7")
                        .repository("acme/shop")
                        .principal(String.valueOf(context.get("principal")))
                        .build());
    }

    private static HttpServletStreamableServerTransportProvider streamable() {
        return HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint(HttpServers.ENDPOINT)
                .contextExtractor(request -> McpTransportContext.create(
                        Map.of("principal", String.valueOf(request.getHeader("X-Principal")))))
                .build();
    }

    private static McpSchema.ServerCapabilities all() {
        return McpSchema.ServerCapabilities.builder()
                .tools(true)
                .resources(false, true)
                .prompts(true)
                .build();
    }

    /** A server with everything guarded, and its address. */
    private record Running(McpSyncServer server, String address) {}

    private Running started(UnaryOperator<McpServer.StreamableSyncSpecification> more) {
        HttpServletStreamableServerTransportProvider transport = streamable();
        McpSyncServer server = more.apply((McpServer.StreamableSyncSpecification)
                        McpServer.sync(transport).serverInfo("notes", "1").capabilities(all()))
                .build();
        return new Running(server, http.start(transport));
    }

    private Running guarded() {
        return started(builder -> (McpServer.StreamableSyncSpecification) builder.tools(governance.guard(
                        notes.readNote(),
                        notes.writes("add_note"),
                        notes.writes("admin_note"),
                        notes.writes("secret_note")))
                .addToolFilter(governance.visibility()));
    }

    private McpSyncClient asked(Running running, McpSchema.ElicitResult answer) {
        return http.client(HttpServers.transport(running.address(), "alice"), question -> {
            questions.add(question.message());
            return answer;
        });
    }

    private static String text(CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    @Test
    void aReadPassesAndItsSecretIsGoneFromTextAndStructureWhichStillFitsItsSchema() {
        McpSyncClient client = asked(guarded(), HttpServers.no());
        client.listTools(); // From here on the client checks structures against their schemas.
        CallToolResult result = client.callTool(HttpServers.call("read_note", Map.of("id", "7")));
        assertThat(result.isError()).isNotEqualTo(true);
        assertThat(text(result)).startsWith("note 7").contains("[REDACTED:").doesNotContain(Scene.SECRET);
        String structured = String.valueOf(((Map<?, ?>) result.structuredContent()).get("text"));
        assertThat(structured).startsWith("note 7").doesNotContain(Scene.SECRET).hasSizeLessThanOrEqualTo(60);
        assertThat(notes.ran).containsExactly("read_note");
        assertThat(questions).isEmpty();
    }

    @Test
    void aWriteRunsOnceAfterAPersonSaidYesAndIsAskedAnewEachTime() {
        McpSyncClient client = asked(guarded(), HttpServers.yes());
        assertThat(text(client.callTool(HttpServers.call("add_note", Map.of("text", "a")))))
                .isEqualTo("done");
        assertThat(text(client.callTool(HttpServers.call("add_note", Map.of("text", "a")))))
                .isEqualTo("done");
        assertThat(questions).hasSize(2).allMatch(question -> question.contains("add_note"));
        assertThat(notes.ran).containsExactly("add_note {text=a}", "add_note {text=a}");
    }

    @Test
    void aWriteThatIsDeclinedOrCannotBeAskedForNeverRuns() {
        Running running = guarded();
        CallToolResult declined =
                asked(running, HttpServers.no()).callTool(HttpServers.call("add_note", Map.of("text", "a")));
        assertThat(declined.isError()).isTrue();
        assertThat(text(declined)).contains("did not approve");
        McpSyncClient silent = http.silent(HttpServers.transport(running.address(), "alice"));
        CallToolResult refused = silent.callTool(HttpServers.call("add_note", Map.of("text", "a")));
        assertThat(refused.isError()).isTrue();
        assertThat(text(refused)).contains("approval");
        assertThat(notes.ran).isEmpty();
    }

    @Test
    void aCallWithoutArgumentsIsJudgedAndRuns() {
        McpSyncClient client = asked(guarded(), HttpServers.yes());
        CallToolResult result = client.callTool(HttpServers.call("add_note", null));
        assertThat(text(result)).isEqualTo("done");
        assertThat(notes.ran).hasSize(1);
    }

    @Test
    void whatIsShownIsWhatCanBeCalledByThisPrincipal() {
        Running running = guarded();
        McpSyncClient alice = asked(running, HttpServers.yes());
        assertThat(alice.listTools().tools()).extracting(McpSchema.Tool::name).containsExactly("read_note", "add_note");
        McpSyncClient carol =
                http.client(HttpServers.transport(running.address(), "carol"), question -> HttpServers.yes());
        assertThat(carol.listTools().tools())
                .extracting(McpSchema.Tool::name)
                .containsExactly("read_note", "add_note", "admin_note");
        assertThat(text(carol.callTool(HttpServers.call("admin_note", Map.of()))))
                .isEqualTo("done");
    }

    @Test
    void aHiddenToolIsAnsweredLikeOneThatIsNotThere() {
        McpSyncClient client = asked(guarded(), HttpServers.yes());
        List<McpSchema.JSONRPCResponse.JSONRPCError> errors = new ArrayList<>();
        for (String name : List.of("secret_note", "admin_note", "no_such_note")) {
            assertThatThrownBy(() -> client.callTool(HttpServers.call(name, Map.of())))
                    .isInstanceOfSatisfying(McpError.class, e -> errors.add(e.getJsonRpcError()));
        }
        assertThat(errors).hasSize(3);
        assertThat(errors.get(0).code()).isEqualTo(errors.get(2).code());
        assertThat(errors.get(0).message()).isEqualTo(errors.get(2).message());
        assertThat(String.valueOf(errors.get(0).data()).replace("secret_note", "X"))
                .isEqualTo(String.valueOf(errors.get(2).data()).replace("no_such_note", "X"));
        assertThat(notes.ran).isEmpty();
    }

    @Test
    void resourcesAndPromptsAreGovernedToo() {
        Running running = started(builder -> (McpServer.StreamableSyncSpecification)
                builder.resources(governance.guard(notes.resource("note://diary")))
                        .resourceTemplates(governance.guard(notes.template("note://n/{id}")))
                        .prompts(governance.guard(notes.prompt("helper"))));
        governance.assertCovers(running.server());
        McpSyncClient client = asked(running, HttpServers.yes());
        assertThat(client.readResource(HttpServers.read("note://diary")).toString())
                .contains("REDACTED")
                .doesNotContain(Scene.SECRET);
        assertThat(client.readResource(HttpServers.read("note://n/1")).toString())
                .contains("REDACTED")
                .doesNotContain(Scene.SECRET);
        assertThat(client.getPrompt(HttpServers.get("helper", Map.of())).toString())
                .contains("REDACTED")
                .doesNotContain(Scene.SECRET);
        assertThat(notes.ran).hasSize(3);
    }

    @Test
    void whatAHandlerThrowsLosesItsSecrets() {
        McpServerFeaturesHolder failing = new McpServerFeaturesHolder();
        Running running = started(builder ->
                (McpServer.StreamableSyncSpecification) builder.tools(governance.guard(failing.throwing("read_note")))
                        .resources(governance.guard(failing.throwingResource("note://x"))));
        McpSyncClient client = asked(running, HttpServers.yes());
        CallToolResult result = client.callTool(HttpServers.call("read_note", Map.of()));
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("no connection", "REDACTED").doesNotContain(Scene.SECRET);
        assertThatThrownBy(() -> client.readResource(HttpServers.read("note://x")))
                .isInstanceOf(McpError.class)
                .hasMessageNotContaining(Scene.SECRET);
    }

    /** Specifications whose handlers fail with a secret in the message. */
    private static final class McpServerFeaturesHolder {
        io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification throwing(String name) {
            return new io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification(
                    Notes.tool(name), (exchange, request) -> {
                        throw new IllegalStateException("no connection with " + Scene.SECRET);
                    });
        }

        io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification throwingResource(String uri) {
            return new io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification(
                    McpSchema.Resource.builder(uri, "x").build(), (exchange, request) -> {
                        throw McpError.builder(-32000)
                                .message("no connection with " + Scene.SECRET)
                                .build();
                    });
        }
    }

    @Test
    void aSecretGoesFromToolToToolByAHandleAndTheClientNeverSeesIt() {
        McpSettings settings = McpSettings.parse("""
            {"version":1,"servers":{"notes":{"trusted":true,"tools":{
              "read_note":{"effects":["tool.read"],"labels":[],"handles":["*"]},
              "open_note":{"effects":["tool.read"],"labels":[],"accepts":{"key":{"from":["notes/read_note"]}}}}}}}\
            """);
        ServerGovernance own = ServerGovernance.of(
                Scene.builder(TrustLevel.PROPOSE, settings).build(), "notes", ActionContext.of("agent-7", "acme/shop"));
        Running running = started(builder -> (McpServer.StreamableSyncSpecification)
                builder.tools(own.guard(notes.readNote(), notes.writes("open_note"))));
        McpSyncClient client = asked(running, HttpServers.no());
        String seen = text(client.callTool(HttpServers.call("read_note", Map.of("id", "7"))));
        String handle = seen.substring(seen.indexOf("key=") + 4);
        assertThat(handle).startsWith("[REDACTED:handle-").doesNotContain(Scene.SECRET);
        assertThat(text(client.callTool(HttpServers.call("open_note", Map.of("key", handle)))))
                .isEqualTo("done");
        assertThat(notes.ran).containsExactly("read_note", "open_note {key=" + Scene.SECRET + "}");
        assertThat(client.callTool(HttpServers.call("open_note", Map.of("other", handle)))
                        .isError())
                .isTrue();
    }

    // ------------------------------------------------------------------------------------------------ coverage

    @Test
    void everythingThatIsNotGovernedIsNamedBeforeTheServerStarts() {
        Running running = started(builder -> (McpServer.StreamableSyncSpecification)
                builder.tools(governance.guard(notes.readNote()), notes.writes("add_note"))
                        .resources(notes.resource("note://diary"))
                        .resourceTemplates(notes.template("note://n/{id}"))
                        .prompts(notes.prompt("helper")));
        assertThatThrownBy(() -> governance.assertCovers(running.server()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "tool add_note", "resource note://diary", "resource template note://n/{id}", "prompt helper")
                .hasMessageNotContaining("read_note");
    }

    @Test
    void aToolThatIsAddedLaterIsNeitherCoveredNorShown() {
        Running running = guarded();
        governance.assertCovers(running.server());
        running.server().addTool(notes.writes("sneaky_note"));
        assertThatThrownBy(() -> governance.assertCovers(running.server())).hasMessageContaining("tool sneaky_note");
        McpSyncClient client = asked(running, HttpServers.yes());
        assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name).doesNotContain("sneaky_note");
        running.server().removeTool("sneaky_note");
        running.server().addTool(governance.guard(notes.writes("sneaky_note")));
        governance.assertCovers(running.server());
        assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name).contains("sneaky_note");
        client.callTool(HttpServers.call("sneaky_note", Map.of()));
        assertThat(questions).hasSize(1);
    }

    @Test
    void aToolThatWasReplacedByAnEqualOneWithAnotherHandlerIsNotCovered() {
        Running running = guarded();
        running.server().addTool(notes.readNote());
        assertThatThrownBy(() -> governance.assertCovers(running.server())).hasMessageContaining("tool read_note");
    }

    @Test
    void whatIsNoSpecificationIsRefused() {
        assertThatThrownBy(() -> governance.guard("read_note")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theProbeCallsEverythingAndSeesThatNoHandlerRuns() {
        DenyAllProbe probe = DenyAllProbe.create();
        ServerGovernance denied = probe.governance("notes");
        Running running = started(builder -> (McpServer.StreamableSyncSpecification)
                builder.tools(denied.guard(notes.readNote(), notes.writes("add_note")))
                        .resources(denied.guard(notes.resource("note://diary")))
                        .resourceTemplates(denied.guard(notes.template("note://n/{id}")))
                        .prompts(denied.guard(notes.prompt("helper"))));
        assertThat(probe.verify(asked(running, HttpServers.yes()))).isEqualTo(5);
        assertThat(notes.ran).isEmpty();
    }

    @Test
    void theProbeNamesWhatRan() {
        DenyAllProbe probe = DenyAllProbe.create();
        ServerGovernance denied = probe.governance("notes");
        Running running = started(builder -> (McpServer.StreamableSyncSpecification)
                builder.tools(denied.guard(notes.readNote()), notes.writes("add_note"))
                        .prompts(notes.prompt("helper")));
        McpSyncClient client = asked(running, HttpServers.yes());
        assertThatThrownBy(() -> probe.verify(client))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("tool add_note", "prompt helper")
                .hasMessageNotContaining("read_note");
    }

    // ------------------------------------------------------------------------------------------------ other servers

    @Test
    void asynchronousServersAreGovernedAlike() {
        HttpServletStreamableServerTransportProvider transport = streamable();
        McpAsyncServer server = McpServer.async(transport)
                .serverInfo("notes", "1")
                .capabilities(all())
                .tools(governance.guard(
                        notes.readNoteAsync(), notes.writesAsync("add_note"), notes.writesAsync("secret_note")))
                .addToolFilter(governance.asyncVisibility())
                .build();
        governance.assertCovers(server);
        Running running = new Running(new McpSyncServer(server), http.start(transport));
        McpSyncClient yes = asked(running, HttpServers.yes());
        assertThat(yes.listTools().tools()).extracting(McpSchema.Tool::name).containsExactly("read_note", "add_note");
        assertThat(text(yes.callTool(HttpServers.call("read_note", Map.of("id", "7")))))
                .contains("REDACTED")
                .doesNotContain(Scene.SECRET);
        assertThat(text(yes.callTool(HttpServers.call("add_note", Map.of("text", "a")))))
                .isEqualTo("done");
        McpSyncClient no = asked(running, HttpServers.no());
        assertThat(no.callTool(HttpServers.call("add_note", Map.of("text", "a")))
                        .isError())
                .isTrue();
        McpSyncClient silent = http.silent(HttpServers.transport(running.address(), "alice"));
        assertThat(silent.callTool(HttpServers.call("add_note", Map.of("text", "a")))
                        .isError())
                .isTrue();
        assertThat(notes.ran).containsExactly("read_note", "add_note {text=a}");
        server.addTool(notes.writesAsync("sneaky_note")).block();
        assertThatThrownBy(() -> governance.assertCovers(server)).hasMessageContaining("sneaky_note");
    }

    private static HttpServletStatelessServerTransport stateless() {
        return HttpServletStatelessServerTransport.builder()
                .messageEndpoint(HttpServers.ENDPOINT)
                .contextExtractor(request -> McpTransportContext.create(
                        Map.of("principal", String.valueOf(request.getHeader("X-Principal")))))
                .build();
    }

    @Test
    void specificationsOfStatelessServersAreGovernedAndNobodyCanBeAsked() {
        HttpServletStatelessServerTransport transport = stateless();
        McpStatelessSyncServer server = McpServer.sync(transport)
                .serverInfo("notes", "1")
                .capabilities(all())
                .tools(governance.guard(notes.readNoteStateless(), notes.writesStateless("add_note")))
                .addToolFilter(governance.visibility())
                .build();
        governance.assertCovers(server);
        verifyStateless(http.start(transport));
        server.addTool(notes.writesStateless("sneaky_note"));
        assertThatThrownBy(() -> governance.assertCovers(server)).hasMessageContaining("sneaky_note");
    }

    @Test
    void aGovernedStatelessTransportJudgesEveryMessageOfAServerThatKnowsNothing() {
        HttpServletStatelessServerTransport transport = stateless();
        McpStatelessSyncServer server = McpServer.sync(governance.guard(transport))
                .serverInfo("notes", "1")
                .capabilities(all())
                .tools(
                        notes.readNoteStateless(),
                        notes.writesStateless("add_note"),
                        notes.writesStateless("secret_note"))
                .build();
        String address = http.start(transport);
        verifyStateless(address);
        // What is added later is judged too.
        server.addTool(notes.writesStateless("sneaky_note"));
        McpSyncClient client = http.silent(HttpServers.transport(address, "alice"));
        assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name).contains("sneaky_note");
        assertThat(client.callTool(HttpServers.call("sneaky_note", Map.of())).isError())
                .isTrue();
        assertThat(notes.ran).containsExactly("read_note");
    }

    private void verifyStateless(String address) {
        McpSyncClient client = http.client(HttpServers.transport(address, "alice"), question -> HttpServers.yes());
        assertThat(client.listTools().tools())
                .extracting(McpSchema.Tool::name)
                .containsExactly("read_note", "add_note");
        CallToolResult read = client.callTool(HttpServers.call("read_note", Map.of("id", "7")));
        assertThat(text(read)).contains("REDACTED").doesNotContain(Scene.SECRET);
        assertThat(client.callTool(HttpServers.call("add_note", Map.of("text", "a")))
                        .isError())
                .isTrue();
        assertThat(notes.ran).containsExactly("read_note");
    }

    @Test
    void aCallerThatCannotBeToldIsRefused() {
        ServerGovernance nobody = ServerGovernance.of(
                Scene.builder(TrustLevel.OPERATE, SETTINGS).build(),
                "notes",
                context -> {
                    throw new IllegalStateException("who?");
                },
                McpJsonDefaults.getMapper());
        Running running = started(builder -> (McpServer.StreamableSyncSpecification)
                builder.tools(nobody.guard(notes.readNote())).addToolFilter(nobody.visibility()));
        McpSyncClient client = asked(running, HttpServers.yes());
        assertThat(client.listTools().tools()).isEmpty();
        try {
            assertThat(client.callTool(HttpServers.call("read_note", Map.of("id", "7")))
                            .isError())
                    .isTrue();
        } catch (McpError e) {
            assertThat(e.getMessage()).isNotNull();
        }
        assertThat(notes.ran).isEmpty();
    }
}
