/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a server that speaks TLS. */
final class McpTlsOptions {

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Clients speak TLS; the key and its certificates are in this PKCS #12 file.")
    private @Nullable Path keystore;

    @Option(
            names = "--tls-password-env",
            paramLabel = "VARIABLE",
            description = "The variable of the environment with the password of the key's file.")
    private @Nullable String passwordVariable;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "The file with the password of the key's file, on its first line.")
    private @Nullable Path passwordFile;

    boolean isUsed() {
        return keystore != null;
    }

    /** Returns how to speak TLS with the key that is named. */
    SSLContext context(Map<String, String> environment) throws IOException {
        Path file = Objects.requireNonNull(keystore, "keystore");
        char[] password = password(environment).toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new InputException("The key cannot be read from " + file
                    + ": it is not there, no PKCS #12 file, or has another" + " password.");
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private String password(Map<String, String> environment) throws IOException {
        if ((passwordVariable == null) == (passwordFile == null)) {
            throw new InputException(
                    "--tls-keystore needs --tls-password-env or --tls-password-file, and one of them.");
        }
        String password = passwordVariable != null
                ? environment.get(passwordVariable)
                : Files.isReadable(passwordFile)
                        ? Files.readString(passwordFile).lines().findFirst().orElse("")
                        : null;
        if (password == null) {
            throw new InputException("The password of the key's file is not where it was said to be.");
        }
        return password;
    }
}
