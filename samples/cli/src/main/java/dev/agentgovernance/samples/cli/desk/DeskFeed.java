/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tells open pages that something changed, as server-sent events: {@code data:} and the name of the present state, whenever
 * that is another one. Each stream holds a thread; there are few.
 */
final class DeskFeed {

    static final int MOST_STREAMS = 12;

    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final long SPEAK_EVERY_MILLIS = 15_000;

    private final Semaphore room = new Semaphore(MOST_STREAMS);
    private final Supplier<String> revision;
    private final Object lock = new Object();
    private String known = "";
    private long lookedAt = Long.MIN_VALUE;

    DeskFeed(Supplier<String> revision) {
        this.revision = revision;
    }

    /** Streams until the page goes away or the session ends; false where there is no room for another. */
    boolean stream(HttpExchange exchange, BooleanSupplier open) throws IOException {
        if (!room.tryAcquire()) {
            return false;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            String said = "";
            long spoke = System.nanoTime();
            while (open.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
                String now = current();
                boolean silentForLong = (System.nanoTime() - spoke) / 1_000_000 > SPEAK_EVERY_MILLIS;
                if (!now.equals(said) || silentForLong) {
                    String event = now.equals(said) ? ": still here\n\n" : "event: change\ndata: " + now + "\n\n";
                    out.write(event.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    said = now;
                    spoke = System.nanoTime();
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
        return true;
    }

    /** However many pages are open, the stores are looked at once in a while. */
    private String current() {
        synchronized (lock) {
            long now = System.nanoTime();
            if (lookedAt == Long.MIN_VALUE || (now - lookedAt) / 1_000_000 >= LOOK_EVERY_MILLIS / 2) {
                known = revision.get();
                lookedAt = now;
            }
            return known;
        }
    }
}
