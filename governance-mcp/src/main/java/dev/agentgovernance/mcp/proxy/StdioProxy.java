/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.mcp.McpSession;
import dev.agentgovernance.mcp.Outcome;
import dev.agentgovernance.mcp.internal.text.HiddenText;
import dev.agentgovernance.mcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server that is a program of this machine, and lets a session judge every line of either.
 *
 * <p>The program is started without a shell, with just the words it was given, and with an environment of a few named variables:
 * a server does not see the secrets of whoever starts it. It ends with its client, and so do the programs it started.
 */
public final class StdioProxy {

    /** What programs need to find themselves and others; none of it is a secret. */
    private static final Set<String> USUAL = Set.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "USER",
            "LOGNAME",
            "SHELL",
            "TERM",
            "SYSTEMROOT",
            "WINDIR",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "PATHEXT",
            "COMSPEC",
            "PROGRAMFILES");

    private static final int MAX_LINE = 16 << 20;
    private static final long GRACE_MILLIS = 2_000;
    private static final long LAST_ANSWERS_MILLIS = 10_000;

    private final McpSession session;
    private final ProcessBuilder command;
    private final Redactor redactor;
    private final Consumer<String> log;

    private StdioProxy(McpSession session, ProcessBuilder command, Redactor redactor, Consumer<String> log) {
        this.session = session;
        this.command = command;
        this.redactor = redactor;
        this.log = log;
    }

    /**
     * Returns a proxy for a server.
     *
     * @param session what judges
     * @param words the program and its arguments, at least one word
     * @param environment the variables of this process
     * @param passed the names of further variables that the server gets, besides those that every program needs
     * @param redactor what takes secrets out of what the server writes to its log
     * @param log where the log of the server goes, line by line
     * @throws IllegalArgumentException if there is no word
     */
    public static StdioProxy of(
            McpSession session,
            List<String> words,
            Map<String, String> environment,
            Set<String> passed,
            Redactor redactor,
            Consumer<String> log) {
        return new StdioProxy(
                Objects.requireNonNull(session, "session"),
                command(words, environment, passed),
                Objects.requireNonNull(redactor, "redactor"),
                Objects.requireNonNull(log, "log"));
    }

    /**
     * Starts a server, asks it for the definitions of its tools, and ends it.
     *
     * @param words the program and its arguments, at least one word
     * @param environment the variables of this process
     * @param passed the names of further variables that the server gets
     * @throws IOException if it cannot be started, ends early, or does not answer in a minute
     * @throws IllegalArgumentException if there is no word
     */
    public static List<Map<String, Object>> definitions(
            List<String> words, Map<String, String> environment, Set<String> passed) throws IOException {
        Process server = command(words, environment, passed)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            StdioListing way = new StdioListing(server, MAX_LINE);
            return ToolListing.within(() -> ToolListing.ask(way), server::destroy);
        } finally {
            stop(server);
        }
    }

    private static ProcessBuilder command(List<String> words, Map<String, String> environment, Set<String> passed) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a server is a program");
        }
        ProcessBuilder command = new ProcessBuilder(new ArrayList<>(words));
        command.environment().clear();
        Set<String> names = new LinkedHashSet<>(USUAL);
        names.addAll(passed);
        environment.forEach((name, value) -> {
            if (names.contains(name)) {
                command.environment().put(name, value);
            }
        });
        return command;
    }

    /**
     * Starts the server and carries messages until the client or the server ends. Blocks.
     *
     * @param in what the client sends
     * @param out where the client reads
     * @return the exit code of the server; 0 where the client ended first
     * @throws IOException if the server cannot be started
     */
    public int run(InputStream in, OutputStream out) throws IOException {
        Process server = command.start();
        Thread last = new Thread(() -> stop(server), "mcp-proxy-end");
        Runtime.getRuntime().addShutdownHook(last);
        try {
            return new Run(server, in, out).carry();
        } finally {
            stop(server);
            try {
                Runtime.getRuntime().removeShutdownHook(last);
            } catch (IllegalStateException e) {
                // The machine is going down, and the hook does the rest.
            }
        }
    }

    /** Ends a program and those it started: first by closing its input, then by asking, then by force. */
    private static void stop(Process server) {
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(server.toHandle());
        try {
            server.getOutputStream().close();
        } catch (IOException e) {
            // It has closed its end already.
        }
        try {
            if (!server.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                all.forEach(ProcessHandle::destroy);
                server.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.addAll(server.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** One run of the server. */
    private final class Run {

        private final Process server;
        private final InputStream in;
        private final OutputStream toClient;
        private final OutputStream toServer;
        private final Object clientLock = new Object();
        private final Object serverLock = new Object();

        Run(Process server, InputStream in, OutputStream out) {
            this.server = server;
            this.in = in;
            this.toClient = out;
            this.toServer = server.getOutputStream();
        }

        int carry() {
            Thread client = daemon("mcp-proxy-client", this::fromClient);
            daemon("mcp-proxy-log", this::logLines);
            Thread results = daemon("mcp-proxy-server", this::fromServer);
            try {
                while (client.isAlive() && results.isAlive()) {
                    send(session.expire());
                    results.join(200);
                }
                if (!client.isAlive()) {
                    // The client has said all; what it asked for last may still be on its way.
                    for (long waited = 0; session.pending() > 0 && waited < LAST_ANSWERS_MILLIS; waited += 20) {
                        results.join(20);
                    }
                    closeServerInput();
                    results.join(GRACE_MILLIS);
                    return 0;
                }
                return server.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS) ? server.exitValue() : 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }

        private void closeServerInput() {
            synchronized (serverLock) {
                try {
                    toServer.close();
                } catch (IOException e) {
                    // It has ended.
                }
            }
        }

        private void fromClient() {
            read(in, session::fromClientText);
        }

        private void fromServer() {
            read(server.getInputStream(), session::fromServerText);
        }

        private void read(InputStream stream, java.util.function.Function<String, Outcome> judge) {
            LineSource lines = new LineSource(stream, MAX_LINE);
            try {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    if (!line.isBlank()) {
                        send(judge.apply(line));
                    }
                }
            } catch (IOException e) {
                // The stream is gone: so is the side that it belongs to.
            }
        }

        private void send(Outcome outcome) {
            for (Map<String, @Nullable Object> message : outcome.toServer()) {
                write(message, toServer, serverLock);
            }
            for (Map<String, @Nullable Object> message : outcome.toClient()) {
                write(message, toClient, clientLock);
            }
        }

        private void write(Map<String, @Nullable Object> message, OutputStream out, Object lock) {
            byte[] line = (Json.write(message) + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (lock) {
                try {
                    out.write(line);
                    out.flush();
                } catch (IOException e) {
                    // That side has ended, which its reader will see.
                }
            }
        }

        private void logLines() {
            LineSource lines = new LineSource(server.getErrorStream(), 1 << 16);
            try {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    log.accept(HiddenText.reveal(redactor.redact(line)));
                }
            } catch (IOException e) {
                // It has ended.
            }
        }

        private Thread daemon(String name, Runnable work) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    }
}
