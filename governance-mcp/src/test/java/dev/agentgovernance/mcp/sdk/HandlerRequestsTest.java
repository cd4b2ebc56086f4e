/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.mcp.McpSettings;
import dev.agentgovernance.mcp.Scene;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a guarded handler asks of the client and tells it while it runs, and the completions of a server. */
class HandlerRequestsTest {

    private static final String OPEN = "[\"roots\",\"sampling\",\"elicitation\"]";

    private final HttpServers http = new HttpServers();
    private final List<String> atClient = new CopyOnWriteArrayList<>();
    private final CountDownLatch logged = new CountDownLatch(1);
    private McpSchema.ElicitResult answer =
            new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.ACCEPT, Map.of("name", "Ada"));

    @AfterEach
    void close() throws Exception {
        http.close();
    }

    private static ServerGovernance governance(String requests) {
        McpSettings settings = McpSettings.parse("{\"version\":1,\"servers\":{\"s\":{\"trusted\":true,\"requests\":"
                + requests + ",\"tools\":{\"work\":{\"effects\":[\"tool.read\"]}}}}}");
        return ServerGovernance.of(
                Scene.builder(TrustLevel.OPERATE, settings).build(), "s", ActionContext.of("agent-7", "acme/shop"));
    }

    private static McpSchema.Tool tool() {
        return McpSchema.Tool.builder("work", Notes.ANY).description("Works.").build();
    }

    private static CallToolResult text(Object text) {
        return CallToolResult.builder().addTextContent(String.valueOf(text)).build();
    }

    private static String said(CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    /** Calls a tool whose handler does what is given, with a client that notes what reaches it and answers everything. */
    private CallToolResult call(String requests, BiFunction<McpSyncServerExchange, Object, Object> handler) {
        HttpServletStreamableServerTransportProvider transport = transport();
        McpServer.sync(transport)
                .serverInfo("s", "1")
                .tools(governance(requests)
                        .guard(new SyncToolSpecification(
                                tool(), (exchange, call) -> text(handler.apply(exchange, call)))))
                .build();
        return call(transport);
    }

    private static HttpServletStreamableServerTransportProvider transport() {
        return HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint(HttpServers.ENDPOINT)
                .build();
    }

    private CallToolResult call(HttpServletStreamableServerTransportProvider transport) {
        try (McpSyncClient client = HttpServers.patient(HttpServers.transport(http.start(transport), "alice"))
                .capabilities(McpSchema.ClientCapabilities.builder()
                        .roots(true)
                        .sampling()
                        .elicitation()
                        .build())
                .roots(McpSchema.Root.builder("file:///srv/shop").build())
                .sampling(request -> {
                    atClient.add("sampling " + request.messages());
                    return new McpSchema.CreateMessageResult(
                            McpSchema.Role.ASSISTANT,
                            McpSchema.TextContent.builder("model says " + Scene.SECRET)
                                    .build(),
                            "model",
                            null);
                })
                .elicitation(request -> {
                    atClient.add("elicitation " + request.message());
                    return answer;
                })
                .loggingConsumer(message -> {
                    atClient.add("log " + message.data());
                    logged.countDown();
                })
                .build()) {
            client.initialize();
            return client.callTool(HttpServers.call("work", Map.of()));
        }
    }

    private static McpSchema.CreateMessageRequest sampling(String text) {
        return McpSchema.CreateMessageRequest.builder(
                        List.of(McpSchema.SamplingMessage.builder(
                                        McpSchema.Role.USER,
                                        McpSchema.TextContent.builder(text).build())
                                .build()),
                        10)
                .build();
    }

    private static McpSchema.ElicitRequest form(String message, String field) {
        return McpSchema.ElicitFormRequest.builder(
                        message, Map.of("type", "object", "properties", Map.of(field, Map.of("type", "string"))))
                .build();
    }

    @Test
    void aHandlerThatMayAskGetsItsAnswersWithoutSecretsInEitherDirection() {
        CallToolResult result = call(
                OPEN,
                (exchange, call) -> exchange.createMessage(sampling("say " + Scene.SECRET))
                                .content()
                        + " " + exchange.createElicitation(form("Who?", "name")).content()
                        + " " + exchange.listRoots().roots());
        assertThat(said(result))
                .contains("model says", "Ada", "file:///srv/shop")
                .doesNotContain(Scene.SECRET);
        assertThat(atClient).hasSize(2).noneMatch(text -> text.contains(Scene.SECRET));
        assertThat(atClient.get(0)).startsWith("sampling ");
        assertThat(atClient.get(1)).isEqualTo("elicitation Who?");
    }

    @Test
    void aHandlerThatMayNotAskIsToldSoAndNothingReachesTheClient() {
        CallToolResult result = call("[]", (exchange, call) -> {
            assertThatThrownBy(() -> exchange.createMessage(sampling("say it")))
                    .isInstanceOf(McpError.class)
                    .hasMessageContaining("may not ask");
            assertThatThrownBy(exchange::listRoots).isInstanceOf(McpError.class);
            return exchange.createElicitation(form("Who?", "name")).action();
        });
        assertThat(said(result)).isEqualTo("DECLINE");
        assertThat(atClient).isEmpty();
    }

    @Test
    void aFormForASecretNeverReachesTheUserAndASecretOfTheUserNeverTheHandler() {
        answer = new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.ACCEPT, Map.of("name", Scene.SECRET));
        CallToolResult result = call(
                OPEN,
                (exchange, call) -> exchange.createElicitation(form("Log in", "password"))
                                .action() + " "
                        + exchange.createElicitation(form("Who?", "name")).action());
        assertThat(said(result)).isEqualTo("DECLINE DECLINE");
        assertThat(atClient).containsExactly("elicitation Who?");
    }

    @Test
    void whatAHandlerLogsLosesItsSecrets() throws InterruptedException {
        CallToolResult result = call("[]", (exchange, call) -> {
            exchange.loggingNotification(McpSchema.LoggingMessageNotification.builder(
                            McpSchema.LoggingLevel.ERROR, "the key is " + Scene.SECRET)
                    .build());
            return "done";
        });
        assertThat(said(result)).isEqualTo("done");
        assertThat(logged.await(5, TimeUnit.MINUTES)).isTrue();
        assertThat(atClient).hasSize(1).allMatch(text -> text.startsWith("log the key is [REDACTED:"));
    }

    @Test
    void aHandlerThatDoesNotBlockIsGovernedAlike() {
        HttpServletStreamableServerTransportProvider transport = transport();
        McpServer.async(transport)
                .serverInfo("s", "1")
                .tools(governance(OPEN)
                        .guard(new AsyncToolSpecification(
                                tool(),
                                (exchange, call) -> exchange.createElicitation(form("Log in", "api_key"))
                                        .zipWith(exchange.createMessage(sampling("say it")))
                                        .map(both -> text(both.getT1().action() + " "
                                                + both.getT2().content())))))
                .build();
        assertThat(said(call(transport))).startsWith("DECLINE").doesNotContain(Scene.SECRET);
        assertThat(atClient).hasSize(1);
    }

    // ------------------------------------------------------------------------------------------------ completions

    private static McpSchema.CompleteResult values(String value) {
        return new McpSchema.CompleteResult(new McpSchema.CompleteResult.CompleteCompletion(List.of(value), 1, false));
    }

    private static final McpSchema.PromptReference REFERENCE = new McpSchema.PromptReference("help");

    private static McpSchema.Prompt prompt() {
        return McpSchema.Prompt.builder("help")
                .arguments(List.of(McpSchema.PromptArgument.builder("topic").build()))
                .build();
    }

    private static McpSchema.ServerCapabilities completing() {
        return McpSchema.ServerCapabilities.builder()
                .completions()
                .prompts(false)
                .tools(false)
                .build();
    }

    private String completed(Function<SyncCompletionSpecification, SyncCompletionSpecification> guard) {
        HttpServletStreamableServerTransportProvider transport = transport();
        McpServer.sync(transport)
                .serverInfo("s", "1")
                .capabilities(completing())
                .prompts(new SyncPromptSpecification(prompt(), (exchange, request) -> null))
                .completions(guard.apply(new SyncCompletionSpecification(
                        REFERENCE, (exchange, request) -> values("key " + Scene.SECRET))))
                .build();
        McpSyncClient client = http.silent(HttpServers.transport(http.start(transport), "alice"));
        return client.completeCompletion(McpSchema.CompleteRequest.builder(
                                REFERENCE, new McpSchema.CompleteRequest.CompleteArgument("topic", "k"))
                        .build())
                .completion()
                .values()
                .toString();
    }

    @Test
    void aCompletionIsJudgedAndLosesItsSecrets() {
        assertThat(completed(governance("[]")::guard))
                .startsWith("[key [REDACTED:")
                .doesNotContain(Scene.SECRET);
        ServerGovernance denies = DenyAllProbe.create().governance("s");
        assertThatThrownBy(() -> completed(denies::guard)).hasMessageContaining("denied-");
    }

    @Test
    void theProbeNamesACompletionThatSuggestsSomethingUnderADenyAllPolicy() {
        for (boolean guarded : new boolean[] {true, false}) {
            DenyAllProbe probe = DenyAllProbe.create();
            ServerGovernance denies = probe.governance("s");
            SyncCompletionSpecification sync =
                    new SyncCompletionSpecification(REFERENCE, (exchange, request) -> values("a"));
            HttpServletStreamableServerTransportProvider transport = transport();
            McpServer.sync(transport)
                    .serverInfo("s", "1")
                    .capabilities(completing())
                    .prompts(denies.guard(new SyncPromptSpecification(prompt(), (exchange, request) -> null)))
                    .completions(guarded ? denies.guard(sync) : sync)
                    .build();
            McpSyncClient client = http.silent(HttpServers.transport(http.start(transport), "alice"));
            if (guarded) {
                assertThat(probe.verify(client)).isEqualTo(1);
            } else {
                assertThatThrownBy(() -> probe.verify(client)).hasMessageContaining("completion of prompt help");
            }
        }
    }

    @Test
    void aCompletionThatNobodyGuardsIsNamedInEachKindOfServer() {
        ServerGovernance governance = governance("[]");
        String named = "completion of prompt help";
        for (boolean guarded : new boolean[] {true, false}) {
            SyncCompletionSpecification sync =
                    new SyncCompletionSpecification(REFERENCE, (exchange, request) -> values("a"));
            McpSyncServer first = McpServer.sync(transport())
                    .capabilities(completing())
                    .completions(guarded ? governance.guard(sync) : sync)
                    .build();
            check(guarded, named, () -> governance.assertCovers(first));
            AsyncCompletionSpecification async =
                    new AsyncCompletionSpecification(REFERENCE, (exchange, request) -> Mono.just(values("a")));
            McpAsyncServer second = McpServer.async(transport())
                    .capabilities(completing())
                    .completions(guarded ? governance.guard(async) : async)
                    .build();
            check(guarded, named, () -> governance.assertCovers(second));
            McpStatelessServerFeatures.SyncCompletionSpecification plain =
                    new McpStatelessServerFeatures.SyncCompletionSpecification(
                            REFERENCE, (context, request) -> values("a"));
            McpStatelessSyncServer third = McpServer.sync(stateless())
                    .capabilities(completing())
                    .completions(guarded ? governance.guard(plain) : plain)
                    .build();
            check(guarded, named, () -> governance.assertCovers(third));
            McpStatelessServerFeatures.AsyncCompletionSpecification last =
                    new McpStatelessServerFeatures.AsyncCompletionSpecification(
                            REFERENCE, (context, request) -> Mono.just(values("a")));
            McpStatelessAsyncServer fourth = McpServer.async(stateless())
                    .capabilities(completing())
                    .completions(guarded ? governance.guard(last) : last)
                    .build();
            check(guarded, named, () -> governance.assertCovers(fourth));
        }
    }

    private static HttpServletStatelessServerTransport stateless() {
        return HttpServletStatelessServerTransport.builder()
                .messageEndpoint(HttpServers.ENDPOINT)
                .build();
    }

    private static void check(boolean guarded, String named, Runnable check) {
        if (guarded) {
            check.run();
        } else {
            assertThatThrownBy(check::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(named);
        }
    }
}
