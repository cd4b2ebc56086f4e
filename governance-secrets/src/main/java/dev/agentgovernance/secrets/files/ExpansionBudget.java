/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * How much may come out of one file on disk, all archives in it taken together. For one thread.
 *
 * <p>INVARIANT: no more than {@code maxBytes} and {@code MAX_ENTRIES} entries ever come out of a file, however it is nested;
 * after the first 16 MiB no more than 200 times what went in.
 */
final class ExpansionBudget {
    static final int MAX_ENTRIES = 100_000;
    static final int MAX_RATIO = 200;
    static final long FREE_BYTES = 16L << 20;

    /** Says which limit was reached. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException(String message) {
            super(message);
        }
    }

    private final int maxDepth;
    private final long maxBytes;
    private long bytesIn;
    private long bytesOut;
    private int entries;

    ExpansionBudget(int maxDepth, long maxBytes) {
        this.maxDepth = maxDepth;
        this.maxBytes = maxBytes;
    }

    boolean allows(int depth) {
        return depth <= maxDepth;
    }

    void entry() throws ExceededException {
        if (++entries > MAX_ENTRIES) {
            throw new ExceededException("more than " + MAX_ENTRIES + " entries");
        }
    }

    private void out(long count) throws ExceededException {
        bytesOut += count;
        if (bytesOut > maxBytes) {
            throw new ExceededException("more than " + maxBytes + " bytes come out");
        }
        if (bytesOut > FREE_BYTES && bytesOut / MAX_RATIO > bytesIn) {
            throw new ExceededException("more than " + MAX_RATIO + " times as much comes out as goes in");
        }
    }

    /** Returns the bytes of the file on disk, counted. */
    InputStream counted(InputStream in) {
        return new Counted(in) {
            @Override
            void count(long bytes) {
                bytesIn += bytes;
            }
        };
    }

    /** Returns what comes out of an archive, counted; reading it fails at a limit. */
    InputStream limited(InputStream in) {
        return new Counted(in) {
            @Override
            void count(long bytes) throws ExceededException {
                out(bytes);
            }
        };
    }

    private abstract static class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        abstract void count(long bytes) throws ExceededException;

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                count(1);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            if (count > 0) {
                count(count);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            // Skipped bytes count like read ones: they had to be unpacked.
            byte[] scratch = new byte[(int) Math.min(Math.max(count, 0), 8192)];
            int skipped = scratch.length == 0 ? 0 : read(scratch, 0, scratch.length);
            return Math.max(0, skipped);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
