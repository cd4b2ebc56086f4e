/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that stand for one question to a human: what exactly was asked, until when, and a nonce, under an HMAC.
 *
 * <p>Safe for use by several threads. A token is good once; the nonces of used ones are kept until they would have expired.
 */
final class ApprovalTokens {

    static final int KEY_BYTES = 32;
    static final String PREFIX = "gov1.";
    /** A token for a question on a page; one for a question in band is none, and the other way round. */
    static final String PAGE_PREFIX = PREFIX + "page.";

    private static final int NONCE_BYTES = 16;
    private static final int BINDING_BYTES = 32;
    private static final int MAC_BYTES = 32;

    /** What came of looking at a token. */
    enum Verdict {
        GOOD,
        FORGED,
        OTHER_CALL,
        EXPIRED,
        USED
    }

    private final SecretKeySpec key;
    private final RandomGenerator random;
    private final Map<String, Instant> used = new HashMap<>();

    ApprovalTokens(byte[] key, RandomGenerator random) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.random = random;
    }

    /** Returns the name of one exact question: 32 bytes over all of its parts, each with its length. */
    static byte[] binding(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
                sha256.update(bytes);
            }
            return sha256.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String issue(byte[] binding, Instant expiry) {
        return issue(PREFIX, binding, expiry);
    }

    String issue(String prefix, byte[] binding, Instant expiry) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] body = ByteBuffer.allocate(BINDING_BYTES + Long.BYTES + NONCE_BYTES)
                .put(binding)
                .putLong(expiry.toEpochMilli())
                .put(nonce)
                .array();
        byte[] token = ByteBuffer.allocate(body.length + MAC_BYTES)
                .put(body)
                .put(mac(body))
                .array();
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Looks at a token for a question, and uses it up if it is good. */
    // INVARIANT: a token is good at most once, for the question it was issued for, before it expires.
    Verdict redeem(String token, byte[] binding, Instant now) {
        return redeem(PREFIX, token, binding, now);
    }

    // INVARIANT: and only for the kind of question that its prefix names, as long as the binding names it too.
    Verdict redeem(String prefix, String token, byte[] binding, Instant now) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.startsWith(prefix) ? token.substring(prefix.length()) : "");
        } catch (IllegalArgumentException e) {
            return Verdict.FORGED;
        }
        int length = BINDING_BYTES + Long.BYTES + NONCE_BYTES;
        if (bytes.length != length + MAC_BYTES) {
            return Verdict.FORGED;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] body = new byte[length];
        buffer.get(body);
        byte[] mac = new byte[MAC_BYTES];
        buffer.get(mac);
        if (!MessageDigest.isEqual(mac, mac(body))) {
            return Verdict.FORGED;
        }
        ByteBuffer parts = ByteBuffer.wrap(body);
        byte[] bound = new byte[BINDING_BYTES];
        parts.get(bound);
        Instant expiry = Instant.ofEpochMilli(parts.getLong());
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        if (!MessageDigest.isEqual(bound, binding)) {
            return Verdict.OTHER_CALL;
        }
        if (!now.isBefore(expiry)) {
            return Verdict.EXPIRED;
        }
        synchronized (used) {
            used.values().removeIf(end -> !now.isBefore(end));
            String name = Base64.getEncoder().encodeToString(nonce);
            return used.putIfAbsent(name, expiry) == null ? Verdict.GOOD : Verdict.USED;
        }
    }

    private byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
