/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server at an address that this machine does not trust, and that asks who the client is. */
@Timeout(120)
class McpUpstreamTlsTest {

    @TempDir
    private Path home = Path.of("");

    /** The one variable that the command of a test has. */
    private String password() {
        return home.toString();
    }

    private void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("-alias", "key", "-keystore", home.resolve("key.p12") + "", "-storepass", password()));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private HttpsServer server() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=server", "-ext", "SAN=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", home.resolve("ca.pem").toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(home.resolve("key.p12"))) {
            store.load(in, password().toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password().toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", store.getCertificate("key"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters said = tls.getDefaultSSLParameters();
                said.setNeedClientAuth(true);
                parameters.setSSLParameters(said);
            }
        });
        server.createContext("/mcp", exchange -> {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean list = message.contains("tools/list");
            byte[] body = ("{\"jsonrpc\":\"2.0\",\"id\":" + (list ? 2 : 1) + ",\"result\":"
                            + (list ? "{\"tools\":[{\"name\":\"read_note\"}]}" : "{\"protocolVersion\":\"2025-11-25\"}")
                            + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void aServerIsReadWhereItIsTrustedAndTheClientShowsItsKey() throws Exception {
        HttpsServer server = server();
        try {
            List<String> words = List.of(
                    "mcp",
                    "lock",
                    "--server",
                    "notes",
                    "--lock",
                    home.resolve("mcp.lock").toString(),
                    "--url",
                    "https://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
            List<String> trusts =
                    List.of("--upstream-ca", home.resolve("ca.pem").toString());
            List<String> shows = List.of(
                    "--upstream-cert", home.resolve("key.p12").toString(), "--upstream-cert-password-env", "HOME");
            assertThat(run(words, List.of()).status()).isNotZero();
            assertThat(run(words, trusts).status()).isNotZero();
            assertThat(run(words, shows).status()).isNotZero();
            List<String> both = Stream.concat(trusts.stream(), shows.stream()).toList();
            assertThat(run(words, both).out()).contains("1 tools of notes");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatCannotBeReadIsSaid() throws Exception {
        List<String> words = List.of("mcp", "lock", "--server", "notes", "--url", "https://127.0.0.1:1/mcp");
        Path empty = Files.writeString(home.resolve("empty.pem"), "");
        String none = home.resolve("none.p12").toString();
        for (List<String> options : List.<List<String>>of(
                List.of("--upstream-ca", home.resolve("none.pem").toString()),
                List.of("--upstream-ca", empty.toString()),
                List.of("--upstream-cert", none),
                List.of("--upstream-cert-password-env", "HOME"),
                List.of("--upstream-cert", none, "--upstream-cert-password-env", "NOT_THERE"),
                List.of("--upstream-cert", none, "--upstream-cert-password-env", "HOME"))) {
            Run run = run(words, options);
            assertThat(run.status()).as(String.valueOf(options)).isEqualTo(2);
            assertThat(run.err()).doesNotContain("failed inside");
        }
    }

    private Run run(List<String> words, List<String> options) {
        return Run.of(home, "", Stream.concat(words.stream(), options.stream()).toArray(String[]::new));
    }
}
