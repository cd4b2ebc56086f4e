/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.util.Arrays;

/**
 * JSON in ASCII as it is written: what is not ASCII is escaped, so that every text comes back as it was (a lone surrogate
 * too), a line is a line for every tool, and a terminal shows no text that runs backwards. Used once, by one thread.
 *
 * <p>Members are separated here; that objects and arrays end where they should is up to the caller.
 */
final class JsonBytes {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    /** What stands behind a backslash for a character below 0x80, {@code u} for the long form, 0 where none is needed. */
    private static final byte[] ESCAPES = escapes();

    private final int most;
    private byte[] bytes = new byte[1024];
    private int length;
    /** Whether something stands here already that the next member or element is separated from. */
    private boolean separate;

    /**
     * Begins with nothing.
     *
     * @param most how long it may get, about: what is several times longer is a {@link TooLongException}
     */
    JsonBytes(int most) {
        this.most = most;
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** Returns what was written. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void startObject() {
        element();
        put('{');
        separate = false;
    }

    void startObject(String name) {
        name(name);
        put('{');
        separate = false;
    }

    void endObject() {
        put('}');
        separate = true;
    }

    void startArray(String name) {
        name(name);
        put('[');
        separate = false;
    }

    void endArray() {
        put(']');
        separate = true;
    }

    void member(String name, String text) {
        name(name);
        text(text);
    }

    /** Writes a text that is known to need no escape: digits, an id. */
    void plainMember(String name, String text) {
        name(name);
        put('"');
        ascii(text);
        put('"');
    }

    /** Writes the name of a constant, in lower case. */
    void lowerCaseMember(String name, String constant) {
        name(name);
        put('"');
        int from = length;
        ascii(constant);
        for (int i = from; i < length; i++) {
            bytes[i] |= (byte) (bytes[i] >= 'A' && bytes[i] <= 'Z' ? 0x20 : 0);
        }
        put('"');
    }

    void member(String name, boolean value) {
        name(name);
        ascii(value ? "true" : "false");
    }

    void member(String name, long number) {
        name(name);
        ascii(Long.toString(number));
    }

    void element(String text) {
        element();
        text(text);
    }

    void element(long number) {
        element();
        ascii(Long.toString(number));
    }

    private void name(String name) {
        element();
        put('"');
        ascii(name);
        put('"');
        put(':');
    }

    private void element() {
        if (separate) {
            put(',');
        }
        separate = true;
    }

    private void put(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    /** Writes what needs no escape. */
    @SuppressWarnings("deprecation") // the low bytes are what is wanted: it is ASCII
    private void ascii(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
    }

    private void text(String text) {
        int units = text.length();
        room(units + 2);
        byte[] to = bytes;
        int at = length;
        to[at++] = '"';
        for (int i = 0; i < units; i++) {
            char c = text.charAt(i);
            if (c < 0x80 && ESCAPES[c] == 0) {
                to[at++] = (byte) c;
            } else {
                length = at;
                // The longest escape, the rest of the text, and the quote.
                room(6 + units - i);
                escape(c);
                to = bytes;
                at = length;
            }
        }
        to[at++] = '"';
        length = at;
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        if (c < 0x80 && ESCAPES[c] != 'u') {
            bytes[length++] = ESCAPES[c];
            return;
        }
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = (byte) HEX[c >> shift & 0xF];
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            if (length > most || more > most) {
                throw new TooLongException(most);
            }
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }

    /** Says that there is more to write than is wanted. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLongException(int most) {
            super("the JSON is longer than " + most + " bytes");
        }
    }
}
