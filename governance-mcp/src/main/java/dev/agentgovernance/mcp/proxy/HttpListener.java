/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLSocket;

/**
 * Takes connections and reads requests. A connection has a thread that reads; while a request is answered it watches whether the
 * client goes away.
 */
final class HttpListener implements AutoCloseable {

    /* The server of the JDK does not say that a client has gone away before something is written to it, and closing the stream is
     * how a client takes a request back. */
    private static final int WATCH_MILLIS = 5_000;
    private static final Duration TO_READ = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final ServerSocket server;
    private final Executor threads;
    private final int maxConnections;
    private final int maxBody;
    private final BiConsumer<Request, Reply> handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    HttpListener(
            ServerSocket server,
            Executor threads,
            int maxConnections,
            int maxBody,
            BiConsumer<Request, Reply> handler) {
        this.server = server;
        this.threads = threads;
        this.maxConnections = maxConnections;
        this.maxBody = maxBody;
        this.handler = handler;
    }

    /** Takes connections until this is closed. */
    void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                // One that went away while it was taken, or this listener was closed.
            }
        }
    }

    private void take(Socket socket) throws IOException {
        Connection connection = new Connection(socket);
        if (connections.size() >= maxConnections) {
            connection.refuse(503);
            return;
        }
        connections.add(connection);
        try {
            threads.execute(connection);
        } catch (RejectedExecutionException e) {
            connections.remove(connection);
            connection.refuse(503);
        }
    }

    /** Ends connections whose clients have not read for long. */
    void sweep() {
        long now = System.nanoTime();
        for (Connection connection : connections) {
            Reply reply = connection.reply;
            long since = reply == null ? 0 : reply.writingSince();
            if (since != 0 && now - since > STUCK.toNanos()) {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It takes no connections any more, either way.
        }
        connections.forEach(Connection::close);
    }

    private final class Connection implements Runnable {

        private final Socket socket;
        private volatile @org.jspecify.annotations.Nullable Reply reply;
        private boolean handshaken;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
        }

        @Override
        public void run() {
            try {
                serve();
            } catch (IOException | InterruptedException e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
            } finally {
                connections.remove(this);
                Reply last = reply;
                if (last != null) {
                    last.gone();
                }
                close();
            }
        }

        private void serve() throws IOException, InterruptedException {
            if (socket instanceof SSLSocket secure) {
                secure.setSoTimeout((int) TO_READ.toMillis());
                secure.startHandshake();
                handshaken = true;
            }
            SocketInput in = new SocketInput(socket);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 13);
            RequestReader reader = new RequestReader(in, out, maxBody);
            while (hasMore(in)) {
                in.within(TO_READ);
                Request request;
                try {
                    request = reader.read();
                } catch (HttpProblem e) {
                    refuse(e.status());
                    return;
                } catch (SocketTimeoutException e) {
                    refuse(408);
                    return;
                } catch (EOFException e) {
                    return;
                }
                Reply answer = new Reply(out, request.keepsAlive(), this::close);
                reply = answer;
                handler.accept(request, answer);
                if (!request.keepsAlive()) {
                    // Nothing more is read, but a client that goes away is still seen.
                    int state = 0;
                    while (state == 0 && !answer.isDone()) {
                        state = in.await(WATCH_MILLIS);
                    }
                    return;
                }
            }
        }

        /** Waits for the first byte of a request. */
        private boolean hasMore(SocketInput in) throws IOException, InterruptedException {
            long idleSince = System.nanoTime();
            while (true) {
                Reply last = reply;
                boolean done = last == null || last.isDone();
                int state = in.await(done ? WATCH_MILLIS / 5 : WATCH_MILLIS);
                if (state < 0) {
                    return false;
                }
                if (state > 0) {
                    if (last != null) {
                        last.awaitDone();
                    }
                    return true;
                }
                if (!done) {
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince > IDLE.toNanos()) {
                    return false;
                }
            }
        }

        private void refuse(int status) {
            if (socket instanceof SSLSocket && !handshaken) {
                // To say why would take a handshake, and with it the time of whoever takes connections.
                close();
                return;
            }
            try {
                Reply refusal = new Reply(socket.getOutputStream(), false, () -> {});
                refusal.document(
                        status,
                        Map.of("Content-Type", "text/plain"),
                        ("status " + status + "\n").getBytes(StandardCharsets.US_ASCII));
                // Closing a connection with unread bytes takes back what was written on it.
                socket.shutdownOutput();
                socket.setSoTimeout(500);
                byte[] rest = new byte[8_192];
                int some = 1;
                for (int i = 0; i < 64 && some > 0; i++) {
                    some = socket.getInputStream().read(rest);
                }
            } catch (IOException e) {
                // It has gone away.
            } finally {
                close();
            }
        }

        private void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed.
            }
        }
    }
}
