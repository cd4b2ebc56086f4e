/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length. What is over the bound, or no UTF-8, comes as a line that is no message. */
final class LineSource {

    /** Stands for a line that could not be read; no message looks like it. */
    static final String UNREADABLE = "\u0000";

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    LineSource(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Returns the next line without its end, or null at the end of the stream; a line without an end is none. */
    @Nullable String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (true) {
            if (start == end) {
                start = 0;
                end = in.read(buffer);
                if (end < 0) {
                    end = 0;
                    return null;
                }
            }
            int newline = start;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            tooLong |= line.size() + newline - start > maxBytes;
            if (!tooLong) {
                line.write(buffer, start, newline - start);
            }
            boolean complete = newline < end;
            start = complete ? newline + 1 : newline;
            if (complete) {
                return tooLong ? UNREADABLE : text(line.toByteArray());
            }
        }
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            return UNREADABLE;
        }
    }
}
