/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The bytes that come over a socket, within a time. Not for use by several threads. */
final class SocketInput {

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[8_192];
    private int start;
    private int end;
    private long deadline;

    SocketInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Sets how long everything may take that is read from now on. */
    void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /** Waits for a byte. Returns 1 if there is one, 0 if there is none yet, -1 if there will be none. */
    int await(int millis) throws IOException {
        if (start < end) {
            return 1;
        }
        try {
            socket.setSoTimeout(millis);
            return fill() ? 1 : -1;
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    /** Returns the next byte, or -1 at the end. */
    int read() throws IOException {
        return available() ? buffer[start++] & 0xff : -1;
    }

    /** Reads some bytes, at least one; returns how many, or -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (!available()) {
            return -1;
        }
        int count = Math.min(length, end - start);
        System.arraycopy(buffer, start, bytes, offset, count);
        start += count;
        return count;
    }

    private boolean available() throws IOException {
        if (start < end) {
            return true;
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("late");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        return fill();
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        start = 0;
        end = Math.max(count, 0);
        return count > 0;
    }
}
