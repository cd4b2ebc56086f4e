/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool, for example of a Model Context Protocol server.
 *
 * @param server the name of the server as the host knows it
 * @param tool the name of the tool
 * @param arguments the arguments as a JSON tree of {@code Map}, {@code List}, {@code String}, {@code Number},
 *     {@code Boolean} and null; copied to any depth up to {@value JsonTree#MAX_DEPTH}
 * @param hints what the server says of its tool
 */
public record ToolAction(String server, String tool, Map<String, ?> arguments, Hints hints) implements Action {

    /**
     * What a server says of its own tool, null where it says nothing. A hint is a claim of the server: from one that
     * is not trusted it can only make a judgement stricter.
     *
     * @param readOnly whether the tool leaves its environment as it is
     * @param destructive whether it may destroy something
     * @param idempotent whether a second call with the same arguments adds nothing
     * @param openWorld whether it reaches beyond a closed set of things
     * @param trusted whether the owner of the policy trusts this server's hints
     */
    public record Hints(
            @Nullable Boolean readOnly,
            @Nullable Boolean destructive,
            @Nullable Boolean idempotent,
            @Nullable Boolean openWorld,
            boolean trusted) {

        /** Nothing is said. */
        public static final Hints NONE = new Hints(null, null, null, null, false);
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the arguments are no JSON tree or nest deeper than
     *     {@value JsonTree#MAX_DEPTH}
     */
    public ToolAction {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(tool, "tool");
        arguments = JsonTree.copy(arguments);
        Objects.requireNonNull(hints, "hints");
    }

    @Override
    public String kind() {
        return "tool";
    }

    @Override
    public String toString() {
        return "ToolAction[" + arguments.size() + " arguments]";
    }
}
