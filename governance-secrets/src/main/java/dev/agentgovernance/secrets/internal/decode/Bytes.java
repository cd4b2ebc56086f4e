/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.decode;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Bytes that came out of a run, read as text: UTF-8, UTF-16 without its mark, or either of them compressed by gzip or zlib.
 * Reused for the next run; for one thread.
 */
final class Bytes {
    /** So many characters are read before it is decided that a run holds text. */
    static final int ENOUGH = 10;

    private static final int GZIP_HEADER = 10;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAG_CHECK = 2;

    private byte[] bytes = new byte[128];
    private int length;
    private byte[] inflated = new byte[0];

    /** Begins another run; nothing of the last one stays. */
    void clear() {
        Arrays.fill(bytes, 0, length, (byte) 0);
        length = 0;
    }

    void add(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
    }

    int length() {
        return length;
    }

    /** Where in the line a byte comes from. */
    @FunctionalInterface
    interface Places {
        /** Returns where the characters begin that hold a byte. */
        int place(int index);
    }

    /**
     * Adds the text that the bytes are, up to the first that is none, and returns whether there is enough of it.
     *
     * @param unit how many characters hold a byte
     * @param most how many bytes compressed ones may become
     */
    boolean read(Decoded out, Places places, int unit, int most) {
        int start = compressedFrom();
        if (start >= 0) {
            int count = inflate(start, most);
            out.forgetPlaces();
            boolean some = count > 0 && text(inflated, count, out, i -> out.sourceStart(), unit) > 0;
            Arrays.fill(inflated, 0, count, (byte) 0);
            return some;
        }
        int skipped = 0;
        // A part of a long run may begin within a character.
        while (skipped < 3 && skipped < length && (bytes[skipped] & 0xc0) == 0x80) {
            skipped++;
        }
        if (isUtf16()) {
            return utf16(out, places, unit) >= ENOUGH / 2;
        }
        int from = skipped;
        byte[] rest = from == 0 ? bytes : Arrays.copyOfRange(bytes, from, length);
        return text(rest, length - from, out, i -> places.place(i + from), unit) >= ENOUGH;
    }

    /** Returns where deflated data begin, behind the header of gzip or zlib, or -1. */
    private int compressedFrom() {
        if (length >= 12 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b && bytes[2] == 8) {
            return afterGzipHeader();
        }
        boolean zlib = length >= 12
                && bytes[0] == 0x78
                && (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0
                && (bytes[1] & 0x20) == 0;
        return zlib ? 2 : -1;
    }

    private int afterGzipHeader() {
        int flags = bytes[3];
        int i = GZIP_HEADER;
        if ((flags & FLAG_EXTRA) != 0) {
            i += 2 + (bytes[i] & 0xff) + ((bytes[i + 1] & 0xff) << 8);
        }
        for (int text = Integer.bitCount(flags & (FLAG_NAME | FLAG_COMMENT)); text > 0; text--) {
            while (i < length && bytes[i] != 0) {
                i++;
            }
            i++;
        }
        i += (flags & FLAG_CHECK) != 0 ? 2 : 0;
        return i < length ? i : -1;
    }

    /** Inflates what there is, cut off or broken as it may be. */
    private int inflate(int start, int most) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, start, length - start);
            int count = 0;
            while (count < most && !inflater.finished()) {
                if (count == inflated.length) {
                    inflated = Arrays.copyOf(inflated, Math.min(most, Math.max(512, 2 * count)));
                }
                int more = inflater.inflate(inflated, count, Math.min(most, inflated.length) - count);
                if (more == 0) {
                    return count;
                }
                count += more;
            }
            return count;
        } catch (DataFormatException broken) {
            return 0;
        } finally {
            inflater.end();
        }
    }

    private boolean isUtf16() {
        if (length < ENOUGH) {
            return false;
        }
        for (int i = 0; i < ENOUGH; i += 2) {
            if (bytes[i] == 0 || bytes[i + 1] != 0) {
                return false;
            }
        }
        return true;
    }

    private int utf16(Decoded out, Places places, int unit) {
        int count = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            char c = (char) ((bytes[i] & 0xff) | ((bytes[i + 1] & 0xff) << 8));
            if (!isText(c)) {
                return count;
            }
            out.add(c, places.place(i), places.place(i + 1) + unit);
            count++;
        }
        return count;
    }

    /** Adds characters up to the first byte that does not belong to text, and returns how many. */
    private static int text(byte[] from, int length, Decoded out, Places places, int unit) {
        int count = 0;
        int i = 0;
        while (i < length) {
            int size = size(from, i, length);
            int point = size == 0 ? -1 : point(from, i, size);
            if (point < 0 || !isText(point)) {
                return count;
            }
            int place = places.place(i);
            int end = places.place(i + size - 1) + unit;
            if (point >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                out.add(Character.highSurrogate(point), place, end);
                out.add(Character.lowSurrogate(point), place, end);
            } else {
                out.add((char) point, place, end);
            }
            i += size;
            count++;
        }
        return count;
    }

    private static boolean isText(int c) {
        return c >= ' ' ? c != 0x7f : c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1b;
    }

    private static int size(byte[] from, int i, int length) {
        int lead = from[i] & 0xff;
        int size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        for (int k = 1; k < size; k++) {
            if (i + k >= length || (from[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    private static int point(byte[] from, int i, int size) {
        int lead = from[i] & 0xff;
        int point = size == 1 ? lead : lead & (0x7f >> size);
        for (int k = 1; k < size; k++) {
            point = (point << 6) | (from[i + k] & 0x3f);
        }
        int least = size == 3 ? 0x800 : size == 4 ? 0x10000 : 0;
        boolean valid = point >= least && point <= Character.MAX_CODE_POINT && (point < 0xd800 || point > 0xdfff);
        return valid ? point : -1;
    }
}
