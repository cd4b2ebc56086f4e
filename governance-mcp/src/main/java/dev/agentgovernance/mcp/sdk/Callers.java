/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.mcp.LocalServer;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.McpSession;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a server, by the session of the transport and by who is behind it. Safe for use by several threads.
 *
 * <p>At most {@value #MAX} of them; the one that was quiet for longest goes first, and what it knew goes with it.
 */
final class Callers {

    private static final int MAX = 10_000;

    private record Key(String session, ActionContext context) {}

    private final McpGovernance governance;
    private final String server;
    private final Function<McpTransportContext, ActionContext> who;
    private final Supplier<List<Map<String, @Nullable Object>>> tools;
    private final Wire wire;
    private final Map<Key, LocalServer> servers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, LocalServer> eldest) {
            return size() > MAX;
        }
    };

    private final Map<ActionContext, McpSession> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ActionContext, McpSession> eldest) {
            return size() > MAX;
        }
    };

    Callers(
            McpGovernance governance,
            String server,
            Function<McpTransportContext, ActionContext> who,
            Supplier<List<Map<String, @Nullable Object>>> tools,
            Wire wire) {
        this.governance = governance;
        this.server = server;
        this.who = who;
        this.tools = tools;
        this.wire = wire;
    }

    /**
     * Returns the server as one caller has it.
     *
     * @param session the session of the transport; empty where there are none
     * @param capabilities what the client says that it can do; null where it cannot be asked
     */
    LocalServer server(
            String session, McpTransportContext context, McpSchema.@Nullable ClientCapabilities capabilities) {
        Key key = new Key(session, who.apply(context));
        synchronized (servers) {
            LocalServer known = servers.get(key);
            if (known == null) {
                known = LocalServer.of(governance.conversation(key.context()).server(server), tools);
                if (capabilities != null) {
                    known.connect(wire.tree(capabilities));
                }
                servers.put(key, known);
            }
            return known;
        }
    }

    /** Returns the session of one caller for messages; a new one is made ready first. */
    McpSession session(McpTransportContext context, Consumer<McpSession> ready) {
        ActionContext caller = who.apply(context);
        synchronized (sessions) {
            McpSession known = sessions.get(caller);
            if (known == null) {
                known = governance.conversation(caller).server(server);
                ready.accept(known);
                sessions.put(caller, known);
            }
            return known;
        }
    }
}
