/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values that documents show to everybody. Only hashes of them are kept: no text here looks like a secret. */
final class KnownValues {
    private static final int LENGTH = 16;
    private static final int SHORTEST = 10;
    private static final long[] HASHES = read();

    private KnownValues() {}

    private static long[] read() {
        try (InputStream in = KnownValues.class.getResourceAsStream("known.txt")) {
            if (in == null) {
                throw new IllegalStateException("the data file of known values is missing");
            }
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            long[] hashes = new long[lines.length];
            int count = 0;
            for (String line : lines) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    hashes[count++] = Long.parseUnsignedLong(line, 0, LENGTH, 16);
                }
            }
            Arrays.sort(hashes, 0, count);
            return Arrays.copyOf(hashes, count);
        } catch (IOException e) {
            throw new UncheckedIOException("the data file of known values cannot be read", e);
        }
    }

    /** Returns whether a value ends as one of them does, or is one of the shorter ones. */
    static boolean contains(TextLine line, int start, int end) {
        if (end - start < SHORTEST) {
            return false;
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = Math.max(start, end - LENGTH); i < end; i++) {
            hash = (hash ^ line.at(i)) * 0x100000001b3L;
        }
        return Arrays.binarySearch(HASHES, hash) >= 0;
    }
}
