/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.engine;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key under which values become fingerprints. Immutable, safe for use by several threads. */
public final class Fingerprints {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY = 16;
    private static final int BYTES = 8;

    private static final Fingerprints OF_THIS_PROCESS = new Fingerprints(null);

    /** Null for the key of this process, which is drawn when it is needed. */
    private final @Nullable SecretKeySpec key;

    private Fingerprints(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Uses a key.
     *
     * @throws IllegalArgumentException if it is shorter than 16 bytes
     */
    public static Fingerprints of(byte[] key) {
        if (key.length < LEAST_KEY) {
            throw new IllegalArgumentException("a key for fingerprints has at least 16 bytes");
        }
        return new Fingerprints(new SecretKeySpec(key, ALGORITHM));
    }

    /** Returns the key that is drawn by chance for this process, with the first fingerprint: most scans need none. */
    public static Fingerprints ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** Returns the fingerprint of a value. */
    public String of(String value) {
        Hash hash = begin();
        hash.add(value.toCharArray(), 0, value.length());
        return hash.end();
    }

    /** Begins a fingerprint. */
    Hash begin() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key == null ? ProcessKey.KEY : key);
            return new Hash(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** A fingerprint in the making; after {@link #end} the next may begin. For one thread. */
    static final class Hash {
        private final Mac mac;

        Hash(Mac mac) {
            this.mac = mac;
        }

        /** Adds characters. */
        void add(char[] chars, int start, int end) {
            byte[] bytes = new byte[2 * (end - start)];
            for (int i = start; i < end; i++) {
                bytes[2 * (i - start)] = (byte) (chars[i] >> 8);
                bytes[2 * (i - start) + 1] = (byte) chars[i];
            }
            mac.update(bytes);
            Arrays.fill(bytes, (byte) 0);
        }

        /** Returns 16 hexadecimal digits for what was added. */
        String end() {
            return HexFormat.of().formatHex(mac.doFinal(), 0, BYTES);
        }
    }

    private static final class ProcessKey {
        static final SecretKeySpec KEY = draw();

        private static SecretKeySpec draw() {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            return new SecretKeySpec(key, ALGORITHM);
        }
    }
}
