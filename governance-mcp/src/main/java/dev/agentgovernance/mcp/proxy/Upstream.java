/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The server behind the proxy, reached over HTTP. Safe for use by several threads. */
final class Upstream {

    static final String BOTH = "application/json, text/event-stream";

    private final URI uri;
    private final HttpClient client;
    private final Map<String, String> own;
    private final Duration patience;

    /**
     * Makes the way to a server.
     *
     * @param tls whom it trusts and what it shows of itself; null for what this machine trusts, and nothing
     */
    Upstream(URI uri, Executor threads, Map<String, String> own, Duration patience, @Nullable SSLContext tls) {
        this.uri = uri;
        this.own = Map.copyOf(own);
        this.patience = patience;
        boolean secure = "https".equals(uri.getScheme());
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(threads)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20))
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    /**
     * Returns the address that a server names relative to its own.
     *
     * @throws IOException if it is none, or of another server: what is sent there may hold a credential
     */
    URI resolved(String reference) throws IOException {
        URI other;
        try {
            other = uri.resolve(new URI(reference.strip()));
        } catch (URISyntaxException e) {
            throw new IOException("the server named no address", e);
        }
        boolean same = Objects.equals(uri.getScheme(), other.getScheme())
                && Objects.equals(uri.getHost(), other.getHost())
                && uri.getPort() == other.getPort()
                && other.getRawUserInfo() == null;
        if (!same) {
            throw new IOException("the server named an address of another server");
        }
        return other;
    }

    Duration patience() {
        return patience;
    }

    /**
     * What the server answers, up to its body.
     *
     * @param status the status
     * @param type the type of the body, in lower case and without parameters
     * @param response the head
     */
    record Answer(int status, String type, HttpResponse<InputStream> response) implements Closeable {

        boolean isGood() {
            return status >= 200 && status < 300;
        }

        InputStream body() {
            return response.body();
        }

        /** Returns the first value of a field; empty where there is none. */
        String field(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Gives up what was not read of the body. */
        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    /**
     * Sends a message and waits for the head of the answer.
     *
     * @param cancel is given what ends the request, for as long as it lasts
     * @throws HttpTimeoutException if the server takes too long
     * @throws IOException if it cannot be reached, or the request was ended
     */
    Answer post(String message, Map<String, String> fields, Consumer<Runnable> cancel) throws IOException {
        return post(uri, message, fields, cancel);
    }

    /** Sends a message to another address of the same server. */
    Answer post(URI address, String message, Map<String, String> fields, Consumer<Runnable> cancel) throws IOException {
        return send(
                request(address, fields)
                        .header("Content-Type", "application/json")
                        .header("Accept", BOTH)
                        .POST(HttpRequest.BodyPublishers.ofString(message)),
                cancel);
    }

    /** Asks for a stream of events that belong to no request. */
    Answer get(Map<String, String> fields, Consumer<Runnable> cancel) throws IOException {
        return send(request(uri, fields).header("Accept", "text/event-stream").GET(), cancel);
    }

    /** Ends a session. */
    Answer delete(Map<String, String> fields) throws IOException {
        return send(request(uri, fields).DELETE(), work -> {});
    }

    private HttpRequest.Builder request(URI address, Map<String, String> fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
        own.forEach(request::setHeader);
        fields.forEach(request::setHeader);
        return request;
    }

    private Answer send(HttpRequest.Builder request, Consumer<Runnable> cancel) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> future;
        try {
            future = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (RejectedExecutionException e) {
            throw new IOException("the proxy is at its end", e);
        }
        cancel.accept(() -> future.cancel(true));
        try {
            HttpResponse<InputStream> response = future.get();
            cancel.accept(() -> close(response.body()));
            String type = response.headers().firstValue("content-type").orElse("");
            int end = type.indexOf(';');
            return new Answer(
                    response.statusCode(),
                    (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT),
                    response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.cancel(true);
            throw new InterruptedIOException();
        } catch (CancellationException e) {
            throw new IOException("the request was ended", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It has ended.
        }
    }
}
