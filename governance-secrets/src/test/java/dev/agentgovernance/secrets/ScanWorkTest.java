/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scan does is bounded without a clock: steps, garbage and tables, whatever the number of kinds. */
class ScanWorkTest {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final String[] WORDS =
            ("the quick brown fox jumps over lazy dog return value of this method in a list"
                            + " path second right task example false keyboard passenger authority int i for if else while import"
                            + " org.apache.commons.lang private final String name; public static void @Override new ArrayList<>();"
                            + " getKey() tokenizer.next() // see also {@link Foo} == null")
                    .split(" ", -1);

    /** Lines of words of prose and code, without a secret. */
    static String cleanText(int length, Random random) {
        StringBuilder text = new StringBuilder(length + 100);
        while (text.length() < length) {
            text.append("    ".repeat(random.nextInt(3)));
            for (int words = random.nextInt(12); words > 0; words--) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Kinds with a prefix of their own. */
    static List<CustomKind> kinds(int count) {
        Random random = new Random(9);
        List<CustomKind> kinds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String prefix = Templates.expand("{lower:4}", random) + i + "_";
            kinds.add(CustomKind.of("generated-" + i).shape(prefix + "{alnum:32}"));
        }
        return kinds;
    }

    private static double stepsPerCharacter(SecretScanner scanner, String text) {
        ScanSession session = scanner.openSession(finding -> {});
        session.feed(text);
        session.finish();
        return session.steps() / (double) text.length();
    }

    @Test
    void cleanTextIsLookedAtLittleMoreThanOnce() {
        assertThat(stepsPerCharacter(SCANNER, cleanText(1 << 20, new Random(1))))
                .isLessThan(4);
        assertThat(stepsPerCharacter(SCANNER, "lorem ipsum dolor sit amet\n".repeat(40_000)))
                .isLessThan(1.1);
    }

    /** Each line is a member of JSON that holds escaped lines, as transcripts do: it is read as it is, and without escapes. */
    static String jsonLines(int length, Random random) {
        StringBuilder text = new StringBuilder(length + 4000);
        while (text.length() < length) {
            String content = cleanText(1000 + random.nextInt(2000), random);
            text.append("{\"role\":\"user\",\"content\":\"")
                    .append(content.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                    .append("\"}\n");
        }
        return text.toString();
    }

    @Test
    void linesWithEscapesAreLookedAtTwiceAndALittleMore() {
        assertThat(stepsPerCharacter(SCANNER, jsonLines(1 << 20, new Random(6))))
                .isLessThan(4.9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "     * Lists the credentials of all users and their accounts, and the logins they had before.",
                "            values[valuesOffset++] = (int) ((block0 >>> 9) & 511);",
                "      \"nextToken\": {},  \"idempotencyToken\": true, \"lastKey\": null",
                "     * @see GetAccountAuthorizationDetailsRequest  the authorization of the caller",
                "    to update the state of all the other ones, call refresh() after login(page) was left",
                "    Principal principal = identity.login(request, response);  // a bearer of several names",
                "2026-11-23 INFO request 0b1c9f7z is done, and so is 44a97z of the same batch in region eu-west-7z ok"
            })
    void linesThatNameSecretsAndHoldNoneAreNotVisited(String line) {
        assertThat(stepsPerCharacter(SCANNER, (line + '\n').repeat(2000))).isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 600, 3000})
    void moreKindsCostNoMoreSteps(int count) {
        String text = cleanText(1 << 18, new Random(2));
        SecretScanner more = SecretScanner.builder().kinds(kinds(count)).build();
        assertThat(stepsPerCharacter(more, text)).isLessThan(1.05 * stepsPerCharacter(SCANNER, text));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 600, 3000})
    void theTableGrowsWithTheCharactersOfTheKeywords(int count) {
        List<String> keywords = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < count; i++) {
            keywords.add(Templates.expand("{lowernum:10}", random));
        }
        assertThat(KeywordAutomaton.of(keywords).tableBytes()).isLessThan(count * 10 * 37 * Integer.BYTES + 4096);
    }

    @Test
    void textWithoutFindingsAllocatesNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        String text = cleanText(1 << 20, new Random(4));
        String command = "git log --oneline -n 20 && ls -la src | sort > /tmp/out.txt";
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(SCANNER.scan(text).size() + SCANNER.scan(command).size()).isZero();
            long after = threads.getCurrentThreadAllocatedBytes();
            SCANNER.scan(text);
            SCANNER.scan(command);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - after);
            assertThat(after).isGreaterThanOrEqualTo(before);
        }
        assertThat(least).isZero();
    }

    /** A name that is a hint, and a word behind it: the lines are visited, and the value is judged from memory. */
    @Test
    void wordsBehindHintsAllocateNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4000; i++) {
            text.append("WARN [main] count was slow, key=")
                    .append(List.of("invoice", "region", "client", "worker").get(i % 4))
                    .append('\n');
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            SCANNER.scan(text);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
        assertThat(SCANNER.scan(text)).isEmpty();
    }

    @Test
    void lanesFindWhatOneFindsWhereverTheTextIsCut() {
        List<String> keywords = List.of("a", "ab", "bab", "key", "keys", "yke", "a longer keyword than the others");
        KeywordAutomaton automaton = KeywordAutomaton.of(keywords);
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 3000 + random.nextInt(3000)) {
                text.append(
                        random.nextInt(4) == 0
                                ? keywords.get(random.nextInt(7))
                                : "key \u00e9\n".charAt(random.nextInt(6)));
            }
            char[] chars = text.toString().toCharArray();
            KeywordHits one = new KeywordHits();
            for (int i = 0, state = KeywordSearch.START; i < chars.length; i++) {
                state = automaton.search(chars, i, i + 1, state, one);
            }
            KeywordHits lanes = new KeywordHits();
            int cut = random.nextInt(chars.length);
            int state = automaton.search(chars, 0, cut, KeywordSearch.START, lanes);
            automaton.search(chars, cut, chars.length, state, lanes);
            assertThat(listed(lanes)).isEqualTo(listed(one)).isNotEmpty();
        }
    }

    private static List<Long> listed(KeywordHits hits) {
        List<Long> places = new ArrayList<>();
        for (int i = hits.first(); i < hits.count(); i++) {
            places.add((long) hits.end(i) << 32 | hits.set(i));
        }
        return places;
    }
}
