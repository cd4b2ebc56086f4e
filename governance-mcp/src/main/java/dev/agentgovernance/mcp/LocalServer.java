/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.mcp.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server whose handlers run in this process, behind a session: the door for SDKs and frameworks that call code, not send
 * messages.
 *
 * <p>Each request becomes a {@link Call}, which says step by step what has to happen: run the handler with these parameters,
 * ask the client this question, answer that. Safe for use by several threads; each call by one at a time.
 */
public final class LocalServer {

    /** What has to happen next for a request. */
    public sealed interface Step {

        /**
         * The handler has to run.
         *
         * @param params exactly what was judged
         */
        record Run(Map<String, @Nullable Object> params) implements Step {
            /** Says nothing of the parameters, which may be secret. */
            @Override
            public String toString() {
                return "Run[]";
            }
        }

        /**
         * The client has to be asked: an {@code elicitation/create} before a handler runs, or what a handler itself asks.
         *
         * @param params of the request, as the client may see them
         */
        record Ask(Map<String, @Nullable Object> params) implements Step {}

        /**
         * The client gets this result.
         *
         * @param result without what the agent must not see
         */
        record Result(Map<String, @Nullable Object> result) implements Step {}

        /**
         * The client gets an error.
         *
         * @param error the JSON-RPC error: {@code code}, {@code message}, perhaps {@code data}
         */
        record Failure(Map<String, @Nullable Object> error) implements Step {}
    }

    private final McpSession session;
    private final Supplier<? extends List<? extends Map<String, ?>>> tools;
    private @Nullable List<? extends Map<String, ?>> listed;
    private List<Map<String, @Nullable Object>> shown = List.of();
    private long ids;
    private final AtomicLong asked = new AtomicLong();

    private LocalServer(McpSession session, Supplier<? extends List<? extends Map<String, ?>>> tools) {
        this.session = Objects.requireNonNull(session, "session");
        this.tools = Objects.requireNonNull(tools, "tools");
    }

    /**
     * Returns a server behind a session that nothing else uses.
     *
     * @param tools gives the definitions of all tools as {@code tools/list} would; the same list as long as nothing changes
     */
    public static LocalServer of(McpSession session, Supplier<? extends List<? extends Map<String, ?>>> tools) {
        return new LocalServer(session, tools);
    }

    /** Takes note of what the client says it can do: whether it can be asked depends on that. */
    public synchronized void connect(Map<String, ?> clientCapabilities) {
        long id = ++ids;
        session.fromClient(Message.request(id, "initialize", tree("capabilities", clientCapabilities)));
        session.fromServer(Message.success(id, Map.of()));
    }

    /** Returns the definitions of the tools of which some call could be allowed, as the client may see them. */
    public synchronized List<Map<String, @Nullable Object>> visibleTools() {
        list();
        return shown;
    }

    /** Shows the session what tools there are, if that has changed. */
    private void list() {
        List<? extends Map<String, ?>> now = tools.get();
        if (now == listed) {
            return;
        }
        if (listed != null) {
            session.fromServer(tree("jsonrpc", "2.0", "method", "notifications/tools/list_changed"));
        }
        long id = ++ids;
        session.fromClient(Message.request(id, "tools/list", Map.of()));
        Outcome outcome = session.fromServer(Message.success(id, tree("tools", now)));
        List<Map<String, @Nullable Object>> visible = new ArrayList<>();
        for (Map<String, @Nullable Object> answer : outcome.toClient()) {
            Map<String, @Nullable Object> result = Json.object(answer.get("result"));
            if (result != null && result.get("tools") instanceof List<?> list) {
                for (Object tool : list) {
                    Map<String, @Nullable Object> definition = Json.object(tool);
                    if (definition != null) {
                        visible.add(definition);
                    }
                }
            }
        }
        shown = List.copyOf(visible);
        listed = now;
    }

    /**
     * Begins a request of the client.
     *
     * @param method for example {@code tools/call}, {@code resources/read}, {@code prompts/get}
     * @param params a JSON tree
     */
    public Call request(String method, Map<String, ?> params) {
        // One request at a time, so that each finds a list that is complete, and no answer is that of another.
        synchronized (this) {
            list();
            Call call = new Call(++ids, method);
            call.take(session.fromClient(Message.request(call.id, method, copy(params))));
            return call;
        }
    }

    /**
     * Begins a request that a handler makes of the client while it runs.
     *
     * @param method for example {@code sampling/createMessage}, {@code elicitation/create}, {@code roots/list}
     * @param params a JSON tree
     */
    public Inquiry ask(String method, Map<String, ?> params) {
        Inquiry inquiry = new Inquiry("handler-" + asked.incrementAndGet());
        inquiry.take(session.fromServer(Message.request(inquiry.id, method, copy(params))));
        return inquiry;
    }

    /**
     * Returns what the client may see of a notification that a handler sends while it runs; nothing where it must not go on.
     *
     * @param method for example {@code notifications/message}, {@code notifications/progress}
     * @param params a JSON tree
     */
    public Optional<Map<String, @Nullable Object>> tell(String method, Map<String, ?> params) {
        return session.fromServer(tree("jsonrpc", "2.0", "method", method, "params", copy(params))).toClient().stream()
                .findFirst()
                .map(message -> object(message.get("params")));
    }

    /**
     * One request of a handler on its way to the client: {@link Step.Ask} if the client may be asked, then what the handler may see
     * of the answer. Not for use by several threads at once.
     */
    public final class Inquiry {

        private final String id;
        private Step step = new Step.Failure(Map.of("code", -32603L, "message", "The request has no answer."));

        private Inquiry(String id) {
            this.id = id;
        }

        /** Returns what has to happen next; a result or a failure, for the handler, is the end. */
        public Step step() {
            return step;
        }

        /** Takes what the client answered. */
        public Step answered(Map<String, ?> result) {
            return step instanceof Step.Ask ? take(session.fromClient(Message.success(id, copy(result)))) : step;
        }

        /** Takes an error of the client: {@code code}, {@code message}, perhaps {@code data}. */
        public Step failed(Map<String, ?> error) {
            return step instanceof Step.Ask ? take(session.fromClient(Message.failure(id, copy(error)))) : step;
        }

        /** Takes note that the client gave no answer. */
        public Step notAnswered() {
            return failed(Map.of("code", (long) RpcException.INTERNAL_ERROR, "message", "no answer"));
        }

        private Step take(Outcome outcome) {
            step = new Step.Failure(Map.of("code", -32603L, "message", "The request has no answer."));
            for (Map<String, @Nullable Object> message : outcome.toClient()) {
                if (id.equals(message.get("id")) && message.get("method") != null) {
                    step = new Step.Ask(object(message.get("params")));
                }
            }
            for (Map<String, @Nullable Object> message : outcome.toServer()) {
                if (id.equals(message.get("id")) && message.get("method") == null) {
                    step = message.get("error") == null
                            ? new Step.Result(object(message.get("result")))
                            : new Step.Failure(object(message.get("error")));
                }
            }
            return step;
        }
    }

    /** One request on its way. Not for use by several threads at once. */
    public final class Call {

        private final long id;
        private final String method;
        private Object question = "";
        private Step step = new Step.Failure(Map.of("code", -32603L, "message", "The request has no answer."));

        private Call(long id, String method) {
            this.id = id;
            this.method = method;
        }

        /** Returns what has to happen next; a result or a failure is the end. */
        public Step step() {
            return step;
        }

        /** Takes what the handler returned. */
        public Step ran(Map<String, ?> result) {
            return isRunning() ? take(session.fromServer(Message.success(id, copy(result)))) : step;
        }

        /** Takes an error that the handler gave: {@code code}, {@code message}, perhaps {@code data}. */
        public Step failed(Map<String, ?> error) {
            return isRunning() ? take(session.fromServer(Message.failure(id, copy(error)))) : step;
        }

        /** Takes an exception of the handler: its message goes on without secrets, its type and its trace do not. */
        public Step threw(Throwable failure) {
            String message = String.valueOf(failure.getMessage());
            return method.equals("tools/call")
                    ? ran(ResultFilter.error("The tool failed: " + message))
                    : failed(Map.of("code", (long) RpcException.INTERNAL_ERROR, "message", message));
        }

        /** Takes what the client answered to the question: {@code action} and {@code content}. */
        public Step answered(Map<String, ?> answer) {
            return step instanceof Step.Ask ? take(session.fromClient(Message.success(question, copy(answer)))) : step;
        }

        /** Takes note that the client gave no answer. */
        public Step notAnswered() {
            return step instanceof Step.Ask
                    ? take(session.fromClient(Message.failure(question, -32603, "no answer")))
                    : step;
        }

        /** Takes note that nobody waits for the answer any more. */
        public void abandon() {
            if (step instanceof Step.Ask) {
                notAnswered();
            } else {
                threw(new IllegalStateException("it was given up"));
            }
        }

        private boolean isRunning() {
            return step instanceof Step.Run;
        }

        private Step take(Outcome outcome) {
            step = new Step.Failure(Map.of("code", -32603L, "message", "The request has no answer."));
            for (Map<String, @Nullable Object> message : outcome.toServer()) {
                if (Long.valueOf(id).equals(message.get("id"))) {
                    step = new Step.Run(object(message.get("params")));
                }
            }
            for (Map<String, @Nullable Object> message : outcome.toClient()) {
                Object from = message.get("id");
                if (Long.valueOf(id).equals(from)) {
                    step = message.get("error") == null
                            ? new Step.Result(object(message.get("result")))
                            : new Step.Failure(object(message.get("error")));
                } else if (from != null && "elicitation/create".equals(message.get("method"))) {
                    question = from;
                    step = new Step.Ask(object(message.get("params")));
                }
            }
            return step;
        }

        /**
         * Goes through all steps on this thread and returns the last, a result or a failure.
         *
         * @param handler does the work
         * @param client answers questions; what it throws counts as no answer
         */
        public Step complete(Handler handler, Client client) {
            while (true) {
                if (step instanceof Step.Run run) {
                    Map<String, ?> result;
                    try {
                        result = handler.handle(run.params());
                    } catch (Exception | AssertionError | LinkageError e) {
                        threw(e);
                        continue;
                    }
                    ran(result);
                } else if (step instanceof Step.Ask ask) {
                    Map<String, ?> answer;
                    try {
                        answer = client.ask(ask.params());
                    } catch (Exception e) {
                        notAnswered();
                        continue;
                    }
                    answered(answer);
                } else {
                    return step;
                }
            }
        }
    }

    /** Does the work of a request. */
    @FunctionalInterface
    public interface Handler {
        /** Returns the result, as a JSON tree. */
        Map<String, ?> handle(Map<String, ?> params);
    }

    /** Reaches the person behind the client. */
    @FunctionalInterface
    public interface Client {
        /** Returns the result of an {@code elicitation/create}, as a JSON tree. */
        Map<String, ?> ask(Map<String, ?> params);
    }

    private static Map<String, @Nullable Object> object(@Nullable Object tree) {
        Map<String, @Nullable Object> map = Json.object(tree);
        return map == null ? Map.of() : map;
    }

    private static Map<String, @Nullable Object> copy(Map<String, ?> tree) {
        return new LinkedHashMap<>(tree);
    }

    private static Map<String, @Nullable Object> tree(@Nullable Object... parts) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            tree.put(String.valueOf(parts[i]), parts[i + 1]);
        }
        return tree;
    }
}
