/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.secrets.SecretScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is used again from file to file: buffers for bytes and characters, and sessions. At most 8 Mi bytes and as many
 * characters while a file is read, an eighth of that between files. For one thread at a time.
 */
final class Bench {
    /** Characters held at once. A line that is longer is cut, a JSON text that is longer is read line by line. */
    static final int PIECE = 8 << 20;

    private static final int FIRST = 1 << 14;
    private static final int READ = 1 << 18;
    private static final int KEPT = 1 << 20;

    private final ReusedSession document;
    private final ReusedSession value;
    private final ReusedSession named;
    private byte[] bytes = new byte[FIRST];
    private char[] chars = new char[FIRST];
    private int length;

    Bench(SecretScanner scanner) {
        document = new ReusedSession(scanner);
        value = new ReusedSession(scanner);
        named = new ReusedSession(scanner);
    }

    /** Returns the session for a text. */
    ReusedSession document() {
        return document;
    }

    /** Returns the session for a value in the text. */
    ReusedSession value() {
        return value;
    }

    /** Returns the session for a value with its name. */
    ReusedSession named() {
        return named;
    }

    /** Reads bytes, and returns whether these are all, and fewer than a piece. */
    boolean fill(InputStream in) throws IOException {
        length = 0;
        while (true) {
            if (length == bytes.length) {
                if (length == PIECE) {
                    return false;
                }
                bytes = Arrays.copyOf(bytes, Math.min(PIECE, 4 * length));
            }
            int count = in.read(bytes, length, Math.min(READ, bytes.length - length));
            if (count < 0) {
                return true;
            }
            length += count;
        }
    }

    /** Returns what {@link #fill} read; it goes when the next is read. */
    InputStream filled(int skip) {
        return new ByteArrayInputStream(bytes, skip, length - skip);
    }

    /** Returns the first bytes that {@link #fill} read, up to a number. */
    byte[] beginning(int most) {
        return Arrays.copyOf(bytes, Math.min(most, length));
    }

    char[] chars() {
        return chars;
    }

    /** Makes the buffer of characters larger, up to a piece, and keeps what is in it. */
    void growChars() {
        chars = Arrays.copyOf(chars, Math.min(PIECE, 4 * chars.length));
    }

    /** Reads the bytes as UTF-8 into the buffer of characters, as {@link LenientReader} does, and returns how many there are. */
    int decode(int skip) throws IOException {
        int room = length - skip + 2;
        if (chars.length < room) {
            chars = new char[Math.max(room, Math.min(PIECE, 2 * room))];
        }
        byte[] from = bytes;
        char[] to = chars;
        int n = 0;
        int i = skip;
        while (i < length && from[i] >= 0) {
            to[n++] = (char) from[i++];
        }
        if (i < length) {
            try (Reader rest = new LenientReader(filled(i), StandardCharsets.UTF_8)) {
                for (int count = 0; count >= 0; count = rest.read(to, n, to.length - n)) {
                    n += count;
                }
            }
        }
        return n;
    }

    /** Keeps nothing large, nor what read a secret. */
    void clear(boolean failed) {
        document.letGo(failed);
        value.letGo(failed);
        named.letGo(failed);
        if (bytes.length > KEPT) {
            bytes = new byte[FIRST];
        }
        if (chars.length > KEPT) {
            chars = new char[FIRST];
        }
    }
}
