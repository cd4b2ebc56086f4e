/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which server at an address is the right one, and what is shown to it. */
final class UpstreamTls {

    @Option(
            names = "--upstream-ca",
            paramLabel = "FILE",
            description = "The authorities that vouch for the server, as PEM. Default: those that this machine trusts.")
    private @Nullable Path authorities;

    @Option(
            names = "--upstream-cert",
            paramLabel = "FILE",
            description = "A key and its certificates to show to the server, in a PKCS #12 file.")
    private @Nullable Path certificate;

    @Option(
            names = "--upstream-cert-password-env",
            paramLabel = "VARIABLE",
            description = "The variable of the environment with the password of that file.")
    private @Nullable String passwordVariable;

    @Nullable SSLContext context(Map<String, String> environment) throws IOException {
        if ((certificate == null) != (passwordVariable == null)) {
            throw new InputException("--upstream-cert and --upstream-cert-password-env go together.");
        }
        if (authorities == null && certificate == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null ? null : shown(certificate, environment),
                    authorities == null ? null : trusted(authorities),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not to be had", e);
        }
    }

    private static TrustManager[] trusted(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority " + store.size(), each);
            }
            if (store.size() == 0) {
                throw new IOException("it is empty");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new InputException("No certificates can be read from " + file + ".");
        }
    }

    private KeyManager[] shown(Path file, Map<String, String> environment) {
        String said = environment.get(passwordVariable);
        if (said == null) {
            throw new InputException("The environment has no variable " + passwordVariable + ".");
        }
        char[] password = said.toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new InputException("The key cannot be read from " + file
                    + ": it is not there, no PKCS #12 file, or has another password.");
        } finally {
            Arrays.fill(password, ' ');
        }
    }
}
