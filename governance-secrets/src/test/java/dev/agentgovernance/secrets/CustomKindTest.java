/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CustomKindTest {
    private static final CustomKind DEPLOY = CustomKind.of("acme-deploy-key")
            .issuedBy("acme")
            .shape("acme-dk-{lowerhex:24}")
            .shapeBehind("{uppernum:20}", "acme_deploy", "acmectl")
            .severity(KindGuide.Severity.CRITICAL)
            .whenLeaked("Call the platform team.");

    private static SecretScanner scanner(CustomKind... kinds) {
        return SecretScanner.builder().kinds(List.of(kinds)).build();
    }

    private static List<String> found(SecretScanner scanner, String template) {
        return scanner.scan(Templates.expand(template, new Random(3))).stream()
                .map(SecretFinding::kind)
                .map(SecretKind::id)
                .toList();
    }

    @Test
    void aShapeWithAPrefixIsFoundAnywhere() {
        assertThat(found(scanner(DEPLOY), "deploying with acme-dk-{lowerhex:24} now"))
                .containsExactly("acme-deploy-key");
        assertThat(found(scanner(DEPLOY), "acme-dk-{lowerhex:23}")).isEmpty();
    }

    @Test
    void aShapeWithoutOneIsFoundBehindItsName() {
        SecretScanner scanner = scanner(DEPLOY);
        assertThat(found(scanner, "ACME_DEPLOY={uppernum:20}")).containsExactly("acme-deploy-key");
        assertThat(found(scanner, "acme-deploy key: {uppernum:20}")).containsExactly("acme-deploy-key");
        assertThat(found(scanner, "acmectl login --token {uppernum:20}")).containsExactly("acme-deploy-key");
        assertThat(found(scanner, "order {uppernum:20}")).isEmpty();
        assertThat(found(scanner, "acme_deploy_commit = {uppernum:20}")).isEmpty();
    }

    @Test
    void aTextHoldsSeveral() {
        List<CustomKind> kinds = CustomKind.readAll("acme.txt", """
                # ours
                kind acme-a
                shape acmea_{alnum:20}

                kind acme-b
                provider acme
                shape acmeb_{alnum:20}
                """);
        SecretScanner scanner = SecretScanner.builder().kinds(kinds).build();
        assertThat(found(scanner, "acmea_{alnum:20} acmeb_{alnum:20}")).containsExactly("acme-a", "acme-b");
    }

    @Test
    void aKindSaysWhatToDo() {
        SecretScanner scanner = scanner(DEPLOY);
        SecretKind kind = scanner.kinds().stream()
                .filter(each -> each.id().equals("acme-deploy-key"))
                .findFirst()
                .orElseThrow();
        assertThat(kind.provider()).isEqualTo("acme");
        assertThat(scanner.guideTo(kind))
                .isEqualTo(new KindGuide(kind, KindGuide.Severity.CRITICAL, "Call the platform team."));
        assertThatThrownBy(() -> SecretScanner.standard().guideTo(kind)).hasMessageContaining("acme-deploy-key");
    }

    @Test
    void everyKindSaysWhatToDoInASentence() {
        SecretScanner scanner =
                SecretScanner.builder().profile(ScanProfile.PERSONAL_DATA).build();
        assertThat(scanner.kinds())
                .filteredOn(kind -> !kind.id().equals("named-value"))
                .allSatisfy(
                        kind -> assertThat(scanner.guideTo(kind).whenLeaked()).endsWith("."));
    }

    @Test
    void errorsNameTheirPlace() {
        assertThatThrownBy(() -> scanner(CustomKind.of("x").shape("acme_{alnumm:3}")))
                .hasMessageStartingWith("custom kind x: shape acme_{alnumm:3}: ")
                .hasMessageContaining("alnumm");
        assertThatThrownBy(() -> scanner(CustomKind.of("x").shape("{alnum:30}")))
                .hasMessageContaining("literal");
        assertThatThrownBy(() -> scanner(CustomKind.of("x").shape("acme_{alnum:30-20}")))
                .hasMessageContaining("the least before the most");
        assertThatThrownBy(() -> scanner(CustomKind.of("x").shape("acme_{alnum:many}")))
                .hasMessageContaining("number");
        assertThatThrownBy(() -> scanner(CustomKind.of("x"))).hasMessageContaining("no shape");
        assertThatThrownBy(() -> scanner(CustomKind.of("jwt").shape("acme_{alnum:30}")))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> CustomKind.of("Not A Name")).hasMessageContaining("Not A Name");
        assertThatThrownBy(() -> CustomKind.readAll("acme.txt", "# a\nshape x{alnum:3}"))
                .hasMessage("acme.txt:2: a block begins with kind");
        assertThatThrownBy(() -> scanner(
                        CustomKind.readAll("acme.txt", "kind a\nshapes x").get(0)))
                .hasMessage("acme.txt:1: no line begins with shapes");
    }

    @Test
    void aHostKeepsTheKindsItWants() {
        SecretScanner scanner = SecretScanner.builder()
                .onlyKinds(kind -> !kind.equals("gitlab-token"))
                .onlyKinds(kind -> kind.startsWith("gitlab-") || kind.startsWith("npm-"))
                .kinds(List.of(DEPLOY))
                .personalData(PersonalData.values())
                .build();
        assertThat(scanner.kinds()).extracting(SecretKind::id).contains("acme-deploy-key", "payment-card");
        assertThat(scanner.kinds())
                .filteredOn(kind -> kind.category() == SecretKind.Category.SECRET)
                .hasSizeBetween(3, 60)
                .extracting(SecretKind::id)
                .doesNotContain("gitlab-token")
                .allMatch(kind -> kind.matches("(gitlab|npm|acme)-.*"));
    }
}
