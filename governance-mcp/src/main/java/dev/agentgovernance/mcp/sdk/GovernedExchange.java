/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.mcp.LocalServer;
import dev.agentgovernance.mcp.LocalServer.Inquiry;
import dev.agentgovernance.mcp.LocalServer.Step;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpLoggableSession;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The exchange that a guarded handler gets: what the handler asks of the client, and tells it, is judged as if it were on the
 * wire, and so is what the client answers.
 */
final class GovernedExchange extends McpAsyncServerExchange {

    private final Client client;
    private final LocalServer server;
    private final Wire wire;

    private GovernedExchange(Client client, McpAsyncServerExchange facts, LocalServer server, Wire wire) {
        super(
                facts.sessionId(),
                NowhereSession.INSTANCE,
                facts.getClientCapabilities(),
                facts.getClientInfo(),
                facts.transportContext());
        this.client = client;
        this.server = server;
        this.wire = wire;
    }

    static McpAsyncServerExchange of(McpAsyncServerExchange exchange, LocalServer server, Wire wire) {
        return new GovernedExchange(
                new Client(
                        exchange::createMessage,
                        exchange::createElicitation,
                        cursor -> cursor == null ? exchange.listRoots() : exchange.listRoots(cursor),
                        exchange::loggingNotification,
                        exchange::progressNotification,
                        exchange.ping()),
                exchange,
                server,
                wire);
    }

    static McpSyncServerExchange of(McpSyncServerExchange exchange, LocalServer server, Wire wire) {
        Client client = new Client(
                request -> Mono.fromCallable(() -> exchange.createMessage(request)),
                request -> Mono.fromCallable(() -> exchange.createElicitation(request)),
                cursor -> Mono.fromCallable(() -> cursor == null ? exchange.listRoots() : exchange.listRoots(cursor)),
                notification -> Mono.fromRunnable(() -> exchange.loggingNotification(notification)),
                notification -> Mono.fromRunnable(() -> exchange.progressNotification(notification)),
                Mono.fromCallable(exchange::ping));
        McpAsyncServerExchange facts = new McpAsyncServerExchange(
                exchange.sessionId(),
                NowhereSession.INSTANCE,
                exchange.getClientCapabilities(),
                exchange.getClientInfo(),
                exchange.transportContext());
        return new McpSyncServerExchange(new GovernedExchange(client, facts, server, wire));
    }

    /** The way to the client behind this exchange. */
    private record Client(
            Function<McpSchema.CreateMessageRequest, Mono<McpSchema.CreateMessageResult>> sampling,
            Function<McpSchema.ElicitRequest, Mono<McpSchema.ElicitResult>> elicitation,
            Function<@Nullable String, Mono<McpSchema.ListRootsResult>> roots,
            Function<McpSchema.LoggingMessageNotification, Mono<Void>> logging,
            Function<McpSchema.ProgressNotification, Mono<Void>> progress,
            Mono<Object> ping) {}

    @Override
    public Mono<McpSchema.CreateMessageResult> createMessage(McpSchema.CreateMessageRequest request) {
        return asked(
                "sampling/createMessage",
                () -> wire.tree(request),
                params -> client.sampling().apply(wire.object(params, McpSchema.CreateMessageRequest.class)),
                McpSchema.CreateMessageResult.class);
    }

    @Override
    public Mono<McpSchema.ElicitResult> createElicitation(McpSchema.ElicitRequest request) {
        return asked(
                "elicitation/create",
                () -> wire.tree(request),
                params -> client.elicitation().apply(wire.question(params)),
                McpSchema.ElicitResult.class);
    }

    @Override
    public Mono<McpSchema.ListRootsResult> listRoots() {
        return roots(null);
    }

    @Override
    public Mono<McpSchema.ListRootsResult> listRoots(@Nullable String cursor) {
        return roots(cursor);
    }

    private Mono<McpSchema.ListRootsResult> roots(@Nullable String cursor) {
        return asked(
                "roots/list",
                () -> {
                    Map<String, @Nullable Object> params = new LinkedHashMap<>();
                    if (cursor != null) {
                        params.put("cursor", cursor);
                    }
                    return params;
                },
                params -> client.roots().apply(cursor),
                McpSchema.ListRootsResult.class);
    }

    @Override
    public Mono<Void> loggingNotification(McpSchema.LoggingMessageNotification notification) {
        return told(
                "notifications/message", notification, McpSchema.LoggingMessageNotification.class, client.logging());
    }

    @Override
    public Mono<Void> progressNotification(McpSchema.ProgressNotification notification) {
        return told("notifications/progress", notification, McpSchema.ProgressNotification.class, client.progress());
    }

    @Override
    public Mono<Object> ping() {
        return client.ping();
    }

    /** To judge may take time, which is not taken from the threads that carry messages. */
    private <R> Mono<R> asked(
            String method,
            java.util.concurrent.Callable<Map<String, @Nullable Object>> params,
            Function<Map<String, @Nullable Object>, Mono<R>> way,
            Class<R> type) {
        return Mono.fromCallable(() -> server.ask(method, params.call()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(inquiry -> inquiry.step() instanceof Step.Ask ask
                        ? Mono.defer(() -> way.apply(ask.params()))
                                .map(answer -> inquiry.answered(wire.tree(answer)))
                                .onErrorResume(e -> Mono.just(failed(inquiry, e)))
                                .switchIfEmpty(Mono.fromCallable(inquiry::notAnswered))
                                .doOnCancel(inquiry::notAnswered)
                                .map(step -> end(step, type))
                        : Mono.fromCallable(() -> end(inquiry.step(), type)));
    }

    private Step failed(Inquiry inquiry, Throwable failure) {
        return failure instanceof McpError error && error.getJsonRpcError() != null
                ? inquiry.failed(wire.tree(error.getJsonRpcError()))
                // What the SDK itself has against the request is the handler's to know.
                : inquiry.failed(Map.of("code", -32603L, "message", String.valueOf(failure.getMessage())));
    }

    private <R> R end(Step step, Class<R> type) {
        if (step instanceof Step.Result result) {
            return wire.object(result.result(), type);
        }
        throw wire.error(step instanceof Step.Failure failure ? failure.error() : Map.of());
    }

    private <N> Mono<Void> told(String method, N notification, Class<N> type, Function<N, Mono<Void>> way) {
        return Mono.fromCallable(() -> server.tell(method, wire.tree(notification)))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(params ->
                        params.map(shown -> way.apply(wire.object(shown, type))).orElseGet(Mono::empty));
    }

    /** Leads nowhere: a way to the client that a later version of the SDK adds is closed until it is judged here. */
    private static final class NowhereSession implements McpLoggableSession {

        static final NowhereSession INSTANCE = new NowhereSession();

        @Override
        public void setMinLoggingLevel(McpSchema.@Nullable LoggingLevel level) {}

        @Override
        public boolean isNotificationForLevelAllowed(McpSchema.@Nullable LoggingLevel level) {
            return false;
        }

        @Override
        public <T> Mono<T> sendRequest(String method, @Nullable Object params, TypeRef<T> type) {
            return Mono.error(new UnsupportedOperationException("not governed: " + method));
        }

        @Override
        public Mono<Void> sendNotification(String method, @Nullable Object params) {
            return Mono.error(new UnsupportedOperationException("not governed: " + method));
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }

        @Override
        public void close() {}
    }
}
