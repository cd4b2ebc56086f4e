/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.mcp.McpGovernance;
import dev.agentgovernance.mcp.proxy.HttpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a proxy before a server that is at an address. */
final class McpHttpOptions {

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Listen here, for clients that speak HTTP; needs --url. Port 0 is any that is free.")
    private @Nullable String listen;

    @Mixin
    private McpAddressOptions server = new McpAddressOptions();

    @Mixin
    private McpTlsOptions tls = new McpTlsOptions();

    @Option(
            names = "--plaintext",
            description =
                    "Let clients of other machines speak without TLS, because something else before this proxy has it.")
    private boolean plaintext;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "The path that clients call. Default: ${DEFAULT-VALUE}.",
            defaultValue = "/mcp")
    private String path = "/mcp";

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "A name by which clients call, as their Host field has it; may be repeated. The names of this"
                    + " machine are known where it listens on the loopback address.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "An origin whose pages may call, besides those of this machine; may be repeated.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--pass",
            paramLabel = "FIELD",
            description =
                    "A field of the client's requests that goes on to the server, as Authorization; may be repeated.")
    private List<String> passed = new ArrayList<>();

    @Option(
            names = "--older-clients",
            paramLabel = "PATH",
            description = "Serve clients of 2024-11-05 too, whose stream is at this path, as /sse.")
    private @Nullable String olderClients;

    @Option(
            names = "--older-server",
            description = "The server speaks as 2024-11-05 has it; --url is the address of its stream.")
    private boolean olderServer;

    /** Tells whether the server is at an address. */
    boolean isUsed() {
        if ((listen == null) == server.isUsed()) {
            throw new InputException("--listen and --url go together.");
        }
        return server.isUsed();
    }

    /** Returns what the lock knows the server by, as the words of a program are for others. */
    List<String> words() {
        return server.words();
    }

    /** Carries messages until it is interrupted. */
    void run(McpGovernance governance, String name, ActionContext context, Terminal terminal) throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    asked.countDown();
                    try {
                        ended.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try (HttpProxy proxy = proxy(governance, name, context, terminal.environment())) {
            InetSocketAddress address = proxy.address();
            String scheme = tls.isUsed() ? "https" : "http";
            terminal.out()
                    .println("Listening on " + scheme + "://" + address.getHostString() + ":" + address.getPort()
                            + path);
            terminal.out().flush();
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private HttpProxy proxy(
            McpGovernance governance, String name, ActionContext context, Map<String, String> environment)
            throws IOException {
        try {
            HttpProxy.Builder proxy = HttpProxy.builder(governance, name, server.uri(), () -> context)
                    .listen(address(String.valueOf(listen)))
                    .path(path);
            hosts.forEach(proxy::host);
            origins.forEach(proxy::origin);
            passed.forEach(proxy::passes);
            server.fields(environment).forEach(proxy::field);
            SSLContext upstream = server.tls(environment);
            if (upstream != null) {
                proxy.upstreamTls(upstream);
            }
            if (tls.isUsed()) {
                proxy.tls(tls.context(environment));
            }
            if (plaintext) {
                proxy.plaintext();
            }
            if (olderClients != null) {
                proxy.olderClients(olderClients);
            }
            if (olderServer) {
                proxy.olderServer();
            }
            return proxy.start();
        } catch (java.net.BindException e) {
            throw new InputException(
                    "It cannot listen on " + listen + ": the port is in use, or the address not ours.");
        } catch (IllegalArgumentException e) {
            throw new InputException("The proxy cannot be set up so: " + e.getMessage());
        }
    }

    private static InetSocketAddress address(String text) throws UnknownHostException {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new InputException("--listen is HOST:PORT, for example 127.0.0.1:8700.");
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new InputException("--listen is HOST:PORT, for example 127.0.0.1:8700.");
        }
    }
}
