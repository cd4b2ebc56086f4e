/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.mcp.LocalServer;
import dev.agentgovernance.mcp.LocalServer.Inquiry;
import dev.agentgovernance.mcp.LocalServer.Step;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Consumers of changed roots. The SDK asks the client for its roots before it calls them, past every guard; here it is decided what
 * they see of the answer: what the server would be told if it asked itself, and no roots at all where it may not ask, so that a
 * consumer drops those that it knew.
 */
final class ChangedRoots {

    private final Callers callers;
    private final Wire wire;

    ChangedRoots(Callers callers, Wire wire) {
        this.callers = callers;
        this.wire = wire;
    }

    BiConsumer<McpSyncServerExchange, List<McpSchema.Root>> sync(
            BiConsumer<McpSyncServerExchange, List<McpSchema.Root>> consumer) {
        return (exchange, roots) -> {
            LocalServer server =
                    callers.server(exchange.sessionId(), exchange.transportContext(), exchange.getClientCapabilities());
            consumer.accept(GovernedExchange.of(exchange, server, wire), shown(server, roots));
        };
    }

    BiFunction<McpAsyncServerExchange, List<McpSchema.Root>, Mono<Void>> async(
            BiFunction<McpAsyncServerExchange, List<McpSchema.Root>, Mono<Void>> consumer) {
        return (exchange, roots) -> Mono.fromCallable(() -> {
                    LocalServer server = callers.server(
                            exchange.sessionId(), exchange.transportContext(), exchange.getClientCapabilities());
                    return new Judged(server, shown(server, roots));
                })
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(
                        judged -> consumer.apply(GovernedExchange.of(exchange, judged.server(), wire), judged.roots()));
    }

    private record Judged(LocalServer server, List<McpSchema.Root> roots) {}

    private List<McpSchema.Root> shown(LocalServer server, List<McpSchema.Root> roots) {
        Inquiry inquiry = server.ask("roots/list", Map.of());
        Step step = inquiry.step() instanceof Step.Ask
                ? inquiry.answered(
                        wire.tree(McpSchema.ListRootsResult.builder(roots).build()))
                : inquiry.step();
        return step instanceof Step.Result result
                ? wire.object(result.result(), McpSchema.ListRootsResult.class).roots()
                : List.of();
    }
}
