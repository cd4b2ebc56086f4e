/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Reads characters; a byte that the charset does not know is read as ISO-8859-1, so that nothing is lost. For one thread. */
final class LenientReader extends Reader {
    private static final int BYTES = 1 << 14;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).limit(0);
    private boolean ended;

    LenientReader(InputStream in, Charset charset) {
        this.in = in;
        decoder = charset.newDecoder();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        // Room for a pair of surrogates, which a decoder writes whole or not at all.
        CharBuffer chars = length == 1 ? CharBuffer.allocate(1) : CharBuffer.wrap(target, offset, length);
        int begin = chars.position();
        while (chars.position() == begin) {
            if (!bytes.hasRemaining() && ended) {
                return -1;
            }
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                for (int i = 0; i < result.length() && chars.hasRemaining(); i++) {
                    chars.put((char) (bytes.get() & 0xff));
                }
            } else if (result.isOverflow()) {
                if (chars.position() == begin) {
                    throw new IOException("no room for a character");
                }
            } else if (!ended) {
                fill();
            } else if (chars.position() == begin) {
                return -1;
            }
        }
        if (length == 1) {
            target[offset] = chars.get(0);
            return 1;
        }
        return chars.position() - begin;
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
