/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar file (POSIX ustar and pax, GNU long names), one after the other: {@link #next} goes to an entry,
 * reading gives its bytes. For one thread.
 */
final class TarReader extends FilterInputStream {
    private static final int BLOCK = 512;
    private static final int MAX_NAME = 64 << 10;

    private long left;
    private int padding;

    TarReader(InputStream in) {
        super(in);
    }

    /** Whether a file begins like a tar file. */
    static boolean isTar(byte[] beginning) {
        return beginning.length >= BLOCK
                && beginning[257] == 'u'
                && beginning[258] == 's'
                && beginning[259] == 't'
                && beginning[260] == 'a'
                && beginning[261] == 'r'
                && isHeader(beginning);
    }

    /**
     * Goes to the next file, and returns its name, or null at the end. Folders, links and devices are passed over.
     *
     * @throws ZipException if this is no tar file, or a damaged one
     */
    @Nullable String next() throws IOException {
        @Nullable String longName = null;
        while (true) {
            skipFully(left + padding);
            left = 0;
            padding = 0;
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || isZero(header)) {
                return null;
            }
            if (header.length < BLOCK || !isHeader(header)) {
                throw new ZipException("not a tar header");
            }
            left = number(header, 124, 12);
            padding = (int) ((BLOCK - left % BLOCK) % BLOCK);
            switch (header[156]) {
                case 'L' -> longName = text(content());
                case 'x' -> {
                    String path = paxPath(content());
                    longName = path == null ? longName : path;
                }
                case 'g', 'K' -> {}
                case '1', '2', '3', '4', '5', '6' -> longName = null;
                default -> {
                    return longName == null ? name(header) : longName;
                }
            }
        }
    }

    private byte[] content() throws IOException {
        if (left > MAX_NAME) {
            throw new ZipException("a name is too long");
        }
        byte[] content = in.readNBytes((int) left);
        if (content.length < left) {
            throw new ZipException("the file ends in an entry");
        }
        left = 0;
        return content;
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHeader(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        try {
            return number(header, 148, 8) == sum;
        } catch (ZipException notANumber) {
            return false;
        }
    }

    /** An octal number, or one in base 256 where the highest bit says so. */
    private static long number(byte[] header, int offset, int length) throws ZipException {
        long number = 0;
        if ((header[offset] & 0x80) != 0) {
            for (int i = offset + 1; i < offset + length; i++) {
                if (number >> 54 != 0) {
                    throw new ZipException("a number is too large");
                }
                number = number << 8 | (header[i] & 0xff);
            }
            return number;
        }
        for (int i = offset; i < offset + length && header[i] != 0; i++) {
            if (header[i] == ' ') {
                continue;
            }
            if (header[i] < '0' || header[i] > '7') {
                throw new ZipException("not a number");
            }
            number = number * 8 + header[i] - '0';
        }
        return number;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        String prefix = header[257] == 'u' && header[262] == 0 ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    private static String text(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    /** Returns the value of {@code path} in records of {@code length key=value}. */
    private static @Nullable String paxPath(byte[] records) {
        String text = new String(records, StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            int space = line.indexOf(' ');
            if (line.startsWith("path=", space + 1)) {
                return line.substring(space + 6);
            }
        }
        return null;
    }

    private void skipFully(long count) throws IOException {
        byte[] scratch = new byte[(int) Math.min(count, 8192)];
        for (long rest = count; rest > 0; ) {
            int read = in.read(scratch, 0, (int) Math.min(rest, scratch.length));
            if (read < 0) {
                throw new ZipException("the file ends in an entry");
            }
            rest -= read;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new ZipException("the file ends in an entry");
        }
        left -= count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Leaves the file open: an entry ends, not the archive. */
    @Override
    public void close() {}
}
