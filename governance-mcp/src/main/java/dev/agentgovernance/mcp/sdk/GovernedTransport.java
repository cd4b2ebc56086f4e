/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.Outcome;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The transport of a client of the Java SDK with a session around it: every message of either side is judged on its way. A call
 * that is refused never leaves; the client gets the answer in the place of the server's.
 *
 * <p>One transport belongs to one client and one session. Safe for use by several threads, as far as the transport within is.
 */
public final class GovernedTransport implements McpClientTransport {

    private final McpSession session;
    private final McpClientTransport transport;
    private final Wire wire;
    private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> client = message -> Mono.empty();

    private GovernedTransport(McpSession session, McpClientTransport transport, McpJsonMapper mapper) {
        this.session = Objects.requireNonNull(session, "session");
        this.transport = Objects.requireNonNull(transport, "transport");
        this.wire = new Wire(mapper);
    }

    /**
     * Returns a transport with a session around it.
     *
     * @param session of the agent's conversation, under the name by which the owner knows the server
     */
    public static GovernedTransport of(McpSession session, McpClientTransport transport) {
        return new GovernedTransport(session, transport, McpJsonDefaults.getMapper());
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        client = handler;
        return transport.connect(messages -> messages.flatMap(message -> Mono.fromCallable(() -> fromServer(message))
                .flatMap(outcome -> carried(outcome).<JSONRPCMessage>then(Mono.empty()))
                // One message that cannot be carried must not end the stream of all others.
                .onErrorResume(e -> Mono.empty())));
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        // To judge may take a store's time, which is not taken from the threads that carry messages.
        return Mono.fromCallable(() -> session.fromClient(wire.tree(message)))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(this::carried);
    }

    private Outcome fromServer(JSONRPCMessage message) {
        Map<String, @Nullable Object> tree;
        try {
            tree = wire.tree(message);
        } catch (IllegalArgumentException e) {
            return Outcome.NOTHING;
        }
        return session.fromServer(tree);
    }

    /** Sends what came of a message where it belongs, in order. */
    private Mono<Void> carried(Outcome outcome) {
        Mono<Void> there = Flux.fromIterable(outcome.toServer())
                .concatMap(tree -> transport.sendMessage(wire.message(tree)))
                .then();
        Mono<Void> back = Flux.fromIterable(outcome.toClient())
                .concatMap(tree -> client.apply(Mono.just(wire.message(tree))))
                .then();
        return there.then(back);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> typeRef) {
        return transport.unmarshalFrom(data, typeRef);
    }

    @Override
    public List<String> protocolVersions() {
        return transport.protocolVersions();
    }

    @Override
    public void setExceptionHandler(Consumer<Throwable> handler) {
        transport.setExceptionHandler(handler);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return transport.closeGracefully();
    }

    @Override
    public void close() {
        transport.close();
    }
}
