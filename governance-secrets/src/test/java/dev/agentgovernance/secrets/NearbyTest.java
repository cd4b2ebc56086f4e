/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Redactor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a thorough scan finds where a password is spoken of, or beside who has it: the value stands between the guillemets. */
class NearbyTest {
    private static final SecretScanner THOROUGH =
            SecretScanner.builder().profile(ScanProfile.THOROUGH).build();

    private static List<String> found(String text) {
        return THOROUGH.scan(text).stream()
                .map(finding -> text.substring((int) finding.start(), (int) finding.end()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ip ftp password «kasia2041»",
                "local-user ops password simple «Legia!77»",
                "Пароль от роутера «napoli2044»",
                "hasło wifi: «kyoto1988»",
                "mot de passe wifi «verano2044»",
                "system set banner with the password rack «Napoli_21» please",
                "kim: what is the wifi password?\nlee: «gandalf2044»",
                "kim: what is the wifi password?\nkim: anyone?\nlee: it's «Kaffee#204» now",
                "{\"text\":\"the db password?\"}\n{\"text\":\"try «juventus77x»\"}",
                "Your temporary password is\n\n«Pizza-Lager71»",
                "door code: «4711»",
                "the PIN of the gate is «90125»",
                "mysql şifresi: «kyoto1988»",
                "root:«napoli2044»",
                "netflix kim@corp.example / «verano2044»",
                "guest / «Kaffee2044»",
                "rman target sys/«napoli2044»@PROD1",
                "net rpc join -U administrator%«napoli2044»",
                "new SmtpClient(\"mail1\", 25, \"kim\", \"«napoli2044»\")",
                "imap_open('box', 'kim', '«napoli2044»')"
            })
    void whatIsSpokenOfIsFound(String marked) {
        int start = marked.indexOf('«');
        String value = marked.substring(start + 1, marked.indexOf('»'));
        String text = marked.replace("«", "").replace("»", "");
        assertThat(found(text)).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kim: did you reset the password of server12?",
                "kim: what is the wifi password?\nlee: ask on PR4711",
                "kim: what is the wifi password?\nlee: see node-12 and JDK17",
                "kim: what is the wifi password?\n{\"id\": \"U0991ZKQP\", \"team\": \"T02AB34CD\"}",
                "Enter \"Password hint\" with \"colour12\"",
                "the password field is read by parse2(input34);",
                "// the password is hashed with pbkdf2hmac512 before",
                "error code: 4711",
                "the password of ssh kim@web12 is in the vault",
                "ask root@db2 for the password of admin@mail7",
                "password resets in 2044",
                "npm/bin12345/x.js:12345",
                "see src/main12/App and user/v2alpha1",
                "the answer is Version12",
                "new CredentialsProvider(\"kim\", \"profile12\")",
                "print(\"kim\", \"napoli2044\")",
                "the password was set in 35be7cc3de1a6357460f42cdae0b5a6e"
            })
    void whatIsSaidBesideIsNot(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void anAnswerIsFarNoMore() {
        String question = "kim: what is the wifi password?\n";
        assertThat(found(question + "lee: wait\n".repeat(3) + "lee: gandalf2044"))
                .hasSize(1);
        assertThat(found(question + "lee: wait\n".repeat(4) + "lee: gandalf2044"))
                .isEmpty();
    }

    @Test
    void whatIsTakenOutLeavesNothing() {
        Redactor redactor = Redactor.of(THOROUGH);
        String text = "kim: the password?\nlee: gandalf2044\nlee: or root:napoli2044\nlee: kyoto1988\nPIN: 4711\n";
        String redacted = redactor.redact(text);
        assertThat(redacted).doesNotContain("gandalf2044", "napoli2044", "kyoto1988", "4711");
        assertThat(redactor.redact(redacted)).isEqualTo(redacted);
    }
}
