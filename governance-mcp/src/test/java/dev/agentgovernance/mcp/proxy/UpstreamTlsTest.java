/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is of an authority of its own, and that asks for one of the client. */
@Timeout(120)
class UpstreamTlsTest {

    @TempDir
    private static Path folder = Path.of("");

    private static Authority own = Authority.NONE;
    private static Authority other = Authority.NONE;
    private static Path serverKey = Path.of("");

    @BeforeAll
    static void keys() throws Exception {
        own = new Authority(folder, "own");
        other = new Authority(folder, "other");
        serverKey = own.key("server", "SAN=dns:localhost,ip:127.0.0.1");
    }

    private static SmallServer server(boolean asksForCertificate) throws Exception {
        return new SmallServer(own.context(serverKey, own), asksForCertificate);
    }

    private static HttpResponse<String> through(SmallServer server, SSLContext tls) throws Exception {
        try (HttpScene scene = new HttpScene();
                HttpProxy proxy = scene.builder(server.uri()).upstreamTls(tls).start()) {
            return scene.client.send(
                    scene.request(HttpScene.initialize("{}"))
                            .uri(URI.create(
                                    "http://127.0.0.1:" + proxy.address().getPort() + "/mcp"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aServerIsReachedIfItsAuthorityIsTrusted() throws Exception {
        try (SmallServer server = server(false)) {
            HttpResponse<String> answer = through(server, own.context(null, own));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("protocolVersion");
            assertThat(HttpProxy.definitions(server.uri(), Map.of(), own.context(null, own)))
                    .extracting(tool -> tool.get("name"))
                    .contains("read_note");
        }
    }

    @Test
    void nothingReachesAServerOfAnotherAuthority() throws Exception {
        try (SmallServer server = server(false)) {
            HttpResponse<String> answer = through(server, other.context(null, other));
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("cannot be reached");
            assertThatThrownBy(() -> HttpProxy.definitions(server.uri(), Map.of()))
                    .isInstanceOf(IOException.class);
            assertThat(server.reached).isEmpty();
        }
    }

    @Test
    void nothingReachesAServerWhoseCertificateIsOfAnotherName() throws Exception {
        SSLContext named = other.context(other.own(), other);
        try (SmallServer server = new SmallServer(named, false)) {
            assertThat(through(server, other.context(null, other)).statusCode()).isEqualTo(502);
            assertThat(server.reached).isEmpty();
        }
    }

    @Test
    void aServerThatAsksForACertificateOfTheClientGetsIt() throws Exception {
        try (SmallServer server = server(true)) {
            assertThat(through(server, own.context(null, own)).statusCode()).isEqualTo(502);
            assertThat(through(server, other.context(other.own(), own)).statusCode())
                    .isEqualTo(502);
            assertThat(server.reached).isEmpty();
            assertThat(through(server, own.context(serverKey, own)).statusCode())
                    .isEqualTo(200);
            assertThat(server.reached).contains("initialize");
        }
    }
}
