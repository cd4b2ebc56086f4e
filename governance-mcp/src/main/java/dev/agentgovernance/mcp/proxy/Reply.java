/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: a document, or a stream of events. Safe for use by several threads. Writing blocks while the client
 * does not read, and says so to whoever writes by taking its time.
 */
final class Reply implements Outlet {

    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "No Content"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(505, "HTTP Version Not Supported"));

    private final OutputStream out;
    private final boolean keepsAlive;
    private final Runnable afterLast;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Runnable whenGone;
    private boolean streaming;
    private boolean gone;
    private volatile long writingSince;

    /** Makes an answer; where the connection does not outlast it, something is done after it. */
    Reply(OutputStream out, boolean keepsAlive, Runnable afterLast) {
        this.out = out;
        this.keepsAlive = keepsAlive;
        this.afterLast = afterLast;
    }

    private void done() {
        done.countDown();
        if (!keepsAlive) {
            afterLast.run();
        }
    }

    /** Answers with a document. Returns false if there is nobody to read it, or an answer was begun before. */
    @Override
    public synchronized boolean document(int status, Map<String, String> fields, byte[] body) {
        if (gone || streaming || isDone()) {
            return false;
        }
        StringBuilder head = head(status, fields);
        if (status != 204) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + body.length);
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        boolean written = write(all.toByteArray());
        done();
        return written;
    }

    /** Begins a stream of events, if it has not begun. Returns false if there is nobody to read it. */
    @Override
    public synchronized boolean stream(Map<String, String> fields) {
        if (gone || isDone()) {
            return false;
        }
        if (streaming) {
            return true;
        }
        streaming = true;
        StringBuilder head = head(200, fields)
                .append("Content-Type: text/event-stream\r\n")
                .append("X-Accel-Buffering: no\r\n")
                .append("Transfer-Encoding: chunked\r\n\r\n");
        return write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends an event on the stream. Returns false if there is nobody to read it. */
    @Override
    public synchronized boolean event(Event event) {
        if (gone || !streaming || isDone()) {
            return false;
        }
        byte[] text = event.text().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(text.length + 16);
        chunk.writeBytes((Integer.toHexString(text.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(text);
        chunk.writeBytes(new byte[] {'\r', '\n'});
        return write(chunk.toByteArray());
    }

    /** Ends the stream. */
    @Override
    public synchronized void end() {
        if (streaming && !gone && !isDone()) {
            write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        done();
    }

    @Override
    public synchronized boolean isStreaming() {
        return streaming;
    }

    @Override
    public boolean isDone() {
        return done.getCount() == 0;
    }

    void awaitDone() throws InterruptedException {
        done.await();
    }

    /** Sets what is done once when the client goes away before it has its answer. */
    void whenGone(Runnable work) {
        boolean now;
        synchronized (this) {
            whenGone = work;
            now = gone;
        }
        if (now) {
            work.run();
        }
    }

    /** The client has gone away. */
    void gone() {
        Runnable work;
        synchronized (this) {
            if (gone || isDone()) {
                return;
            }
            gone = true;
            done.countDown();
            work = whenGone;
        }
        if (work != null) {
            work.run();
        }
    }

    /** Returns since when a write waits for the client to read, in nanoseconds of the system; 0 where none does. */
    long writingSince() {
        return writingSince;
    }

    private StringBuilder head(int status, Map<String, String> fields) {
        StringBuilder head = new StringBuilder(160)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(PHRASES.getOrDefault(status, ""))
                .append("\r\nCache-Control: no-store\r\n");
        if (!keepsAlive) {
            head.append("Connection: close\r\n");
        }
        fields.forEach((name, value) -> {
            // No value can begin a field of its own.
            if (value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return head;
    }

    private boolean write(byte[] bytes) {
        writingSince = Math.max(1, System.nanoTime());
        try {
            out.write(bytes);
            out.flush();
            return true;
        } catch (IOException e) {
            // Whoever reads from this connection sees that it has ended, and says so.
            return false;
        } finally {
            writingSince = 0;
        }
    }
}
