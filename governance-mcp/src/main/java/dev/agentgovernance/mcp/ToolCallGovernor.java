/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Ask;
import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Deny;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.secret.Redactor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges every {@code tools/call} of one server before its handler runs, and redacts what the handler returns.
 *
 * <p>A call that is refused, or that waits for a human, never reaches the handler; the agent gets a tool result with
 * {@code isError} and the reasons. The arguments that the handler gets are the very copy that was judged. Immutable and
 * safe for use by several threads, as far as the guard and the handler are.
 */
public final class ToolCallGovernor {

    private final String server;
    private final Guard guard;
    private final Redactor redactor;

    private ToolCallGovernor(String server, Guard guard, Redactor redactor) {
        this.server = Objects.requireNonNull(server, "server");
        this.guard = Objects.requireNonNull(guard, "guard");
        this.redactor = Objects.requireNonNull(redactor, "redactor");
    }

    /**
     * Returns a governor for the tools of a server.
     *
     * @param server the name of the server, as policies know it
     */
    public static ToolCallGovernor of(String server, Guard guard, Redactor redactor) {
        return new ToolCallGovernor(server, guard, redactor);
    }

    /** Does the work of a tool. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Returns the result of a call as a JSON tree: {@code content}, {@code structuredContent}, {@code isError}.
         *
         * @param arguments what was judged; cannot be changed
         */
        Map<String, ?> handle(Map<String, ?> arguments);
    }

    /**
     * Carries out a call if it may be, and returns the result that the agent sees.
     *
     * <p>Does not throw for anything the agent sends: a call without a name, or with arguments that are no JSON object, is
     * answered by an error result. An exception of the handler becomes an error result without its message, which may hold
     * a secret.
     *
     * @param params the {@code params} of the request: {@code name} and {@code arguments}
     * @param hints what the server says of this tool
     */
    public Map<String, ?> call(Map<String, ?> params, ToolAction.Hints hints, ActionContext context, Handler handler) {
        if (!(params.get("name") instanceof String tool) || tool.isEmpty()) {
            return error("The call names no tool.");
        }
        Object arguments = params.containsKey("arguments") ? params.get("arguments") : Map.of();
        if (!(arguments instanceof Map<?, ?> map)) {
            return error("The arguments of the call are no object.");
        }
        ToolAction action;
        try {
            action = new ToolAction(server, tool, asTree(map), hints);
        } catch (IllegalArgumentException e) {
            return error("The arguments of the call cannot be judged: they are no JSON tree of bounded depth.");
        }
        Decision decision = guard.decide(action, context);
        return decision.match(allow -> run(action, handler), this::asks, this::denies);
    }

    private Map<String, ?> run(ToolAction action, Handler handler) {
        Map<String, ?> result;
        try {
            result = handler.handle(action.arguments());
        } catch (RuntimeException e) {
            return error("The tool failed.");
        }
        return redacted(result);
    }

    private Map<String, ?> asks(Ask ask) {
        return error("This call needs the approval of " + (ask.quorum() == 1 ? "a human" : "two people") + " (request "
                + ask.digest().abbreviated() + ").\n" + ask.explanation());
    }

    private Map<String, ?> denies(Deny deny) {
        return error("This call is refused.\n" + deny.explanation());
    }

    private static Map<String, ?> error(String text) {
        return Map.of("content", List.of(Map.of("type", "text", "text", text)), "isError", true);
    }

    @SuppressWarnings("unchecked") // A redacted map is a map of the same kind.
    private Map<String, ?> redacted(Map<String, ?> result) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(redactor.redactTree(result));
    }

    @SuppressWarnings("unchecked") // The record checks every key when it copies.
    private static Map<String, ?> asTree(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }
}
