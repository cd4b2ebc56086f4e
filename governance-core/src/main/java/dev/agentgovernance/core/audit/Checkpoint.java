/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/**
 * A signed statement of how far a journal went at some time. Kept where the agent cannot delete it, it shows later that the
 * end was cut off; and whoever lacks the key cannot make one for a chain of their own.
 *
 * <p>Immutable. {@link #line} and {@link #parse} turn it into a line of JSON and back:
 * {@code {"records":7,"head":"…","at":"…","signature":"…"}}. The signature is Ed25519 (RFC 8032) over the ASCII bytes of
 * {@code agent-governance/checkpoint/1}, the number of records, the head and the time, each ended by a line feed.
 *
 * @param records the number of the last record; 0 for an empty journal
 * @param head its hash, 64 lower-case hexadecimal digits
 * @param at when it was signed
 * @param signature 64 bytes in base 64
 */
public record Checkpoint(long records, String head, Instant at, String signature) {

    private static final String ALGORITHM = "Ed25519";
    private static final String FORMAT = "agent-governance/checkpoint/1\n";
    private static final int SIGNATURE_BYTES = 64;
    private static final int MOST_CHARS = 1024;

    /**
     * Checks the form, and no signature.
     *
     * @throws IllegalArgumentException if a part has not the form it has to have
     */
    public Checkpoint {
        Objects.requireNonNull(at, "at");
        if (records < 0) {
            throw new IllegalArgumentException("a journal has no fewer than 0 records: " + records);
        }
        if (head.length() != 64 || !head.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("a head is 64 lower-case hexadecimal digits");
        }
        if (Base64.getDecoder().decode(signature).length != SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a signature is " + SIGNATURE_BYTES + " bytes in base 64");
        }
    }

    static Checkpoint sign(long records, String head, Instant at, PrivateKey key) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(signed(records, head, at));
            return new Checkpoint(records, head, at, Base64.getEncoder().encodeToString(signer.sign()));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the key is no Ed25519 key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /**
     * Tells whether the signature is that of a key.
     *
     * @throws IllegalArgumentException if the key is no Ed25519 key
     */
    public boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(signed(records, head, at));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the key is no Ed25519 key", e);
        } catch (GeneralSecurityException e) {
            // A signature that cannot even be taken apart.
            return false;
        }
    }

    private static byte[] signed(long records, String head, Instant at) {
        return (FORMAT + records + "\n" + head + "\n" + at + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the checkpoint as one line of JSON, without its end. */
    public String line() {
        return "{\"records\":" + records + ",\"head\":\"" + head + "\",\"at\":\"" + at + "\",\"signature\":\""
                + signature + "\"}";
    }

    /**
     * Reads a line that {@link #line} made, or any JSON object of the same members.
     *
     * @throws IllegalArgumentException if it is no checkpoint; the message does not quote it
     */
    public static Checkpoint parse(String line) {
        if (line.length() > MOST_CHARS) {
            throw new IllegalArgumentException("a checkpoint has at most " + MOST_CHARS + " characters");
        }
        try {
            JsonObject object = JsonObject.parse(line.getBytes(StandardCharsets.UTF_8));
            return new Checkpoint(
                    object.number("records"),
                    object.text("head"),
                    Instant.parse(object.text("at")),
                    object.text("signature"));
        } catch (DateTimeException | ClassCastException | tools.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("the line is no checkpoint");
        }
    }
}
