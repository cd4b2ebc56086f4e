/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys in PEM files, as openssl writes them. */
final class AuditKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private AuditKeys() {}

    /** Makes a pair; files that are there stay as they are. */
    static void make(Path privateFile, Path publicFile) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            StateFolder.createOwned(privateFile);
            Files.writeString(privateFile, pem(PRIVATE, pair.getPrivate()), StandardOpenOption.WRITE);
            Files.writeString(publicFile, pem(PUBLIC, pair.getPublic()), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new InputException("There is a file " + e.getMessage() + " already.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    static PrivateKey privateKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes(file, PRIVATE)));
        } catch (GeneralSecurityException e) {
            throw noKey(file, PRIVATE);
        }
    }

    static PublicKey publicKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes(file, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw noKey(file, PUBLIC);
        }
    }

    private static String pem(String type, Key key) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + type
                + "-----\n";
    }

    private static byte[] bytes(Path file, String type) throws IOException {
        String begin = "-----BEGIN " + type + "-----";
        String end = "-----END " + type + "-----";
        String text = Files.size(file) > 4096 ? "" : Files.readString(file);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw noKey(file, type);
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw noKey(file, type);
        }
    }

    private static InputException noKey(Path file, String type) {
        return new InputException(
                "There is no Ed25519 " + type.toLowerCase(java.util.Locale.ROOT) + " in " + file + ".");
    }
}
