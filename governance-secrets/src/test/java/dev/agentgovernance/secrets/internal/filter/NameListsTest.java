/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.SecretScanner;
import dev.agentgovernance.secrets.internal.filter.Names.Promise;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every entry of the lists is made into names that show what it is for, and names that show where it ends. */
class NameListsTest {
    private static final String RANDOM_WORD = "zorp";

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Names.class.getResourceAsStream(resource))) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    static Stream<Arguments> entries() throws IOException {
        return lines("names.txt").stream().flatMap(line -> {
            int colon = line.indexOf(": ");
            return Stream.of(line.substring(colon + 2).split(" ", -1))
                    .map(word -> Arguments.of(line.substring(0, colon), word));
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("entries")
    void anEntryDoesItsWork(String list, String word) {
        switch (list) {
            case "password" -> promises(word, Promise.PASSWORD);
            case "secret" -> promises(word, Promise.SECRET);
            case "token" -> promises(word, Promise.TOKEN);
            case "key" -> promisesAlone(word, Promise.KEY);
            case "hint" -> promisesAlone(word, Promise.HINT);
            case "password-end" -> promises(RANDOM_WORD + word, Promise.PASSWORD);
            case "code" -> {
                assertThat(Names.promise(word + "_code")).isEqualTo(Promise.PASSWORD);
                assertThat(Names.promise(RANDOM_WORD + word + "_code")).isEqualTo(Promise.NOTHING);
            }
            case "secret-end" -> promises(RANDOM_WORD + word, Promise.SECRET);
            case "token-end" -> promises(RANDOM_WORD + word, Promise.TOKEN);
            case "secret-key" -> {
                promises(word + "_key", Promise.TOKEN);
                assertThat(Names.promise(RANDOM_WORD + "_key")).isEqualTo(Promise.KEY);
            }
            case "key-word" -> {
                assertThat(Names.promise(word)).isEqualTo(Promise.HINT);
                assertThat(Names.promise("api_" + word)).isEqualTo(Promise.TOKEN);
                assertThat(Names.promise(word + " API")).isEqualTo(Promise.TOKEN);
            }
            case "open-key" -> {
                assertThat(Names.promise(word + "_key")).isEqualTo(Promise.NOTHING);
                assertThat(Names.promise(word + "_" + RANDOM_WORD + "_key")).isNotEqualTo(Promise.TOKEN);
            }
            case "open-token" -> {
                assertThat(Names.promise(word + "_token")).isEqualTo(Promise.NOTHING);
                assertThat(Names.promise(RANDOM_WORD + "_token")).isEqualTo(Promise.TOKEN);
            }
            case "open" -> {
                assertThat(Names.promise(word + "_token")).isEqualTo(Promise.NOTHING);
                assertThat(Names.promise(RANDOM_WORD + word + "_token")).isEqualTo(Promise.TOKEN);
            }
            case "about" -> {
                assertThat(Names.promise("token_" + word)).isEqualTo(Promise.NOTHING);
                assertThat(Names.promise(word + "_token_value")).isNotEqualTo(Promise.PASSWORD);
            }
            case "filler" -> {
                assertThat(Names.promise("password_" + word)).isEqualTo(Promise.PASSWORD);
                assertThat(Names.promise(RANDOM_WORD + "_" + word)).isEqualTo(Promise.NOTHING);
            }
            case "fiction" -> {
                assertThat(Names.isFiction(word + "_token")).isTrue();
                assertThat(Names.isFiction(RANDOM_WORD + word + "x_token")).isFalse();
            }
            case "foreign" -> {
                assertThat(Names.isForeign("db_" + word)).isTrue();
                assertThat(Names.isForeign(word + "_field")).isFalse();
                assertThat(Names.promise(word)).isEqualTo(Promise.PASSWORD);
            }
            case "nobody" -> {
                assertThat(Names.namesNobody(word + "_token")).isTrue();
                assertThat(Names.namesNobody(RANDOM_WORD + "_" + word + "_token"))
                        .isFalse();
            }
            case "sentence" -> {
                assertThat(isPassphrase("walrus quiet lantern " + word)).isFalse();
                assertThat(isPassphrase("walrus quiet lantern z" + word)).isTrue();
            }
            case "setter" -> {
                assertThat(Names.promiseOfCall(word + "Password")).isEqualTo(Promise.PASSWORD);
                assertThat(Names.promiseOfCall(RANDOM_WORD + "Password")).isEqualTo(Promise.HINT);
            }
            case "asking" -> {
                assertThat(Names.promiseOfArguments(word + "Password", false)).isEqualTo(Promise.NOTHING);
                assertThat(Names.promiseOfArguments(RANDOM_WORD + "Password", false))
                        .isEqualTo(Promise.PASSWORD);
            }
            case "credentials" -> {
                assertThat(Names.promiseOfArguments("new_" + word, false)).isEqualTo(Promise.PASSWORD);
                assertThat(Names.promiseOfArguments(word + "_" + RANDOM_WORD + "_name", false))
                        .isEqualTo(Promise.NOTHING);
            }
            case "users" -> {
                assertThat(Names.isUser(word)).isTrue();
                assertThat(Names.isUser(word + "2")).isTrue();
                assertThat(Names.isUser(RANDOM_WORD + word)).isFalse();
            }
            default -> throw new AssertionError("no test knows the list " + list);
        }
    }

    /** Alone, behind another word and before a number; but not before a word that is about it. */
    private static void promises(String name, Promise promise) {
        promisesAlone(name, promise);
        assertThat(Names.promise(RANDOM_WORD + "_" + name)).isEqualTo(promise);
    }

    private static void promisesAlone(String name, Promise promise) {
        assertThat(Names.promise(name)).isEqualTo(promise);
        assertThat(Names.promise(name + "_2")).isEqualTo(promise);
        assertThat(Names.promise(name + "_length")).isEqualTo(Promise.NOTHING);
    }

    @Test
    void aKnownValueIsAHashAndSaysWhatItIsOf() throws IOException {
        Set<String> hashes = new HashSet<>();
        for (String line : lines("known.txt")) {
            assertThat(line).matches("[0-9a-f]{16} .{10,}");
            assertThat(hashes.add(line.substring(0, 16))).as(line).isTrue();
        }
    }

    static Stream<String> knownExamples() throws IOException {
        return lines("known-examples.txt").stream().map(line -> line.replace("|", ""));
    }

    @Test
    void everyKnownValueHasItsExample() throws IOException {
        assertThat(knownExamples()).hasSameSizeAs(lines("known.txt")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("knownExamples")
    void whatDocumentsShowIsKnownToTheCharacter(String value) {
        assertThat(isKnown(value)).isTrue();
        assertThat(isKnown(value + "A")).isFalse();
        for (int i = Math.max(0, value.length() - 16); i < value.length(); i++) {
            char other = value.charAt(i) == 'B' ? 'C' : 'B';
            assertThat(isKnown(value.substring(0, i) + other + value.substring(i + 1)))
                    .isFalse();
        }
        assertThat(SecretScanner.standard().scan("password = \"" + value + "\""))
                .allMatch(finding -> finding.confidence() == Confidence.PLACEHOLDER);
    }

    @Test
    void whatIsMadeWithATokenIsGivenItsKey() {
        assertThat(Names.promiseOfArguments("TokenService", true)).isEqualTo(Promise.TOKEN);
        assertThat(Names.promiseOfArguments("TokenService", false)).isEqualTo(Promise.NOTHING);
        assertThat(Names.promiseOfArguments("basicAuth", false)).isEqualTo(Promise.PASSWORD);
        assertThat(Names.promiseOfArguments("authPath", false)).isEqualTo(Promise.NOTHING);
        assertThat(Names.promiseOfArguments("userPasswords.put", false)).isEqualTo(Promise.NOTHING);
        assertThat(Names.promiseOfArguments("userPasswords", false)).isEqualTo(Promise.PASSWORD);
    }

    @Test
    void namesOfManyAreThoseOfOneAndAnS() {
        assertThat(Names.isOfMany("API_KEYS")).isTrue();
        assertThat(Names.isOfMany("validTokens")).isTrue();
        assertThat(Names.isOfMany("apiKey")).isFalse();
        assertThat(Names.isOfMany("next_tokens")).isFalse();
        assertThat(Names.isOfMany("address")).isFalse();
    }

    private static boolean isPassphrase(String value) {
        TextLine line = new TextLine();
        line.set(value.toCharArray(), 0, value.length(), true);
        return Phrases.isPassphrase(line, 0, value.length(), 4);
    }

    private static boolean isKnown(String value) {
        TextLine line = new TextLine();
        line.set(value.toCharArray(), 0, value.length(), true);
        return KnownValues.contains(line, 0, value.length());
    }
}
