/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that the offices publish as examples in the descriptions of their rules, and these with a digit changed. */
class CheckDigitsTest {

    @ParameterizedTest
    @CsvSource({
        "uk-nino, AB123456C, BG123456C",
        "uk-nhs, 9434765919, 9434765918",
        "de-tax, 86095742719, 86095742718",
        "fr-nir, 255081416802538, 255081416802539",
        "es-dni, 12345678Z, 12345678A",
        "es-dni, X1234567L, X1234567M",
        "it-codice, RSSMRA85T10A562S, RSSMRA85T10A562T",
        "pl-pesel, 44051401359, 44051401358",
        "nl-bsn, 111222333, 111222334",
        "br-cpf, 52998224725, 52998224726",
        "br-cnpj, 11222333000181, 11222333000182",
        "in-aadhaar, 234123412346, 234123412347",
        "se-personal, 8112189876, 8112189877",
        "se-personal, 198112189876, 198112189875",
        "fi-hetu, 131052308T, 131052308U",
        "no-birth, 15076500565, 15076500566",
        "be-national, 85073003328, 85073003329",
        "ch-ahv, 7569217076985, 7569217076986",
        "luhn, 046454286, 046454287",
        "za-id, 8001015009087, 8001015009088",
        "au-tfn, 123456782, 123456783",
        "cn-id, 11010519491231002X, 110105194912310021",
        "mx-curp, HEGG560427MVZRRL04, HEGG560427MVZRRL05",
        "ar-cuit, 20123456786, 20123456787",
        "cl-rut, 123456785, 123456786",
        "tr-id, 10000000146, 10000000147",
        "pt-nif, 123456789, 123456780",
        "ro-cnp, 1800101221144, 1800101221145",
        "sg-nric, S1234567D, S1234567E",
        "jp-number, 123456789018, 123456789019",
        "cz-birth, 7360285163, 7360285164",
        "ie-pps, 1234567T, 1234567U",
        "ie-pps, 1234567FA, 1234567GA",
        "at-svnr, 1237010180, 1238010180"
    })
    void aPublishedNumberPassesAndAnotherDoesNot(String check, String good, String bad) {
        assertThat(IdentityKinds.passes(check, good)).isTrue();
        assertThat(IdentityKinds.passes(check, bad)).isFalse();
    }
}
