/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.Names.Promise;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Checksums;
import dev.agentgovernance.secrets.internal.match.Shape;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the detector, each for itself. */
class PartsTest {

    private static TextLine line(String text) {
        TextLine line = new TextLine();
        line.set(text.toCharArray(), 0, text.length(), true);
        return line;
    }

    private static List<String> hits(List<String> keywords, String text) {
        List<String> found = new ArrayList<>();
        KeywordAutomaton automaton = KeywordAutomaton.of(keywords);
        KeywordHits hits = new KeywordHits();
        automaton.search(text.toCharArray(), 0, text.length(), KeywordSearch.START, hits);
        for (int i = hits.first(); i < hits.count(); i++) {
            for (int keyword : automaton.keywords(hits.set(i))) {
                found.add(keywords.get(keyword) + hits.end(i));
            }
        }
        return found;
    }

    @Test
    void theAutomatonFindsOverlappingKeywordsInAnyCase() {
        assertThat(hits(List.of("he", "she", "hers"), "uSHErs")).containsExactlyInAnyOrder("she4", "he4", "hers6");
        assertThat(hits(List.of("aa"), "aaaa")).containsExactly("aa2", "aa3", "aa4");
    }

    @Test
    void charactersOutsideAsciiBreakAKeyword() {
        assertThat(hits(List.of("ab"), "aéb ab \uD83D\uDE00ab")).containsExactly("ab6", "ab11");
        // U+017F and U+212A become s and k in some foldings.
        assertThat(hits(List.of("sk"), "\u017f\u212a")).isEmpty();
    }

    @Test
    void theAutomatonRefusesKeywordsItCannotHold() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeywordAutomaton.of(List.of("")));
    }

    @Test
    void keywordsOfOtherScriptsAreFoundInAnyCase() {
        assertThat(hits(List.of("пароль", "密码", "key"), "Пароль ПАРОЛЬ key 密码"))
                .contains("пароль6", "пароль13", "key17", "密码20");
        assertThat(hits(List.of("пароль", "key"), "parol k\u0435y kеy")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a_{digit:3}, a_123, 5",
        "a_{digit:3}, a_1234, -1",
        "a_{digit:3}, a_12, -1",
        "a_{digit:2-4}, a_123., 5",
        "{alnum:2}-x-{alnum:2}, ab-x-cd, 7",
        "{token:1-9}END{digit:1}, abENDEND7, -1",
        "{token:1-9}END{digit:1}, abEND7, 6",
        "a{lower:2}, abc_, -1"
    })
    void aShapeEndsWhereItsAlphabetDoes(String shape, String text, int end) {
        assertThat(Shape.parse(shape).end(line(text), 0)).isEqualTo(end);
    }

    @Test
    void aShapeIsReadBackwardsFromItsAnchor() {
        Shape shape = Shape.parse("{alnum:3}.anchor.{digit:2}");
        assertThat(shape.anchor()).isEqualTo(".anchor.");
        assertThat(shape.startFromAnchor(line("xyz.anchor.12"), 3)).isZero();
        assertThat(shape.startFromAnchor(line("yz.anchor.12"), 2)).isEqualTo(-1);
    }

    @Test
    void aShapeThatIsNotWellFormedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Shape.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Shape.parse("{alnum}"));
        assertThatIllegalArgumentException().isThrownBy(() -> Shape.parse("{nosuch:3}"));
    }

    @Test
    void checksumsAreThoseOfTheirStandards() {
        assertThat(Checksums.crc32("123456789")).isEqualTo(0xCBF43926L);
        assertThat(Checksums.base62(61)).isEqualTo("00000z");
        assertThat(Checksums.luhn(line("79927398713"), 0, 11)).isTrue();
        assertThat(Checksums.luhn(line("79927398710"), 0, 11)).isFalse();
        assertThat(Checksums.mod97(line("GB82 WEST 1234 5698 7654 32"), 0, 27)).isEqualTo(1);
        assertThat(Checksums.bech32("A12UEL5L")).isTrue();
        assertThat(Checksums.bech32("A12UEL5X")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "key = abc;|abc",
                "key='a b'|a b",
                "\"key\": \"v\"|v",
                "{\\\"key\\\": \\\"v\\\"}|v",
                "\"key\" => 'v'|v",
                "key := `v`|v",
                "key ?= v|v",
                "<key>v</key>|v",
                "x --key v --y|v",
                "var key string = \"v\"|v",
                "key: str = 'v'|v",
                "f(\"key\", \"v\")|v",
                "setKey(\"v\")|v",
                "<add key=\"key\" value=\"v\"/>|v",
                "the key is v!|v!",
                "key=v==|v==",
                "key=a=b|a"
            })
    void anAssignmentIsReadInManyLanguages(String text, String value) {
        TextLine line = line(text);
        Assignment assignment = new Assignment();
        String seen = "";
        for (int i = text.length() - 3; i >= 0 && seen.isEmpty(); i--) {
            if (line.matchesIgnoringCase(i, "key") && assignment.find(line, i, i + 3)) {
                seen = line.text(assignment.valueStart(), assignment.valueEnd());
            }
        }
        assertThat(seen).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "db.password, PASSWORD",
        "DB_PASSWORD_2, PASSWORD",
        "awsSecretAccessKey, TOKEN",
        "API_KEY_GITHUB, TOKEN",
        "snyktoken, TOKEN",
        "publicKey, NOTHING",
        "token_type, NOTHING",
        "kms_key_id, NOTHING",
        "passwordFile, NOTHING",
        "monkey, NOTHING",
        "keyboard_layout, NOTHING",
        "compass, NOTHING"
    })
    void aNamePromisesWhatItsLastWordsSay(String name, Promise promise) {
        assertThat(Names.promise(name)).isEqualTo(promise);
    }
}
