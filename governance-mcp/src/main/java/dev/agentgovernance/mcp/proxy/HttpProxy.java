/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.mcp.McpGovernance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server that speaks Streamable HTTP, and lets a session judge every message of either: with
 * sessions as the revisions from 2025-03-26 to 2025-11-25 have them, without as 2026-07-28 has it, both at the same address. Either
 * side may also speak as 2024-11-05 has it.
 *
 * <p>Safe for use by several threads; begins to listen when it is started. Answers to its own names alone, so that no page of a
 * browser gets through by a name that points here. Nothing of the head of a request reaches the server but what the protocol asks
 * for and what {@link Builder#passes} names. Each session of a client is a conversation of its own; where there are no sessions,
 * all requests that show the same {@code Authorization} are one conversation, until nothing was heard of them for half an hour.
 *
 * <p>A request takes a thread that reads and one that carries while it is answered; nothing of it waits while the other side is
 * slow but those.
 */
public final class HttpProxy implements AutoCloseable {

    private static final int MAX_BYTES = 16 << 20;
    private static final long MAX_BODY = 64 << 20;

    private final HttpListener listener;
    private final ServerSocket socket;
    private final Door door;
    private final @Nullable ExecutorService ownThreads;
    private final ScheduledExecutorService sweeper;

    private HttpProxy(Builder builder, ServerSocket socket) {
        this.socket = socket;
        this.ownThreads = builder.threads == null ? daemons() : null;
        ExecutorService threads = builder.threads == null ? Objects.requireNonNull(ownThreads) : builder.threads;
        Upstream upstream =
                new Upstream(builder.upstream, threads, builder.fields, builder.patience, builder.upstreamTls);
        Head head = new Head(builder.passed);
        Carrier streamable = new StreamableCarrier(upstream, head, MAX_BYTES);
        this.door = new Door(
                new Door.Rules(
                        builder.path,
                        builder.older,
                        new Callers(names(builder, socket), builder.origins),
                        builder.maxSessions,
                        builder.governance.requestChars(),
                        builder.idle.toNanos()),
                () -> builder.governance.conversation(builder.context.get()).server(builder.server),
                builder.olderServer
                        ? () -> new TwoAddressCarrier(upstream, head, MAX_BYTES, threads)
                        : () -> streamable,
                threads);
        this.listener = new HttpListener(
                socket,
                threads,
                builder.maxConnections,
                (int) Math.min(4L * builder.governance.requestChars(), MAX_BODY),
                door::handle);
        this.sweeper = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "mcp-http-sweep"));
    }

    /**
     * Returns a builder.
     *
     * @param governance what judges
     * @param server the name under which the owner knows the server
     * @param upstream where the server listens: {@code https}, or {@code http}
     * @param context who asks, for each conversation that begins
     */
    public static Builder builder(
            McpGovernance governance, String server, URI upstream, Supplier<ActionContext> context) {
        return new Builder(governance, server, upstream, context);
    }

    /**
     * Asks a server for the definitions of its tools, of a revision with sessions or of one without.
     *
     * @param fields fields for the server, for example a credential
     * @throws IOException if it cannot be reached, refuses, or does not answer in a minute
     * @throws IllegalArgumentException if a credential would go over a network in the clear
     */
    public static List<Map<String, Object>> definitions(URI server, Map<String, String> fields) throws IOException {
        return asked(server, fields, null);
    }

    /** Asks as {@link #definitions(URI, Map)} does, with {@link Builder#upstreamTls}. */
    public static List<Map<String, Object>> definitions(URI server, Map<String, String> fields, SSLContext tls)
            throws IOException {
        return asked(server, fields, Objects.requireNonNull(tls, "tls"));
    }

    private static List<Map<String, Object>> asked(URI server, Map<String, String> fields, @Nullable SSLContext tls)
            throws IOException {
        Map<String, String> own = new LinkedHashMap<>();
        fields.forEach((name, value) -> own.put(Head.checked(name), value));
        Builder.checkSecrecy(server, own.keySet());
        return HttpListing.definitions(server, own, tls);
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Returns how many sessions there are, those of the revision without sessions included. */
    public int sessions() {
        return door.sessions();
    }

    private void begin() {
        Thread accept = daemon(listener::accept, "mcp-http-accept");
        accept.start();
        ScheduledFuture<?> unused = sweeper.scheduleWithFixedDelay(
                () -> {
                    listener.sweep();
                    door.sweep();
                },
                1,
                1,
                TimeUnit.SECONDS);
    }

    /** Stops to listen, and ends every connection. The sessions of the server are left to end by themselves. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        listener.close();
        door.close();
        if (ownThreads != null) {
            ownThreads.shutdownNow();
        }
    }

    private static ExecutorService daemons() {
        return Executors.newCachedThreadPool(work -> daemon(work, "mcp-http"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 256 << 10);
        thread.setDaemon(true);
        return thread;
    }

    /** The names of a server of this machine, and those that the owner adds. */
    private static Set<String> names(Builder builder, ServerSocket socket) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : builder.hosts) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        if (socket.getInetAddress().isLoopbackAddress()) {
            for (String name : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
                names.add(name + ":" + socket.getLocalPort());
                if (socket.getLocalPort() == (builder.tls == null ? 80 : 443)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Collects the parts. Not for use by several threads. */
    public static final class Builder {

        private final McpGovernance governance;
        private final String server;
        private final URI upstream;
        private final Supplier<ActionContext> context;
        private final Set<String> hosts = new LinkedHashSet<>();
        private final Set<String> origins = new LinkedHashSet<>();
        private final Set<String> passed = new LinkedHashSet<>();
        private final Map<String, String> fields = new LinkedHashMap<>();
        private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private String path = "/mcp";
        private String older = "";
        private boolean olderServer;
        private int maxConnections = 4_096;
        private int maxSessions = 10_000;
        private Duration idle = Duration.ofMinutes(30);
        private Duration patience = Duration.ofMinutes(10);
        private @Nullable ExecutorService threads;

        private @Nullable SSLContext tls;
        private @Nullable SSLContext upstreamTls;
        private boolean plaintext;

        private Builder(McpGovernance governance, String server, URI upstream, Supplier<ActionContext> context) {
            this.governance = Objects.requireNonNull(governance, "governance");
            this.server = Objects.requireNonNull(server, "server");
            this.upstream = Objects.requireNonNull(upstream, "upstream");
            this.context = Objects.requireNonNull(context, "context");
            boolean http = "http".equals(upstream.getScheme()) || "https".equals(upstream.getScheme());
            if (!http
                    || upstream.getHost() == null
                    || upstream.getUserInfo() != null
                    || upstream.getFragment() != null) {
                throw new IllegalArgumentException("a server is at an address of http or https, without a user");
            }
        }

        /** Sets where to listen. Default: any free port of the loopback address. */
        public Builder listen(InetSocketAddress address) {
            this.listen = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Lets clients speak TLS alone, of version 1.2 or 1.3, with the key of a context. Default: no TLS. */
        public Builder tls(SSLContext context) {
            this.tls = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * Sets which servers are trusted and what is shown to them, a certificate of the client for example. Default: what this
         * machine trusts, and nothing is shown. The name in the certificate has to be that of the address either way.
         */
        public Builder upstreamTls(SSLContext context) {
            this.upstreamTls = Objects.requireNonNull(context, "context");
            return this;
        }

        /** Lets clients of other machines speak without TLS, because something else before this proxy has it. Default: not. */
        public Builder plaintext() {
            this.plaintext = true;
            return this;
        }

        /** Sets the path of the endpoint. Default: {@code /mcp}. */
        public Builder path(String path) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("a path begins with a slash");
            }
            this.path = path;
            return this;
        }

        /**
         * Serves clients of 2024-11-05 too, which ask for a stream at an address of its own. The stream names the other address,
         * where messages are posted; the session ends with the stream.
         *
         * @param stream the path of the stream, {@code /sse} as a rule
         */
        public Builder olderClients(String stream) {
            if (!stream.startsWith("/") || stream.endsWith("/")) {
                throw new IllegalArgumentException("a path begins with a slash and ends with none");
            }
            this.older = stream;
            return this;
        }

        /**
         * Says that the server speaks as 2024-11-05 has it: its address is that of the stream. Clients of the revision without
         * sessions cannot be served then.
         */
        public Builder olderServer() {
            this.olderServer = true;
            return this;
        }

        /**
         * Adds a name by which clients call this proxy, as the {@code Host} field has it. On the loopback address its own names
         * are known; on any other nobody gets through who does not use a name that is added here.
         */
        public Builder host(String name) {
            hosts.add(name);
            return this;
        }

        /** Adds an origin whose pages may call, for example {@code https://desk.example.com}. Default: pages of this machine. */
        public Builder origin(String origin) {
            origins.add(origin.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Lets a field of the client's requests go on to the server, for example {@code Authorization}.
         *
         * @throws IllegalArgumentException if the field belongs to the protocol
         */
        public Builder passes(String field) {
            passed.add(Head.checked(field));
            return this;
        }

        /**
         * Adds a field of our own to each request to the server, for example a credential that clients do not have.
         *
         * @throws IllegalArgumentException if the field belongs to the protocol
         */
        public Builder field(String name, String value) {
            fields.put(Head.checked(name), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Sets how many connections and how many sessions there may be at once. Default: 4,096 and 10,000. */
        public Builder most(int connections, int sessions) {
            this.maxConnections = connections;
            this.maxSessions = sessions;
            return this;
        }

        /** Sets after which time without a message a session is forgotten. Default: half an hour. */
        public Builder idle(Duration time) {
            this.idle = Objects.requireNonNull(time, "time");
            return this;
        }

        /** Sets how long the server may take to begin its answer. Default: ten minutes. */
        public Builder patience(Duration time) {
            this.patience = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets the threads that carry; they have to grow with the connections, as those of a cached pool or virtual ones do.
         * Whoever gives them ends them. Default: own ones.
         */
        public Builder threads(ExecutorService threads) {
            this.threads = Objects.requireNonNull(threads, "threads");
            return this;
        }

        private static void checkSecrecy(URI upstream, Set<String> fields) {
            boolean clear = "http".equals(upstream.getScheme())
                    && !Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(upstream.getHost()));
            if (clear && fields.contains("authorization")) {
                throw new IllegalArgumentException("a credential goes over https, or stays on this machine");
            }
        }

        private ServerSocket socket() throws IOException {
            if (tls == null) {
                return new ServerSocket();
            }
            ServerSocket socket = tls.getServerSocketFactory().createServerSocket();
            if (socket instanceof SSLServerSocket secure) {
                secure.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            }
            return socket;
        }

        /**
         * Begins to listen.
         *
         * @throws IOException if the address cannot be listened on
         * @throws IllegalArgumentException if a credential would go over a network in the clear, or clients of other machines
         *     could speak without TLS and nobody said that they may
         */
        public HttpProxy start() throws IOException {
            if (!older.isEmpty() && (path + "/").startsWith(older + "/")) {
                throw new IllegalArgumentException("the two kinds of clients have a path each");
            }
            checkSecrecy(upstream, passed);
            checkSecrecy(upstream, fields.keySet());
            InetAddress where = listen.getAddress();
            if (tls == null && !plaintext && (where == null || !where.isLoopbackAddress())) {
                throw new IllegalArgumentException(
                        "other machines are spoken to over TLS, unless the owner says otherwise");
            }
            ServerSocket socket = socket();
            try {
                socket.setReuseAddress(true);
                socket.bind(listen, 1_024);
                HttpProxy proxy = new HttpProxy(this, socket);
                proxy.begin();
                return proxy;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        }
    }
}
