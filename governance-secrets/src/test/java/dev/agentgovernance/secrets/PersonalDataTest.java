/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.secrets.internal.personal.IdentityKinds;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
    private static final SecretScanner ALL =
            SecretScanner.builder().personalData(PersonalData.values()).build();

    private static List<SecretFinding> personal(SecretScanner scanner, String text) {
        return scanner.scan(text).stream()
                .filter(finding -> finding.kind().category() == SecretKind.Category.PERSONAL)
                .filter(finding -> finding.confidence() != Confidence.PLACEHOLDER)
                .toList();
    }

    static List<KindFile.Block> blocks() {
        return IdentityKinds.blocks();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theExamplesOfAKindAreTrue(KindFile.Block block) {
        SecretScanner scanner =
                SecretScanner.builder().personalData(PersonalData.NATIONAL_ID).build();
        assertThat(block.all("+")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(block.all("-")).hasSizeGreaterThanOrEqualTo(3);
        for (long seed = 0; seed < 20; seed++) {
            for (String example : block.all("+")) {
                String text = expanded(block, example, new Random(seed));
                assertThat(personal(scanner, text))
                        .as(text)
                        .anyMatch(finding -> finding.kind().id().equals(block.kind()));
                assertThat(scanner.scan(Redactor.of(scanner).redact(text))).isEmpty();
            }
            for (String example : block.all("-")) {
                String text = expanded(block, example, new Random(seed));
                assertThat(personal(scanner, text))
                        .as(text)
                        .noneMatch(finding -> finding.kind().id().equals(block.kind()));
            }
        }
    }

    /** Draws numbers of a form until one passes the check, or does not; and until it looks like none for documents. */
    private static String expanded(KindFile.Block block, String example, Random random) {
        int open = example.indexOf('{');
        int close = example.indexOf('}');
        boolean good = example.startsWith("{form", open);
        String form = IdentityKinds.form(block, example.charAt(close - 1) - '0');
        String number;
        do {
            number = drawn(form, random);
        } while (IdentityKinds.passes(block, number) != good || isTyped(number));
        return example.substring(0, open) + number + example.substring(close + 1);
    }

    private static boolean isTyped(String number) {
        return number.contains("0000000") || number.chars().distinct().count() < 4;
    }

    private static String drawn(String form, Random random) {
        StringBuilder number = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            boolean optional = i + 1 < form.length() && form.charAt(i + 1) == '?';
            if (!optional || random.nextBoolean()) {
                switch (form.charAt(i)) {
                    case '9' -> number.append((char) ('0' + random.nextInt(10)));
                    case 'A' -> number.append((char) ('A' + random.nextInt(26)));
                    case 'X' -> number.append("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(random.nextInt(36)));
                    case '~' -> number.append(' ');
                    default -> number.append(form.charAt(i));
                }
            }
            i += optional ? 1 : 0;
        }
        return number.toString();
    }

    @Test
    void nothingPersonalIsLookedForUnlessItIsChosen() {
        String text = "mail bob@corp.io, call +49 30 901820, card 4111 1111 1111 1111, ip 8.8.4.4, dob 1970-05-04";
        assertThat(SecretScanner.standard().scan(text)).isEmpty();
        assertThat(personal(ALL, text)).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call +49 30 901820-14 now",
                "+1 (415) 272-3344",
                "tel: 030 / 90 18 20 14",
                "\"phone\": \"(415) 272-3344\"",
                "+442079460000",
                "Mobile 07700 912 345",
            })
    void phoneNumbersAreFound(String text) {
        SecretScanner scanner =
                SecretScanner.builder().personalData(PersonalData.PHONE).build();
        assertThat(personal(scanner, text))
                .as(text)
                .hasSize(1)
                .allMatch(f -> f.kind().id().equals("phone-number"));
        assertThat(scanner.scan(Redactor.of(scanner).redact(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 200 300 400",
                "version 1.2.3.4",
                "2026-11-22 10:15:02.123",
                "order 20261122101502",
                "a[1+234567890]x",
                "id 123-45-6789-01",
                "sum += 1000000;"
            })
    void otherNumbersAreNoPhoneNumbersAndAddresses(String text) {
        SecretScanner scanner = SecretScanner.builder()
                .personalData(PersonalData.PHONE, PersonalData.NETWORK_ADDRESS)
                .build();
        assertThat(personal(scanner, text)).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from 84.17.46.90:443",
                "host=2a02:8109:9c0:11::17 up",
                "[2a02:8109:9c0:11:8c2a:11ff:fe3a:1b2c]:80",
                "ether 3c:22:fb:5a:91:0e brd",
                "3C-22-FB-5A-91-0E"
            })
    void addressesOfNetworksAreFound(String text) {
        SecretScanner scanner = SecretScanner.builder()
                .personalData(PersonalData.NETWORK_ADDRESS)
                .build();
        assertThat(personal(scanner, text)).as(text).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10:15:02",
                "std::string::npos",
                "a::b",
                "face::",
                "127.0.0.1",
                "::1",
                "ff:ff:ff:ff:ff:ff",
                "1.2.3"
            })
    void otherColonsAndDotsAreNoAddresses(String text) {
        SecretScanner scanner = SecretScanner.builder()
                .personalData(PersonalData.NETWORK_ADDRESS)
                .build();
        assertThat(personal(scanner, text)).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date of birth: 1970-05-04",
                "\"dob\": \"04/05/1970\"",
                "Geburtsdatum 4.5.1970",
                "born on 4 May 1970 in",
                "birthDate=1970-05-04T00:00:00Z"
            })
    void datesOfBirthAreFoundByTheWordBeforeThem(String text) {
        SecretScanner scanner =
                SecretScanner.builder().personalData(PersonalData.BIRTH_DATE).build();
        assertThat(personal(scanner, text)).as(text).hasSize(1);
        assertThat(personal(scanner, text.replaceAll("(?i)date of birth|dob|geburtsdatum|born|birth", "when")))
                .isEmpty();
    }

    @Test
    void fieldsThatTheHostNamesArePersonal() {
        SecretScanner scanner =
                SecretScanner.builder().personalColumns("lastName", "home_town").build();
        for (String text : List.of(
                "{\"last_name\": \"Okonkwo\"}",
                "last-name: van der Berg",
                "user.lastName=Okonkwo",
                "<home_town>Aarhus</home_town>")) {
            assertThat(personal(scanner, text)).as(text).hasSize(1);
            assertThat(Redactor.of(scanner).redact(text)).doesNotContain("Okonkwo", "Berg", "Aarhus");
        }
        assertThat(personal(scanner, "lastNameLength = 12")).isEmpty();
    }

    @Test
    void columnsOfTablesArePersonal() {
        SecretScanner scanner =
                SecretScanner.builder().personalColumns("last name").build();
        String csv = "id,\"Last Name\",city\n1,Okonkwo,Aarhus\n2,\"Berg, van der\",Oslo\n\n3,Smith,Rome\n";
        String redacted = Redactor.of(scanner).redact(csv);
        assertThat(redacted).doesNotContain("Okonkwo", "Berg").contains("Aarhus", "Oslo", "3,Smith,Rome");
        assertThat(scanner.scan(redacted)).isEmpty();
        String psql = " id | last_name | city\n----+-----------+------\n  1 | Okonkwo   | Aarhus\n";
        assertThat(Redactor.of(scanner).redact(psql)).doesNotContain("Okonkwo").contains("| Aarhus");
    }

    @Test
    void aColumnNeedsAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretScanner.builder().personalColumns("-"));
    }
}
