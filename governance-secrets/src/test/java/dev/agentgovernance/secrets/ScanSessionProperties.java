/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.SecretFinding;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScanSessionProperties {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final String KEY = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "text ",
                        "password:",
                        "password = ",
                        "Zx9" + "kQ27vLmPw83",
                        "id " + KEY + " ",
                        "\n",
                        "\n",
                        "\r\n",
                        "\n\n\n\n",
                        "\"client_secret\":\n",
                        "cG9zdGdyZXM6Ly9hcHA6Wng5" + "a1EyN3ZMbVB3ODNAZGIveA==",
                        "-----BEGIN RSA " + "PRIVATE KEY-----\n",
                        "MIIEowIBAAKCAQEA" + "u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gun\n",
                        "-----END RSA " + "PRIVATE KEY-----\n")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** INVARIANT: from where a session rests, a new one finds what it finds. */
    @Property(tries = 500)
    void atRestNothingOfTheTextBeforeMatters(@ForAll("texts") String before, @ForAll("texts") String after) {
        List<SecretFinding> found = new ArrayList<>();
        ScanSession session = SCANNER.openSession(found::add);
        session.feed(before);
        if (!session.isAtRest()) {
            return;
        }
        int known = found.size();
        session.feed(after.toCharArray(), 0, after.length());
        session.finish();

        assertThat(found.subList(known, found.size()))
                .isEqualTo(SCANNER.scan(after).stream()
                        .map(finding -> finding.shifted(before.length()))
                        .toList());
    }

    /** INVARIANT: a session that begins again is as good as a new one, whatever it saw before. */
    @Property(tries = 300)
    void aSessionMayBeginAgain(@ForAll("texts") String first, @ForAll("texts") String second) {
        List<SecretFinding> found = new ArrayList<>();
        ScanSession session = SCANNER.openSession(found::add);
        session.feed(first);
        session.restart();
        found.clear();
        session.feed(second);
        session.finish();

        assertThat(found).isEqualTo(SCANNER.scan(second));
    }

    /** A name that waits for a value of its form waits no longer than its text lasts, neither in a session nor in a scanner. */
    @Example
    void aNameAtTheEndOfATextWaitsForNothingInTheNext() {
        String first = "key=vonage_";
        String second = "token " + "X5Hl50XS" + "F9ofWI6c";
        List<SecretFinding> fresh = SecretScanner.standard().scan(second);
        List<SecretFinding> found = new ArrayList<>();
        ScanSession session = SCANNER.openSession(found::add);
        session.feed(first);
        session.restart();
        session.feed(second);
        session.finish();
        assertThat(found).isEqualTo(fresh);

        SecretScanner scanner = SecretScanner.standard();
        assertThat(scanner.scan(first)).isEmpty();
        assertThat(scanner.scan(second)).isEqualTo(fresh);
    }
}
