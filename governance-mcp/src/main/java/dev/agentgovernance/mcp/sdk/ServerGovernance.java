/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.mcp.McpGovernance;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncListFilter;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncListFilter;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Governs a server that is written with the Java SDK: every tool, resource, prompt and completion that goes through {@link #guard}
 * is judged before its handler runs, asks a person where the policy says so, and gives back what the agent may see. So is what a
 * handler asks of the client or tells it by way of its exchange.
 *
 * <p>The SDK looks a tool up and checks the arguments before it calls anything, so a call of an unknown tool, or with arguments
 * against the schema, is answered by the SDK and is on no record here. The list of tools is the SDK's too: give it
 * {@link #visibility()}. A consumer of changed roots has to go through {@link #guardRoots}; the SDK keeps it where nobody can see
 * whether it did.
 *
 * <p>Safe for use by several threads.
 */
public final class ServerGovernance {

    private final Wire wire;
    private final Coverage coverage;
    private final Callers callers;
    private final Specifications specifications;
    private final ChangedRoots roots;

    private ServerGovernance(
            McpGovernance governance,
            String server,
            Function<McpTransportContext, ActionContext> who,
            McpJsonMapper mapper) {
        this.wire = new Wire(mapper);
        this.coverage = new Coverage(wire);
        this.callers = new Callers(governance, server, who, coverage::definitions, wire);
        this.specifications = new Specifications(coverage, new Calls(callers, wire));
        this.roots = new ChangedRoots(callers, wire);
    }

    /**
     * Returns the governance of a server whose callers are all the same, for example over standard input.
     *
     * @param server the name under which policies and settings know the server
     */
    public static ServerGovernance of(McpGovernance governance, String server, ActionContext caller) {
        Objects.requireNonNull(caller, "caller");
        return of(governance, server, context -> caller);
    }

    /**
     * Returns the governance of a server.
     *
     * @param server the name under which policies and settings know the server
     * @param who says who is behind a request, from what the transport's context extractor put there; a request of which it
     *     throws is refused
     */
    public static ServerGovernance of(
            McpGovernance governance, String server, Function<McpTransportContext, ActionContext> who) {
        return of(governance, server, who, McpJsonDefaults.getMapper());
    }

    /** Returns the governance of a server that uses a JSON mapper of its own. */
    public static ServerGovernance of(
            McpGovernance governance,
            String server,
            Function<McpTransportContext, ActionContext> who,
            McpJsonMapper mapper) {
        return new ServerGovernance(
                Objects.requireNonNull(governance, "governance"),
                server,
                Objects.requireNonNull(who, "who"),
                Objects.requireNonNull(mapper, "mapper"));
    }

    /**
     * Returns a specification whose handler is governed.
     *
     * @param specification of a tool, a resource, a resource template, a prompt or a completion; of {@code McpServerFeatures} or
     *     {@code McpStatelessServerFeatures}; synchronous or asynchronous
     * @throws IllegalArgumentException if it is anything else
     */
    public <S> S guard(S specification) {
        return specifications.guard(specification);
    }

    /**
     * Returns specifications whose handlers are governed, in their order.
     *
     * @throws IllegalArgumentException if one of them is no specification, as in {@link #guard(Object)}
     */
    @SafeVarargs
    public final <S> List<S> guard(S first, S... others) {
        List<S> all = new ArrayList<>();
        all.add(guard(first));
        for (S other : others) {
            all.add(guard(other));
        }
        return all;
    }

    /**
     * Returns specifications whose handlers are governed, in their order.
     *
     * @throws IllegalArgumentException if one of them is no specification, as in {@link #guard(Object)}
     */
    public <S> List<S> guardAll(Collection<? extends S> all) {
        List<S> guarded = new ArrayList<>(all.size());
        all.forEach(specification -> guarded.add(guard((S) specification)));
        return guarded;
    }

    /**
     * Returns a transport behind which every message of a stateless server is judged, lists and calls and whatever else the server
     * answers, before it reaches the server; no specification has to be guarded then. Nobody can be asked through the client.
     */
    public McpStatelessServerTransport guard(McpStatelessServerTransport transport) {
        return new GovernedStatelessTransport(transport, callers, wire);
    }

    /**
     * Returns a consumer of changed roots that sees what the server may see of them: the roots that it would be told if it asked,
     * and none where it may not ask, so that it drops those that it knew. Its exchange is governed as that of a handler.
     */
    public BiConsumer<McpSyncServerExchange, List<McpSchema.Root>> guardRoots(
            BiConsumer<McpSyncServerExchange, List<McpSchema.Root>> consumer) {
        return roots.sync(Objects.requireNonNull(consumer, "consumer"));
    }

    /** Returns a consumer of an asynchronous server as {@link #guardRoots} does. */
    public BiFunction<McpAsyncServerExchange, List<McpSchema.Root>, Mono<Void>> guardAsyncRoots(
            BiFunction<McpAsyncServerExchange, List<McpSchema.Root>, Mono<Void>> consumer) {
        return roots.async(Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Returns a filter that shows a tool if it is governed and some call of it could be allowed: the very judgement that decides
     * whether a call is looked at.
     */
    // INVARIANT: what is shown can be called, and what is not shown is answered as if it were not there.
    public McpSyncListFilter<McpSchema.Tool> visibility() {
        return this::isVisible;
    }

    /** Returns {@link #visibility()} for an asynchronous server. */
    public McpAsyncListFilter<McpSchema.Tool> asyncVisibility() {
        return McpAsyncListFilter.fromSync(visibility(), false);
    }

    private boolean isVisible(McpTransportContext context, McpSchema.Tool tool) {
        try {
            return coverage.isGoverned(tool)
                    && callers.server("", context, null).visibleTools().stream()
                            .anyMatch(shown -> tool.name().equals(shown.get("name")));
        } catch (RuntimeException e) {
            // What cannot be judged is not shown; an exception here would fail the whole list.
            return false;
        }
    }

    /**
     * Checks that everything a server has is governed; call it when the server is built, and again after something was added.
     *
     * @throws IllegalStateException that names every tool, resource, resource template, prompt and completion that is not
     */
    public void assertCovers(McpSyncServer server) {
        check(
                server.listTools(),
                server.listResources(),
                server.listResourceTemplates(),
                server.listPrompts(),
                Completions.of(server));
    }

    /** Checks as {@link #assertCovers(McpSyncServer)} does. */
    public void assertCovers(McpAsyncServer server) {
        check(
                all(server.listTools()),
                all(server.listResources()),
                all(server.listResourceTemplates()),
                all(server.listPrompts()),
                Completions.of(server));
    }

    /** Checks as {@link #assertCovers(McpSyncServer)} does. */
    public void assertCovers(McpStatelessSyncServer server) {
        check(
                server.listTools(),
                server.listResources(),
                server.listResourceTemplates(),
                server.listPrompts(),
                Completions.of(server));
    }

    /** Checks as {@link #assertCovers(McpSyncServer)} does. */
    public void assertCovers(McpStatelessAsyncServer server) {
        check(
                all(server.listTools()),
                all(server.listResources()),
                all(server.listResourceTemplates()),
                all(server.listPrompts()),
                Completions.of(server));
    }

    private static <T> List<T> all(Flux<T> each) {
        return List.copyOf(each.collectList().blockOptional().orElseThrow());
    }

    private void check(
            List<McpSchema.Tool> tools,
            List<McpSchema.Resource> resources,
            List<McpSchema.ResourceTemplate> templates,
            List<McpSchema.Prompt> prompts,
            Collection<? extends McpSchema.CompleteReference> completions) {
        List<String> missing = coverage.missing(tools, resources, templates, prompts, completions);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not governed: " + String.join(", ", missing)
                    + "; pass each through guard(…) before the server gets it");
        }
    }
}
