/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority that vouches for keys, by the keytool of the JDK. */
final class Authority {

    static final Authority NONE = new Authority();
    static final String PASSWORD = "of the test";

    private final Path folder;
    private final String name;

    private Authority() {
        this.folder = Path.of("");
        this.name = "";
    }

    Authority(Path folder, String name) throws Exception {
        this.folder = folder;
        this.name = name;
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c",
                "-keystore",
                ca());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "ca",
                "-keystore",
                ca(),
                "-file",
                certificate().toString());
    }

    private String ca() {
        return own().toString();
    }

    /** Returns the key of the authority itself, whose certificate names no address. */
    Path own() {
        return folder.resolve(name + "-ca.p12");
    }

    /** Returns the certificate of this authority, as PEM. */
    Path certificate() {
        return folder.resolve(name + "-ca.pem");
    }

    /** Returns a new key with its certificates, in a PKCS #12 file. */
    Path key(String owner, String extension) throws Exception {
        Path file = folder.resolve(name + "-" + owner + ".p12");
        String store = file.toString();
        String request = folder.resolve(name + "-" + owner + ".csr").toString();
        String signed = folder.resolve(name + "-" + owner + ".pem").toString();
        keytool("-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=" + owner, "-keystore", store);
        keytool("-certreq", "-alias", "key", "-keystore", store, "-file", request);
        keytool(
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-keystore",
                ca(),
                "-infile",
                request,
                "-outfile",
                signed,
                "-ext",
                extension);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-keystore",
                store,
                "-file",
                certificate().toString());
        keytool("-importcert", "-noprompt", "-alias", "key", "-keystore", store, "-file", signed);
        return file;
    }

    /** Returns a context that shows a key, if any, and trusts an authority. */
    SSLContext context(@Nullable Path key, Authority trusted) throws Exception {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (InputStream in = Files.newInputStream(trusted.certificate())) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            authorities.setCertificateEntry("ca", certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (key != null) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(key)) {
                store.load(in, PASSWORD.toCharArray());
            }
            keys.init(store, PASSWORD.toCharArray());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
