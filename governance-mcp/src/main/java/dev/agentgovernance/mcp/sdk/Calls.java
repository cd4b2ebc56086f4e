/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.mcp.LocalServer;
import dev.agentgovernance.mcp.LocalServer.Step;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts the steps of a governed request around a handler of the SDK, one that blocks or one that does not. */
final class Calls {

    /** What the SDK answers for a tool that is not there; a hidden one gets the same. */
    private static final String UNKNOWN_TOOL = "Unknown tool: invalid_tool_name";

    private static final int INVALID_PARAMS = -32602;

    private final Callers callers;
    private final Wire wire;

    Calls(Callers callers, Wire wire) {
        this.callers = callers;
        this.wire = wire;
    }

    /** What is called, and what it takes and gives. */
    record Kind<Q, R>(String method, Class<Q> request, Class<R> result) {}

    static final Kind<McpSchema.CallToolRequest, McpSchema.CallToolResult> TOOL =
            new Kind<>("tools/call", McpSchema.CallToolRequest.class, McpSchema.CallToolResult.class);
    static final Kind<McpSchema.ReadResourceRequest, McpSchema.ReadResourceResult> RESOURCE =
            new Kind<>("resources/read", McpSchema.ReadResourceRequest.class, McpSchema.ReadResourceResult.class);
    static final Kind<McpSchema.GetPromptRequest, McpSchema.GetPromptResult> PROMPT =
            new Kind<>("prompts/get", McpSchema.GetPromptRequest.class, McpSchema.GetPromptResult.class);
    static final Kind<McpSchema.CompleteRequest, McpSchema.CompleteResult> COMPLETION =
            new Kind<>("completion/complete", McpSchema.CompleteRequest.class, McpSchema.CompleteResult.class);

    // ------------------------------------------------------------------------------------------------ that block

    <Q, R> BiFunction<McpSyncServerExchange, Q, R> sync(
            Kind<Q, R> kind, BiFunction<McpSyncServerExchange, Q, R> handler) {
        return (exchange, request) -> {
            LocalServer server =
                    callers.server(exchange.sessionId(), exchange.transportContext(), exchange.getClientCapabilities());
            return blocking(
                    kind,
                    server,
                    request,
                    judged -> handler.apply(GovernedExchange.of(exchange, server, wire), judged),
                    question -> exchange.createElicitation(question));
        };
    }

    <Q, R> BiFunction<McpTransportContext, Q, R> statelessSync(
            Kind<Q, R> kind, BiFunction<McpTransportContext, Q, R> handler) {
        return (context, request) -> blocking(
                kind,
                callers.server("", context, null),
                request,
                judged -> handler.apply(context, judged),
                question -> {
                    throw new IllegalStateException("nobody can be asked without a session");
                });
    }

    private <Q, R> R blocking(
            Kind<Q, R> kind,
            LocalServer server,
            Q request,
            Function<Q, R> handler,
            Function<McpSchema.ElicitRequest, McpSchema.ElicitResult> asker) {
        LocalServer.Call call = server.request(kind.method(), wire.tree(requestOf(request)));
        while (true) {
            Step step = call.step();
            if (step instanceof Step.Run run) {
                Object outcome = caught(() -> handler.apply(wire.object(run.params(), kind.request())));
                took(call, outcome);
            } else if (step instanceof Step.Ask ask) {
                Object outcome = caught(() -> asker.apply(wire.question(ask.params())));
                if (outcome instanceof McpSchema.ElicitResult answer) {
                    call.answered(wire.tree(answer));
                } else {
                    call.notAnswered();
                }
            } else {
                return end(kind, step, request);
            }
        }
    }

    private static @Nullable Object caught(java.util.function.Supplier<?> work) {
        try {
            return work.get();
        } catch (Exception | AssertionError | LinkageError e) {
            // Also what is thrown past the compiler: its message must not get out as it is.
            return e;
        }
    }

    // ------------------------------------------------------------------------------------------------ that do not

    <Q, R> BiFunction<McpAsyncServerExchange, Q, Mono<R>> async(
            Kind<Q, R> kind, BiFunction<McpAsyncServerExchange, Q, Mono<R>> handler) {
        return (exchange, request) -> begun(
                        kind,
                        () -> callers.server(
                                exchange.sessionId(), exchange.transportContext(), exchange.getClientCapabilities()),
                        request)
                .flatMap(begun -> next(
                        kind,
                        begun.call(),
                        request,
                        judged -> handler.apply(GovernedExchange.of(exchange, begun.server(), wire), judged),
                        exchange::createElicitation));
    }

    <Q, R> BiFunction<McpTransportContext, Q, Mono<R>> statelessAsync(
            Kind<Q, R> kind, BiFunction<McpTransportContext, Q, Mono<R>> handler) {
        return (context, request) -> begun(kind, () -> callers.server("", context, null), request)
                .flatMap(begun -> next(
                        kind,
                        begun.call(),
                        request,
                        judged -> handler.apply(context, judged),
                        question -> Mono.empty()));
    }

    private record Begun(LocalServer server, LocalServer.Call call) {}

    /** To judge may take a store's time, which is not taken from the threads that carry messages. */
    private <Q, R> Mono<Begun> begun(Kind<Q, R> kind, java.util.function.Supplier<LocalServer> caller, Q request) {
        return Mono.fromCallable(() -> {
                    LocalServer server = caller.get();
                    return new Begun(server, server.request(kind.method(), wire.tree(requestOf(request))));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private <Q, R> Mono<R> next(
            Kind<Q, R> kind,
            LocalServer.Call call,
            Q request,
            Function<Q, Mono<R>> handler,
            Function<McpSchema.ElicitRequest, Mono<McpSchema.ElicitResult>> asker) {
        Step step = call.step();
        Mono<Boolean> taken;
        if (step instanceof Step.Run run) {
            taken = Mono.defer(() -> handler.apply(wire.object(run.params(), kind.request())))
                    .<Object>map(result -> result)
                    .onErrorResume(Mono::just)
                    .defaultIfEmpty(new IllegalStateException("no result"))
                    .map(outcome -> took(call, outcome))
                    .doOnCancel(call::abandon);
        } else if (step instanceof Step.Ask ask) {
            taken = Mono.defer(() -> asker.apply(wire.question(ask.params())))
                    .map(answer -> call.answered(wire.tree(answer)) != null)
                    .onErrorResume(e -> Mono.fromCallable(() -> call.notAnswered() != null))
                    .switchIfEmpty(Mono.fromCallable(() -> call.notAnswered() != null))
                    .doOnCancel(call::abandon);
        } else {
            return Mono.fromCallable(() -> end(kind, step, request));
        }
        return taken.flatMap(done -> next(kind, call, request, handler, asker));
    }

    // ------------------------------------------------------------------------------------------------ both

    private static Object requestOf(@Nullable Object request) {
        return request == null ? Map.of() : request;
    }

    /** Brings what a handler gave or threw to the call; true for the sake of the flow. */
    private boolean took(LocalServer.Call call, @Nullable Object outcome) {
        if (outcome instanceof McpError error && error.getJsonRpcError() != null) {
            call.failed(wire.tree(error.getJsonRpcError()));
        } else if (outcome instanceof Throwable failure) {
            call.threw(failure);
        } else if (outcome == null) {
            call.threw(new IllegalStateException("no result"));
        } else {
            try {
                call.ran(wire.tree(outcome));
            } catch (IllegalArgumentException e) {
                call.threw(e);
            }
        }
        return true;
    }

    private <Q, R> R end(Kind<Q, R> kind, Step step, Q request) {
        if (step instanceof Step.Result result) {
            return wire.object(result.result(), kind.result());
        }
        Map<String, @Nullable Object> error = step instanceof Step.Failure failure ? failure.error() : Map.of();
        int code = error.get("code") instanceof Number number ? number.intValue() : -32603;
        String message = String.valueOf(error.get("message"));
        Object data = error.get("data");
        if (kind.equals(TOOL) && code == INVALID_PARAMS && message.equals("Unknown tool")) {
            message = UNKNOWN_TOOL;
            data = "Tool not found: " + (request instanceof McpSchema.CallToolRequest call ? call.name() : "");
        }
        throw Wire.error(code, message, data);
    }
}
