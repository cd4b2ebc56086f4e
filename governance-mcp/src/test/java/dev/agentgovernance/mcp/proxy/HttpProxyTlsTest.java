/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proxy with a key of its own, and who may speak to it without. */
@Timeout(120)
class HttpProxyTlsTest {

    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}";

    @TempDir
    private static Path folder = Path.of("");

    private static SSLContext tls = context();

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void key() throws Exception {
        Path file = folder.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "proxy",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "of the test")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "of the test".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "of the test".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @Test
    void clientsSpeakTlsAndNothingElse() throws Exception {
        try (HttpScene scene = new HttpScene(builder -> builder.tls(tls))) {
            int port = scene.proxy.address().getPort();
            HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/mcp"))
                                .header("Content-Type", "application/json")
                                .header("Accept", HttpScene.BOTH)
                                .POST(HttpRequest.BodyPublishers.ofString(INITIALIZE))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("protocolVersion");
            }
            assertThat(scene.proxy.sessions()).isEqualTo(3);
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
                plain.setSoTimeout(60_000);
                plain.getOutputStream()
                        .write("POST /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                byte[] answer = plain.getInputStream().readAllBytes();
                assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1");
            }
        }
    }

    @Test
    void otherMachinesSpeakTlsUnlessTheOwnerSaysOtherwise() throws Exception {
        InetSocketAddress everywhere = new InetSocketAddress(0);
        assertThatThrownBy(() -> new HttpScene(builder -> builder.listen(everywhere)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLS");
        try (HttpScene open =
                        new HttpScene(builder -> builder.listen(everywhere).plaintext());
                HttpScene secure =
                        new HttpScene(builder -> builder.listen(everywhere).tls(tls))) {
            assertThat(open.proxy.address().getPort()).isPositive();
            assertThat(secure.proxy.address().getPort()).isPositive();
        }
    }

    @Test
    void theToolsOfAServerAtAnAddressAreRead() throws IOException {
        try (HttpScene scene = new HttpScene()) {
            List<Map<String, Object>> direct = HttpProxy.definitions(scene.server.uri(), Map.of());
            assertThat(direct).extracting(tool -> tool.get("name")).contains("read_note", "drop_note");
            assertThat(scene.server.sessions()).isZero();
            scene.server.modern = true;
            assertThat(HttpProxy.definitions(scene.server.uri(), Map.of())).isEqualTo(direct);
            assertThat(scene.server.fields)
                    .containsEntry("Mcp-protocol-version", List.of("2026-07-28"))
                    .containsEntry("Mcp-method", List.of("tools/list"));
            assertThatThrownBy(() -> HttpProxy.definitions(
                            URI.create("http://tracker.example.com/mcp"), Map.of("Authorization", "Bearer x")))
                    .isInstanceOf(IllegalArgumentException.class);
            scene.server.status = 401;
            assertThatThrownBy(() -> HttpProxy.definitions(scene.server.uri(), Map.of()))
                    .isInstanceOf(IOException.class);
        }
    }
}
