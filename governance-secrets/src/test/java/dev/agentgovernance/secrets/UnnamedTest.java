/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thorough scan finds without a name that says what it is: the value stands between the guillemets. */
class UnnamedTest {
    private static final String KIND = "unnamed-secret";
    private static final SecretScanner THOROUGH =
            SecretScanner.builder().profile(ScanProfile.THOROUGH).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<td>admin</td><td>«Soleil20!Kawa»</td>",
                "web01\t10.0.0.11\troot\t«Zebra@Tal95»",
                "panel.begin(\"ACME-IoT\", \"«198Arsenal@»\");",
                "f = ftp('ftp.acme.io', 'lab', '«Kyoto$x25»');",
                "ntp peer 1 with «sMff1qhyKxc16Qb»",
                "| switch | cisco | «m5kbqVGC3VLc5Rt2» |",
                "app.start(`«vhrQ8p3hUs1vXhRSlp2x»`)",
                "lizenz: «OjK9WKJ3lbq99gEsCOeK»",
                "«fPlE1YCnNMaS7x5qT»"
            })
    void whatIsMadeAsSecretsAreIsFound(String marked) {
        int start = marked.indexOf('«');
        int end = marked.indexOf('»') - 1;
        String text = marked.replace("«", "").replace("»", "");
        assertThat(unnamed(text)).singleElement().satisfies(finding -> {
            assertThat(finding.start()).isEqualTo(start);
            assertThat(finding.end()).isEqualTo(end);
        });
        assertThat(SecretScanner.builder()
                        .profile(ScanProfile.THOROUGH)
                        .onlyKinds(kind -> !kind.equals(KIND))
                        .build()
                        .scan(text))
                .isEmpty();
        assertThat(SecretScanner.standard().scan(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<td>admin</td><td>${ADMIN_PASSWORD1}</td>",
                "web01\t10.0.0.11\troot\tdebian-12.Bookworm",
                "WiFi.begin(\"ACME-IoT\", \"Guest Network 7!\");",
                "request_id: aB3xK9mQ2rT7vW1z",
                "digest = \"Zk9qX2mB7nL4pR8s\"",
                "{\"OjK9WKJ3lbq99gEsCOeK\": 1}",
                "see {@link StandardCharsets#UTF_8} or Outer$Inner2",
                "load(\"com.acme.util.Outer$1\")",
                "workaround for Bug#69042, since 06-Mar-2017",
                "Is it Java17? It is Java21!",
                "values[index+1] = oneMinusXSqInv0_5 * 1.2167807682331913E-308d",
                "new Saml2X509Credential(TLS_DH_anon_WITH_AES_256_GCM_SHA384)",
                "commit 296f9527df770f845ea798c33f994795f8607399",
                "\"integrity\": \"sha512-Zk9qX2mB7nL4pR8sZk9qX2mB7nL4pR8s==\"",
                "git clone https://git.acme.io/Xy7Kq2LmN9pR4sTv/repo",
                "C:\\Xy7Kq2LmN9pR4sTv\\bin",
                "mail Anna.Nowak1@acme.io",
                "{\"kty\": \"EC\", \"kid\": \"uSlGhmoMaP7WRYmVN37k\", \"x\": \"OjK9WKJ3lbq99gEsCOeKm5kbqVGC3VLc5Rt2fPlE1YC\"}",
                "<meta name=\"google-site-verification\" content=\"OjK9WKJ3lbq99gEsCOeKm5kbqVGC3VLc5Rt2fPlE1YC\" />",
                "https://video.acme.io/watch?v=m5kbqVGC3VL",
                "OjK9WKJ3lbq99gEsCOeKm5kbqVGC3VLc5Rt2fPlE1YCOjK9WKJ3lbq99gEsCOeKm",
                "MIIDdzCCAl9gAwIBAgIEOjK9WKJ3lbq99gEsCOeK",
                "SSHPASS=x1 sshpass -e ssh root@web2 uptime",
                "[REDACTED:unnamed-secret:0a1b2c3d]"
            })
    void whatCodeAndTextAreMadeOfIsNot(String text) {
        assertThat(unnamed(text)).isEmpty();
    }

    @Test
    void aTextWithoutThemIsTheSame() {
        String text = "| switch | cisco | m5kbqVGC3VLc5Rt2 |\nconnect('198Arsenal@')\n";
        Redactor redactor = Redactor.of(THOROUGH);
        String redacted = redactor.redact(text);
        assertThat(redacted).doesNotContain("m5kbq", "Arsenal");
        assertThat(redactor.redact(redacted)).isEqualTo(redacted);
    }

    private static List<SecretFinding> unnamed(String text) {
        return THOROUGH.scan(text).stream()
                .filter(finding -> finding.kind().id().equals(KIND))
                .toList();
    }
}
