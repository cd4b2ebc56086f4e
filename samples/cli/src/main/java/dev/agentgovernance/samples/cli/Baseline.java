/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.secrets.files.FileFinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The findings that are known and not reported again, by the fingerprints of their values: a value is known wherever it
 * stands, also after its line or its file moved.
 *
 * <p>Fingerprints are made under a key that comes from the salt in the file and a key of the user. Without a key of the user,
 * who has the file can try guesses.
 */
final class Baseline {
    private static final String FORMAT = "agent-governance-baseline/1";
    private static final int SALT_BYTES = 16;

    private final byte[] salt;
    private final byte[] key;
    private final Set<String> known = new HashSet<>();

    private Baseline(byte[] salt, @Nullable String userKey) {
        this.salt = salt;
        key = hmac(userKey == null ? "no key" : userKey, salt);
    }

    /** Returns a baseline that knows nothing. */
    static Baseline empty(@Nullable String userKey) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new Baseline(salt, userKey);
    }

    /**
     * Reads a baseline.
     *
     * @throws InputException if the file is none, or was made under another key
     */
    static Baseline read(Path file, @Nullable String userKey) throws IOException {
        Map<String, @Nullable Object> fields = Json.object(Files.readString(file));
        if (!FORMAT.equals(fields.get("format"))
                || !(fields.get("salt") instanceof String salt)
                || !(fields.get("findings") instanceof List<?> findings)) {
            throw new InputException(file + " is no baseline.");
        }
        Baseline baseline;
        try {
            baseline = new Baseline(HexFormat.of().parseHex(salt), userKey);
        } catch (IllegalArgumentException e) {
            throw new InputException(file + " is no baseline.");
        }
        if (!baseline.check().equals(fields.get("check"))) {
            throw new InputException(file + " was made under another key.");
        }
        for (Object finding : findings) {
            if (!(finding instanceof Map<?, ?> map) || !(map.get("fingerprint") instanceof String fingerprint)) {
                throw new InputException(file + " is no baseline.");
            }
            baseline.known.add(fingerprint);
        }
        return baseline;
    }

    /** Returns the key for the fingerprints of a scanner. */
    byte[] fingerprintKey() {
        return key.clone();
    }

    boolean knows(FileFinding found) {
        return known.contains(found.finding().fingerprint());
    }

    /** Writes a baseline that knows these findings, and no others. The file is whole at every moment. */
    void write(Path file, List<FileFinding> findings) throws IOException {
        Map<String, Object> sorted = new TreeMap<>();
        for (FileFinding found : findings) {
            sorted.putIfAbsent(
                    found.finding().fingerprint(),
                    Json.object(
                            "fingerprint", found.finding().fingerprint(),
                            "kind", found.finding().kind().id(),
                            "path", found.path()));
        }
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, "baseline", ".new");
        try {
            Files.writeString(
                    fresh,
                    Json.pretty(Json.object(
                                    "format", FORMAT,
                                    "salt", HexFormat.of().formatHex(salt),
                                    "check", check(),
                                    "findings", List.copyOf(sorted.values())))
                            + "\n");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private String check() {
        return HexFormat.of().formatHex(hmac("check", key), 0, 8);
    }

    private static byte[] hmac(String key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC", e);
        }
    }
}
