/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.Outcome;
import dev.agentgovernance.mcp.json.Json;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/** A stateless transport that judges every message between the wire and the server's handler. */
final class GovernedStatelessTransport implements McpStatelessServerTransport {

    private final McpStatelessServerTransport transport;
    private final Callers callers;
    private final Wire wire;

    GovernedStatelessTransport(McpStatelessServerTransport transport, Callers callers, Wire wire) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.callers = callers;
        this.wire = wire;
    }

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        transport.setMcpHandler(new Handler(handler));
    }

    @Override
    public Mono<Void> closeGracefully() {
        return transport.closeGracefully();
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public List<String> protocolVersions() {
        return transport.protocolVersions();
    }

    /** Two clients of one principal may use the same id at the same time: within, each request has one of ours. */
    private final class Handler implements McpStatelessServerHandler {

        private final McpStatelessServerHandler server;
        private final AtomicLong ids = new AtomicLong();

        Handler(McpStatelessServerHandler server) {
            this.server = server;
        }

        @Override
        public Mono<JSONRPCResponse> handleRequest(McpTransportContext context, JSONRPCRequest request) {
            long id = ids.incrementAndGet();
            return Mono.deferContextual(view -> Mono.fromCallable(() -> {
                                McpSession session = callers.session(context, fresh -> list(fresh, context, view));
                                return carried(context, session, session.fromClient(own(request, id)));
                            })
                            .flatMap(answer -> answer)
                            .subscribeOn(Schedulers.boundedElastic()))
                    .onErrorResume(e -> Mono.empty())
                    .defaultIfEmpty(failure(id))
                    .map(answer -> new JSONRPCResponse("2.0", request.id(), answer.result(), answer.error()));
        }

        /** Shows a new session what tools there are, so that no call of it has to wait for the list. */
        private void list(McpSession session, McpTransportContext context, ContextView view) {
            Map<String, @Nullable Object> request = new LinkedHashMap<>();
            request.put("jsonrpc", "2.0");
            request.put("id", ids.incrementAndGet());
            request.put("method", "tools/list");
            for (Map<String, @Nullable Object> message :
                    session.fromClient(request).toServer()) {
                sent(context, session, message)
                        .contextWrite(view)
                        .blockOptional()
                        .ifPresent(answer -> session.fromServer(wire.tree(answer)));
            }
        }

        private Map<String, @Nullable Object> own(JSONRPCRequest request, long id) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>(wire.tree(request));
            tree.put("id", id);
            Map<String, @Nullable Object> params = Json.object(tree.get("params"));
            if ("initialize".equals(request.method()) && params != null) {
                // There is no way back to the client, so it cannot be asked whatever it says.
                Map<String, @Nullable Object> silent = new LinkedHashMap<>(params);
                silent.put("capabilities", Map.of());
                tree.put("params", silent);
            }
            return tree;
        }

        /** Carries a message to the server and what it answers back, until there is an answer for the client. */
        private Mono<JSONRPCResponse> carried(McpTransportContext context, McpSession session, Outcome outcome) {
            if (!outcome.toClient().isEmpty()) {
                return wire.message(outcome.toClient().get(0)) instanceof JSONRPCResponse response
                        ? Mono.just(response)
                        : Mono.empty();
            }
            return Flux.fromIterable(outcome.toServer())
                    .concatMap(message -> sent(context, session, message))
                    .map(answer -> session.fromServer(wire.tree(answer)))
                    .concatMap(next -> carried(context, session, next))
                    .next();
        }

        /** What the server fails to answer has to be answered too: the session waits for it. */
        private Mono<JSONRPCResponse> sent(
                McpTransportContext context, McpSession session, Map<String, @Nullable Object> message) {
            return wire.message(message) instanceof JSONRPCRequest request
                    ? Mono.defer(() -> server.handleRequest(context, request))
                            .onErrorResume(e -> Mono.empty())
                            .defaultIfEmpty(failure(request.id()))
                            .doOnCancel(() -> session.fromServer(wire.tree(failure(request.id()))))
                    : Mono.empty();
        }

        private JSONRPCResponse failure(Object id) {
            return JSONRPCResponse.error(
                    id, new JSONRPCResponse.JSONRPCError(McpSchema.ErrorCodes.INTERNAL_ERROR, "Internal error"));
        }

        @Override
        public Mono<Void> handleNotification(McpTransportContext context, JSONRPCNotification notification) {
            return Mono.deferContextual(view -> Mono.fromCallable(
                                    () -> callers.session(context, fresh -> list(fresh, context, view))
                                            .fromClient(wire.tree(notification)))
                            .subscribeOn(Schedulers.boundedElastic()))
                    .flatMapMany(outcome -> Flux.fromIterable(outcome.toServer()))
                    .concatMap(message -> wire.message(message) instanceof JSONRPCNotification judged
                            ? server.handleNotification(context, judged)
                            : Mono.empty())
                    .then();
        }
    }
}
