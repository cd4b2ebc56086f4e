/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a file become characters.
 *
 * @param charset the charset
 * @param skip how many bytes at the beginning are a byte order mark
 */
record TextForm(Charset charset, int skip) {

    /** How many bytes of a file are looked at; git looks at as many. */
    static final int LOOK = 8_000;

    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

    /**
     * Returns the form of a file by its beginning, or null for one that is no text: it has a zero byte and is neither UTF-16
     * nor UTF-32, or is a PDF.
     */
    static @Nullable TextForm of(byte[] beginning) {
        TextForm marked = byMark(beginning);
        if (marked != null) {
            return marked;
        }
        int zeros = 0;
        int[] zerosAt = new int[2];
        for (int i = 0; i < beginning.length; i++) {
            if (beginning[i] == 0) {
                zeros++;
                zerosAt[i & 1]++;
            }
        }
        if (zeros > 0) {
            return utf16WithoutMark(beginning, zerosAt);
        }
        if (startsWith(beginning, '%', 'P', 'D', 'F', '-')) {
            return null;
        }
        // The reader takes what is no UTF-8 for ISO-8859-1, so that this is right for either.
        return new TextForm(StandardCharsets.UTF_8, 0);
    }

    private static @Nullable TextForm byMark(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return new TextForm(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(bytes, 0xff, 0xfe, 0, 0)) {
            return new TextForm(UTF_32LE, 4);
        }
        if (startsWith(bytes, 0, 0, 0xfe, 0xff)) {
            return new TextForm(UTF_32BE, 4);
        }
        if (startsWith(bytes, 0xff, 0xfe)) {
            return new TextForm(StandardCharsets.UTF_16LE, 2);
        }
        return startsWith(bytes, 0xfe, 0xff) ? new TextForm(StandardCharsets.UTF_16BE, 2) : null;
    }

    /** In UTF-16 of mostly Latin text every second byte is zero, and no other. */
    private static @Nullable TextForm utf16WithoutMark(byte[] bytes, int[] zerosAt) {
        int half = bytes.length / 2;
        if (bytes.length < 4
                || zerosAt[0] > 0 == zerosAt[1] > 0
                || Math.max(zerosAt[0], zerosAt[1]) * 10L < half * 7L) {
            return null;
        }
        for (int i = zerosAt[0] > 0 ? 1 : 0; i < bytes.length; i += 2) {
            int low = bytes[i] & 0xff;
            if (low < ' ' && low != '\t' && low != '\n' && low != '\r') {
                return null;
            }
        }
        return new TextForm(zerosAt[0] > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, 0);
    }

    private static boolean startsWith(byte[] bytes, int... values) {
        if (bytes.length < values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if ((bytes[i] & 0xff) != values[i]) {
                return false;
            }
        }
        return true;
    }
}
