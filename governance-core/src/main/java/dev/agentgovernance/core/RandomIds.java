/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Names records by random UUIDs (version 4), whose random bytes are drawn for many of them at once. Safe for use by several
 * threads.
 */
final class RandomIds implements Supplier<String> {

    private static final int NAMES = 128;
    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private volatile Batch batch = new Batch(new byte[0]);

    private static final class Batch {
        private final byte[] bytes;
        private final AtomicInteger next = new AtomicInteger();

        Batch(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    // INVARIANT: no two calls use the same random bytes.
    @Override
    public String get() {
        while (true) {
            Batch current = batch;
            int at = current.next.getAndAdd(BYTES);
            if (at >= 0 && at + BYTES <= current.bytes.length) {
                ByteBuffer bytes = ByteBuffer.wrap(current.bytes, at, BYTES);
                long most = (bytes.getLong() & ~0xF000L) | 0x4000L;
                long least = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
                return new UUID(most, least).toString();
            }
            byte[] fresh = new byte[NAMES * BYTES];
            random.nextBytes(fresh);
            // Where another thread was faster, what is left of its bytes is not used.
            batch = new Batch(fresh);
        }
    }
}
