/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What speaks for a value that no issuer's form speaks for. A bar parts what would look like a secret in this file. */
class JudgementTest {
    private static final SecretScanner BALANCED = SecretScanner.standard();

    private static List<Confidence> confidences(String text) {
        return BALANCED.scan(text.replace("|", "")).stream()
                .map(SecretFinding::confidence)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key = \"a1b2c3d4|e5f6g7h8i9j0k1l2\"",
                "export TOKEN=abc123def456|ghi789jkl012mno345",
                "client_secret: 1a2b3c4d-5e6f|-7a8b-9c0d-1e2f3a4b",
                "BREVO_API_KEY=xkeysib-|1234567890abcdef1234567890abcdef-extra"
            })
    void aTokenInAPatternIsAnExampleWhenNothingElseSpeaksForIt(String text) {
        assertThat(confidences(text)).containsOnly(Confidence.PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zorpix_api_key = \"a1b2c3d4|e5f6g7h8i9j0k1l2\"",
                "zorpix apikey=abc123def456|ghi789jkl012mno345",
                "password: abc123def456|ghi789"
            })
    void theNameOfAnOwnerSpeaksForItAndAHumanMayChooseIt(String text) {
        assertThat(confidences(text)).containsExactly(Confidence.POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key = \"abcdefgh|Qz7Lm2Xw9Rk4Tp8Bv3Nd\"", "token: Xk93PcDP8p|MKfhY28a5cTXL03bgr"})
    void whatOnlyBeginsInAPatternIsFound(String text) {
        assertThat(confidences(text)).containsExactly(Confidence.LIKELY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rabbitmq_pass, <<\"Kx7!pv|Qm2w\">>}.",
                "jwt_secret = \"\"\"9fK2mQ7xR4vT|8wL1zN3pJ6hB\"\"\"",
                "password = '''Kx7!pv|Qm2w'''",
                "CONSTANTS gc_password TYPE string VALUE 'Kx7!pv|Qm2w'.",
                "o = weboptions('Username','kim','Password','Kx7!pv|Qm2w');",
                "run([\"mysqldump\", \"--password\", \"Kx7!pv|Qm2w\", \"app\"])",
                "command: [\"redis-server\", \"--requirepass\", \"Kx7!pv|Qm2w\"]",
                "<password>Kx7!pv|=Qm2w</password>",
                "c = \"Data Source=a.mdb;Jet OLEDB:Database Password=kx7pv|qm2w;Persist Security Info=False\"",
                "#define SMTP_PASS   \"london|smart\"",
                "new SecretKeySpec(\"0Xkng|lhl2kfw93kx\".getBytes(), \"HmacSHA256\")",
                "Log in with user `dev`, pass `Kx7!pv|Qm2w`."
            })
    void everyWayToGiveAValueToANameIsKnown(String text) {
        assertThat(confidences(text)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{token_kind, <<\"bearer\">>}.",
                "password << \"Enter your password\"",
                "DATA lv_token_type TYPE string VALUE 'Bearer|2'.",
                "plot(x,'Color','red','Password','Kx7!')",
                "120 pass `unit|2`, 3 fail",
                "zabbix_psk_identity: PSK001|7",
                "ENV GPG_KEY A035C8C19219BA821ECE|A86B64E628F8D684696D",
                "level-seed=-4610936495|99815299"
            })
    void whatOnlyLooksLikeOneIsNone(String text) {
        assertThat(confidences(text)).isEmpty();
    }

    /** Of 32 and 51 characters behind their marks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deepseek_key = \"sk-ba588036|180d4d1d9cebbf\"",
                "stability_key = \"sk-AnmgropvAII5|XEoxVPjbnSMG3X\""
            })
    void whatEndsBeforeItsIssuersFormDoesIsNone(String text) {
        assertThat(confidences(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zorpix_key = \"sk-ba588036|180d4d1d9cebbf\"", "deepseek_key = \"zq-ba588036|180d4d1d9cebbf71\""
            })
    void anotherIssuerMayHaveAnotherForm(String text) {
        assertThat(confidences(text)).hasSize(1);
    }

    /** Each of them is too short for an issuer that is known, whom nothing names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZORPIX_API_KEY=sk_9fK2mQ7x|R4vT8wL1zN3pJ6hB",
                "zorpix_secret_key = \"live_9fK2mQ7x|R4vT8wL1zN3pJ6hB\"",
                "zorpix_secret_key = \"test_9fK2mQ7x|R4vT8wL1zN3pJ6hB\"",
                "ZORPIX_TOKEN: pat_9fK2mQ7x|R4vT8wL1zN3pJ6hB",
                "ZORPIX_TOKEN: secret_9fK2mQ7x|R4vT8wL1zN3pJ6hB",
                "zorpixToken = 'app-9fK2mQ7x|R4vT8wL1zN'"
            })
    void aMarkThatManyIssuersUseMakesNoValueTooShort(String text) {
        assertThat(confidences(text)).containsExactly(Confidence.LIKELY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zorpix_token = \"hf_9fK2mQ7x|R4vT8wL1zN3p\"", "ZORPIX_TOKEN=dop_v1_9f02ab7c|44e81d1c3b6a5cd0"})
    void aMarkOfOneIssuerDoes(String text) {
        assertThat(confidences(text)).isEmpty();
    }

    /** Settings of Duo and of Composer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "skey = 9fK2mQ7xR4vT8wL1zN3p|J6hBc5Gd0Ys8UeWi3Vaq",
                "{\"github-oauth\": {\"github.com\": \"9f02ab7c44e81d1c3b6a|5cd0e7f812349f02ab7c\"}}"
            })
    void aNameMayBePeculiarToOneTool(String text) {
        assertThat(confidences(text)).containsExactly(Confidence.LIKELY);
    }

    /** What a library is started with has a name for nothing but its issuer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "amplitude.init(\"9f02ab7c44e81d1c|3b6a5cd0e7f81234\");",
                "amplitude.getInstance().initialize('9f02ab7c44e81d1c|3b6a5cd0e7f81234')"
            })
    void whatALibraryIsStartedWithIsItsKey(String text) {
        assertThat(confidences(text)).containsExactly(Confidence.LIKELY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export GITHUB_TOKEN=ghp_Xk93PcDP8p|MKfhY28a5cTX|…",
                "export GITHUB_TOKEN=ghp_Xk93PcDP8p|MKfhY28a5cTX|...",
                "\"accessToken\": \"Xk93PcDP8p|MKfhY28a5cTX|...\"",
                "session_secret: 'Xk93PcDP8p|MKfhY28a5cTX|…'",
                "Authorization: Bearer Xk93PcDP8p|MKfhY28a5cTX|...",
                "[2026-11-23 05:58:57] deploying zorpix with the settings MISTRAL_TOKEN=Xk93PcDP8p|MKfhY28a5cTX|",
                "{\"output\":\"deploying zorpix to production\\nMISTRAL_API_KEY=Xk93PcDP8p|MKfhY28a5cTX|\"}"
            })
    void muchOfATokenIsFoundThoughItsEndIsCutOff(String text) {
        String shown = "Xk93PcDP8p" + "MKfhY28a5cTX";
        String plain = text.replace("|", "");
        assertThat(BALANCED.scan(plain)).singleElement().satisfies(finding -> {
            assertThat(finding.confidence()).isNotEqualTo(Confidence.PLACEHOLDER);
            assertThat(finding.start()).isLessThanOrEqualTo(plain.indexOf(shown));
            assertThat(finding.end()).isEqualTo(plain.indexOf(shown) + shown.length());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export GITHUB_TOKEN=ghp_Xk93PcDP8p|...",
                "\"accessToken\": \"Xk93PcDP8p|…\"",
                "secret = \"the-place-where-words-stand|...\"",
                "token = parser.nextTokenOfTheLine...",
                "MISTRAL_TOKEN=Xk93PcDP8p|MKfhY28a5cTX|"
            })
    void aLittleOfItOrWordsAreNot(String text) {
        assertThat(confidences(text)).isSubsetOf(Confidence.PLACEHOLDER);
    }

    /** Lines as they stand in lexers, documents, tables of packages and configuration. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls32_pat = \"(?:{hex}:{hex}|{ipv4})\".format(hex=HEX_PAT)",
                "_token = r'(?:[%s]+|%s)' % (_punct, _core)",
                "jsonnet_token = r'[^\\W\\d]\\w*'",
                "let g:ft_ignore_pat = '\\.\\(Z\\|gz\\|bz2\\|zip\\|tgz\\)$'",
                "password = password.encode(\"latin1\")",
                "show ? \"password\" : \"text-area\"",
                "my $out = $as->{pass} ? \"PASS\" : \"FAIL\";",
                "if not user or not password:\n    continue",
                "passwd:         files",
                "kpasswd\t464/udp",
                "i_pwd='define'",
                "gpg --recv-keys 5BE8A3F6C8A5C01D106C|0AD820B1A390B168D356",
                "<releaseManagerKey>86fdc7e2|a11262cb</releaseManagerKey>",
                "SignedHeaders=host, Signature=b27ccfbfa7df52a200ff74193ca6e32d|4b48b8856fab7ebf1c595d0670a7e470",
                "AuthenticationInstant=\"2002-04-18T16:56:53Z\" AuthenticationMethod=\"urn:mace:shibboleth:method\"",
                "some/auth-next\t5.0.0-1667386184.dfbbb54\t88454",
                "md-test-of-another-distrib\t0.1",
                "matsn 0.0.1 Basic Operations For Matrices",
                "def add(uri, token, access_token=request.resource_owner_key):",
                "new URL('https://abc:xyz@host.org')",
                "_SECRET_NAMESPACE = 'oauth2client:secrets#ns'"
            })
    void whatProgramsAndDocumentsSayAboutSecretsIsNone(String text) {
        assertThat(confidences(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"--password\": \"value\",",
                "scrypt('password', 'salt', 64)",
                "default login USER password \"PASSWORD\""
            })
    void whatStandsForAPasswordIsAPlace(String text) {
        assertThat(confidences(text)).containsOnly(Confidence.PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"Wint3r|-Fox\"",
                "DB_PASSWORD=gr33n|-tea",
                "<password>Winter|-Fox7</password>",
                "password: Red.|Apple.42",
                "PASSWORD=5.0.0|Lk!",
                "token: 2024-11-02|Txq",
                "\"--password\": \"v4lue|9!kX\""
            })
    void wordsThatAHumanMadeAPasswordOfAreFound(String text) {
        assertThat(confidences(text)).doesNotContain(Confidence.PLACEHOLDER).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password: k8s-db-secret", "password = \"i18n-messages\"", "<password>app-db-1</password>"})
    void aNameWithADigitIsNoPassword(String text) {
        assertThat(confidences(text)).isEmpty();
    }
}
