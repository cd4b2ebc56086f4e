/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.mcp.Message.Kind;
import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One agent's session with one server: every message of either side goes in, and what comes out may be sent.
 *
 * <p>What comes out is put together anew from what was judged; nothing of the text that came in goes on. Neither method throws
 * for anything that a client or a server sends. Safe for use by several threads, one message at a time. An answer may ask
 * the client first, or the server: whoever carries the messages only sends what an {@link Outcome} names, and brings back
 * what is answered.
 */
public final class McpSession {

    private final String server;
    private final SessionState state;
    private final ClientMessages fromClient;
    private final ServerMessages fromServer;
    private final int requestChars;
    private final McpGovernance governance;

    McpSession(McpGovernance governance, McpConversation conversation, String server) {
        this.server = Objects.requireNonNull(server, "server");
        if (server.isEmpty()) {
            throw new IllegalArgumentException("the server has no name");
        }
        this.governance = governance;
        this.requestChars = governance.settings.limits().requestChars();
        this.state = new SessionState(governance, conversation, server);
        this.fromClient = new ClientMessages(state);
        this.fromServer = new ServerMessages(state, fromClient);
    }

    /** Returns the name under which the owner knows the server. */
    public String server() {
        return server;
    }

    Catalogue catalogue() {
        return state.catalogue;
    }

    /** Takes a message of the client as its text, for example a line. What is no message is answered by an error. */
    public Outcome fromClientText(String text) {
        Object tree;
        try {
            tree = Json.read(text, requestChars);
        } catch (JsonException e) {
            return Outcome.toClient(Message.failure(
                    null, RpcException.PARSE_ERROR, "The message is no strict JSON: " + e.getMessage()));
        }
        return client(tree);
    }

    /** Takes a message of the client as a JSON tree. */
    public Outcome fromClient(Map<String, ?> message) {
        return client(message);
    }

    /** Takes a message of the server as its text. What is no message is dropped. */
    public Outcome fromServerText(String text) {
        Object tree;
        try {
            tree = Json.read(text);
        } catch (JsonException e) {
            governance.notices.accept("The server " + server + " sent what is no strict JSON; it was dropped.");
            return Outcome.NOTHING;
        }
        return server(tree);
    }

    /** Takes a message of the server as a JSON tree. */
    public Outcome fromServer(Map<String, ?> message) {
        return server(message);
    }

    /**
     * Returns what the client may see of a result whose request did not come by here. Of such a result nobody knows which tool gave
     * it: it is bound to no schema.
     *
     * @param method of the request
     * @param result a JSON tree
     */
    public Map<String, @Nullable Object> resultAlone(String method, Map<String, ?> result) {
        synchronized (state) {
            Map<String, @Nullable Object> shown = Json.object(
                    state.conversation.withoutExchanged(fromServer.alone(method, new LinkedHashMap<>(result))));
            return shown == null ? Map.of() : shown;
        }
    }

    /**
     * Answers the calls whose time to be approved has run out. Whoever carries the messages calls this now and then; a call
     * that is approved too late is refused without it, too.
     */
    public Outcome expire() {
        synchronized (state) {
            return fromClient.expire();
        }
    }

    /** Tells how many requests of the client have not been answered. */
    public int pending() {
        synchronized (state) {
            return state.fromClient.size() + state.parked.size() + state.waiting.size();
        }
    }

    // INVARIANT: whatever comes in, this returns.
    private Outcome client(@Nullable Object tree) {
        return shown(judgedClient(tree));
    }

    private Outcome judgedClient(@Nullable Object tree) {
        Message message;
        try {
            message = Message.of(tree);
        } catch (RpcException e) {
            return Outcome.toClient(Message.failure(e));
        }
        try {
            synchronized (state) {
                return switch (message.kind()) {
                    case REQUEST -> fromClient.request(message);
                    case NOTIFICATION -> fromClient.notification(message);
                    case RESPONSE -> fromClient.response(message);
                };
            }
        } catch (RpcException e) {
            return Outcome.toClient(Message.failure(e));
        } catch (RuntimeException | StackOverflowError e) {
            return message.kind() == Kind.REQUEST ? Outcome.toClient(failed(message.id(), e)) : Outcome.NOTHING;
        }
    }

    // INVARIANT: whatever comes in, this returns.
    private Outcome server(@Nullable Object tree) {
        return shown(judgedServer(tree));
    }

    /** Nothing goes to the client without a last look for what it must not see. */
    private Outcome shown(Outcome outcome) {
        List<Map<String, @Nullable Object>> clean = new ArrayList<>();
        for (Map<String, @Nullable Object> message : outcome.toClient()) {
            Map<String, @Nullable Object> without = Json.object(state.conversation.withoutExchanged(message));
            if (without != null && without != message && !message.containsKey("method")) {
                without.put("id", message.get("id"));
            }
            clean.add(without == null ? message : without);
        }
        return new Outcome(outcome.toServer(), clean);
    }

    private Outcome judgedServer(@Nullable Object tree) {
        Message message;
        try {
            message = Message.of(tree);
        } catch (RpcException e) {
            governance.notices.accept("The server " + server + " sent what is no message; it was dropped.");
            return Outcome.NOTHING;
        }
        try {
            synchronized (state) {
                return switch (message.kind()) {
                    case REQUEST -> fromServer.request(message);
                    case NOTIFICATION -> fromServer.notification(message);
                    case RESPONSE -> fromServer.response(message);
                };
            }
        } catch (RuntimeException | StackOverflowError e) {
            return switch (message.kind()) {
                case RESPONSE -> Outcome.toClient(failed(message.id(), e));
                case REQUEST -> Outcome.toServer(failed(message.id(), e));
                case NOTIFICATION -> Outcome.NOTHING;
            };
        }
    }

    /** The message of the exception may quote anything. */
    private static Map<String, @Nullable Object> failed(@Nullable Object id, Throwable e) {
        return Message.failure(
                id,
                RpcException.INTERNAL_ERROR,
                "The message could not be judged (" + e.getClass().getSimpleName() + ").");
    }
}
