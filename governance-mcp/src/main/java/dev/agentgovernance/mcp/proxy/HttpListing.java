/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The way to the tools of a server at an address: with a session, or without one where it begins none. */
final class HttpListing implements ToolListing.Way {

    private static final int MAX_BYTES = 16 << 20;
    private static final String SESSION = "Mcp-Session-Id";
    private static final String MODERN = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";

    private final Upstream upstream;
    private String session = "";
    private boolean begun;

    private HttpListing(Upstream upstream) {
        this.upstream = upstream;
    }

    static List<Map<String, Object>> definitions(URI server, Map<String, String> fields, @Nullable SSLContext tls)
            throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "mcp-http-listing");
            thread.setDaemon(true);
            return thread;
        });
        HttpListing way = new HttpListing(new Upstream(server, threads, fields, Duration.ofSeconds(60), tls));
        return ToolListing.within(way::all, threads::shutdownNow);
    }

    private List<Map<String, Object>> all() throws IOException {
        List<Map<String, Object>> tools;
        try {
            tools = ToolListing.ask(this);
        } catch (IOException e) {
            if (begun) {
                throw e;
            }
            // A server of the revision without sessions knows no beginning.
            return ToolListing.pages(this, Map.of("_meta", meta()));
        }
        if (!session.isEmpty()) {
            upstream.delete(fields("")).close();
        }
        return tools;
    }

    private static Map<String, @Nullable Object> meta() {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put(META + "protocolVersion", MODERN);
        meta.put(META + "clientInfo", ToolListing.client());
        meta.put(META + "clientCapabilities", ToolListing.capabilities());
        return meta;
    }

    private Map<String, String> fields(String method) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (begun) {
            fields.put(MirroredFields.VERSION, ToolListing.REVISION);
            if (!session.isEmpty()) {
                fields.put(SESSION, session);
            }
        } else if (!method.equals("initialize")) {
            fields.put(MirroredFields.VERSION, MODERN);
            fields.put("Mcp-Method", method);
        }
        return fields;
    }

    @Override
    public Map<String, @Nullable Object> call(long id, String method, Map<String, ? extends @Nullable Object> params)
            throws IOException {
        String message = Json.write(ToolListing.request(id, method, params));
        try (Upstream.Answer answer = upstream.post(message, fields(method), cancel -> {})) {
            if (!answer.isGood()) {
                throw new IOException("the server answered " + method + " with status " + answer.status());
            }
            Map<String, @Nullable Object> result = ToolListing.result(method, found(answer, id, method));
            if (method.equals("initialize")) {
                session = answer.field(SESSION);
                begun = true;
            }
            return result;
        }
    }

    private Map<String, @Nullable Object> found(Upstream.Answer answer, long id, String method) throws IOException {
        if (!answer.type().equals("text/event-stream")) {
            byte[] body = answer.body().readNBytes(MAX_BYTES);
            return read(new String(body, StandardCharsets.UTF_8), method);
        }
        EventReader events = new EventReader(answer.body(), MAX_BYTES);
        for (Event event = events.next(); event != null; event = events.next()) {
            if (event.data().isEmpty()) {
                continue;
            }
            Map<String, @Nullable Object> message = read(event.data(), method);
            if (Rpc.isRequest(message)) {
                tell(ToolListing.refusal(message.get("id")));
            } else if (Long.valueOf(id).equals(message.get("id"))) {
                return message;
            }
        }
        throw new IOException("the server did not answer " + method);
    }

    private static Map<String, @Nullable Object> read(String text, String method) throws IOException {
        try {
            Map<String, @Nullable Object> message = Json.object(Json.read(text));
            if (message != null) {
                return message;
            }
        } catch (JsonException e) {
            // It is no message; what it says is the server's.
        }
        throw new IOException("the server answered " + method + " with what is no message");
    }

    @Override
    public void tell(Map<String, @Nullable Object> message) throws IOException {
        try (Upstream.Answer answer = upstream.post(Json.write(message), fields(""), cancel -> {})) {
            if (!answer.isGood()) {
                throw new IOException("the server did not take a message: status " + answer.status());
            }
        }
    }
}
