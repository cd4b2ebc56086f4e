/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.automaton.KeywordHits;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ScanProperties {
    private static final SecretScanner SCANNER =
            SecretScanner.builder().profile(ScanProfile.PERSONAL_DATA).build();
    /** Lines of 96, secrets of 40: nearly every line is cut into windows. */
    private static final SecretScanner NARROW = SecretScanner.builder()
            .limits(new ScanLimits(1 << 20, 96, 40))
            .profile(ScanProfile.PERSONAL_DATA)
            .build();

    private static final List<String> EXAMPLES = KindFile.standard().stream()
            .flatMap(block -> block.all("+").stream())
            .toList();
    private static final List<String> WORDS = List.of(
            "see the log of", "at 10:15:02 INFO", "{ \"n\": 1 }", "then,", "a=1; b=2", "# remark", "über", "()");
    private static final List<String> FILLERS = List.of(
            " ",
            "\n",
            "\r\n",
            " and ",
            "\n\n",
            "key=",
            "\"",
            "'",
            " the token is ",
            "{\"a\": \"",
            "\\n",
            "é",
            "\uD83D\uDE00",
            "-----BEGIN RSA PRIVATE KEY-----\n",
            "-----END",
            "password: ",
            "[REDACTED:x:0123abcd]",
            "=",
            "://",
            "@",
            "0123456789 ");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.integers()
                .between(0, 12)
                .flatMap(parts -> Arbitraries.longs().map(seed -> text(parts, seed)));
    }

    private static String text(int parts, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            text.append(FILLERS.get(random.nextInt(FILLERS.size())));
            if (random.nextInt(3) > 0) {
                text.append(Templates.expand(EXAMPLES.get(random.nextInt(EXAMPLES.size())), random));
            }
            text.append(FILLERS.get(random.nextInt(FILLERS.size())));
        }
        return text.toString();
    }

    /** Returns a text of so many pieces, with values, encoded ones among them, and what is near to them. */
    static String longText(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        while (pieces > 0) {
            String part = text(Math.min(pieces, 4), random.nextLong());
            text.append(
                            random.nextInt(6) == 0
                                    ? Encodings.ALL
                                            .get(random.nextInt(Encodings.ALL.size()))
                                            .of(part)
                                    : part)
                    .append(WORDS.get(random.nextInt(WORDS.size())))
                    .append(random.nextInt(3) == 0 ? "\n" : " ");
            pieces -= 4;
        }
        return text.toString();
    }

    @Property(tries = 400)
    void chunksDoNotChangeTheFindings(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 64) int size) {
        for (SecretScanner scanner : List.of(SCANNER, NARROW)) {
            List<SecretFinding> found = new ArrayList<>();
            ScanSession session = scanner.openSession(found::add);
            for (int i = 0; i < text.length(); i += size) {
                session.feed(text.substring(i, Math.min(text.length(), i + size)));
                long settled = session.settled();
                assertThat(settled).isBetween(0L, (long) text.length());
            }
            session.finish();
            assertThat(found).isEqualTo(scanner.scan(text));
        }
    }

    @Property(tries = 60)
    void everyPlaceToCutGivesTheSameFindings(@ForAll("texts") String text) {
        List<SecretFinding> whole = NARROW.scan(text);
        for (int cut = 0; cut <= text.length(); cut++) {
            List<SecretFinding> found = new ArrayList<>();
            ScanSession session = NARROW.openSession(found::add);
            session.feed(text.substring(0, cut));
            session.feed(text.substring(cut));
            session.finish();
            assertThat(found).isEqualTo(whole);
        }
    }

    @Property(tries = 300)
    void findingsAreOrderedAndApart(@ForAll("texts") String text) {
        for (SecretScanner scanner : List.of(SCANNER, NARROW)) {
            long end = 0;
            for (SecretFinding finding : scanner.scan(text)) {
                assertThat(finding.start()).isGreaterThanOrEqualTo(end);
                end = finding.end();
            }
            assertThat(end).isLessThanOrEqualTo(text.length());
        }
    }

    /** Only the value is taken as the secret; what an example has round it may stay. */
    @Property(tries = 1000)
    void aRedactedTextHoldsNoSecretAndNothingMoreToRedact(@ForAll("texts") String text) {
        List<SecretFinding> findings = SCANNER.scan(text);
        String redacted = Redactor.of(SCANNER).redact(text);
        for (SecretFinding finding : findings) {
            String value = text.substring((int) finding.start(), (int) finding.end());
            if (finding.confidence() != Confidence.PLACEHOLDER && value.length() >= 16 && occursOnce(text, value)) {
                assertThat(redacted).doesNotContain(value);
            }
        }
        assertThat(SCANNER.scan(redacted))
                .as(redacted)
                .allMatch(finding -> finding.confidence() == Confidence.PLACEHOLDER);
    }

    /** The characters that chance made in an example are its secret: none of them is left, whatever found them. */
    @Property(tries = 600)
    void whatWasPlantedIsGone(@ForAll("kinds") KindFile.Block block, @ForAll long seed) {
        Random random = new Random(seed);
        List<String> templates = KindExamples.positives(block);
        String template = templates.get(random.nextInt(templates.size()));
        List<String> planted = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            boolean lines = template.contains("{nl}");
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(lines || random.nextBoolean() ? "\n" : " ");
            text.append(Templates.expand(template, random, planted));
            text.append(lines || random.nextBoolean() ? "\n" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        Assume.that(SCANNER.scan(text).stream().noneMatch(f -> f.confidence() == Confidence.PLACEHOLDER));
        String redacted = Redactor.of(SCANNER).redact(text.toString());
        for (String secret : planted) {
            // Letters alone may be words.
            if (secret.length() >= 10
                    && secret.chars().filter(Character::isDigit).count() >= 2) {
                assertThat(redacted).as(template).doesNotContain(secret);
            }
        }
        assertThat(SCANNER.scan(redacted)).as(redacted).noneMatch(f -> f.confidence() != Confidence.PLACEHOLDER);
    }

    @Provide
    Arbitrary<KindFile.Block> kinds() {
        return Arbitraries.of(KindFile.standard().stream()
                .filter(block -> !KindExamples.isForThorough(block))
                .toList());
    }

    private static boolean occursOnce(String text, String value) {
        return text.indexOf(value) == text.lastIndexOf(value);
    }

    @Property(tries = 150)
    void theAutomatonFindsWhatAPlainSearchFinds(@ForAll("texts") String text) {
        assertThat(SCANNER.searchingWith(Naive::new).scan(text)).isEqualTo(SCANNER.scan(text));
        assertThat(NARROW.searchingWith(Naive::new).scan(text)).isEqualTo(NARROW.scan(text));
    }

    /** Marks and letters of other scripts share classes of the automaton: what it reports there is no keyword. */
    @Example
    void aKeywordOfAnotherScriptIsNotFoundWhereMarksStand() {
        String text = "team: app:g6v9twlsUkQToWlnYI1E5s4D@édb_pass: hBFlRlNwXpu9!=";
        assertThat(SCANNER.scan(text))
                .hasSize(1)
                .isEqualTo(SCANNER.searchingWith(Naive::new).scan(text));
    }

    /** The escape's letter and the name are a longer keyword together. */
    @Example
    void aKeywordThatBeginsWithTheLetterOfAnEscapeHidesNone() {
        String text = "\\nkey=\nd=hHFUS1dx";
        assertThat(SCANNER.scan(text))
                .hasSize(1)
                .isEqualTo(SCANNER.searchingWith(Naive::new).scan(text));
    }

    /** Of keywords with the same end the longest counts: it has the whole name. */
    @Example
    void theLongestKeywordIsReadFirst() {
        String text = "PRIVATE KEY\nb3BlbnNzaC1x";
        assertThat(SCANNER.searchingWith(Naive::new).scan(text)).isEqualTo(SCANNER.scan(text));
    }

    /** The header hid what stands before it, and stays, since no key follows. */
    @Example
    void whatStandsBeforeTheHeaderOfNoKeyIsRedacted() {
        String text =
                " the token is Administrator:500:aad3b435b51404eeaad3b435b51404ee:8846f7eaee8fb117ad06bdd830b7586c:::"
                        + "-----BEGIN RSA PRIVATE KEY-----";
        String redacted = Redactor.of(SCANNER).redact(text);
        assertThat(redacted).doesNotContain("aad3b435").endsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(SCANNER.scan(redacted)).isEmpty();
    }

    /** Behind a window less is fed than it takes to tell: no place of the overlap may be passed over for that. */
    @Example
    void whatStandsWhereWindowsMeetIsFoundInAnyChunks() {
        SecretScanner scanner =
                SecretScanner.builder().limits(new ScanLimits(1 << 20, 96, 40)).build();
        String run = "l1bc38301c2507d5b7740602f2f08" + "13812eb1f591259cec20fe7f9ff19bd";
        String text = run + "\"}  {\"a\": \"" + "prf_cli_" + "vC7z2t74IilOlfNiyVWfDSISAXgwXxl1";
        List<SecretFinding> whole = scanner.scan(text);
        assertThat(whole).hasSize(1);
        for (int size = 1; size <= 64; size++) {
            List<SecretFinding> found = new ArrayList<>();
            ScanSession session = scanner.openSession(found::add);
            for (int i = 0; i < text.length(); i += size) {
                session.feed(text.substring(i, Math.min(text.length(), i + size)));
            }
            session.finish();
            assertThat(found).as("chunks of " + size).isEqualTo(whole);
        }
    }

    /** A name too long to be one says nothing of the name that was read before, in a line that is gone. */
    @Example
    void aNameTooLongOpensNothing() {
        String text =
                "# key\nKEYRSNDQ5VE8R54FV92ESF02L7TPFYFHJ0Y8KWPVU0MLLQNJC0apassword 43E3713BA5801F21570123inPasswor:{";
        String redacted = Redactor.of(SCANNER).redact(text);
        assertThat(SCANNER.scan(redacted)).allMatch(finding -> finding.confidence() == Confidence.PLACEHOLDER);
    }

    @Property(tries = 200)
    void aStreamIsRedactedAsItsTextIs(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int size)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StreamRedactor.of(SCANNER).redact(slowly(text.getBytes(StandardCharsets.UTF_8), size), out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(Redactor.of(SCANNER).redact(text));
        StringBuilder copied = new StringBuilder();
        StreamRedactor.of(NARROW).redact(new java.io.StringReader(text), copied);
        assertThat(copied.toString()).isEqualTo(Redactor.of(NARROW).redact(text));
    }

    @Property(tries = 200)
    void bytesThatAreNoSecretStayAsTheyAre(@ForAll byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StreamRedactor.of(NARROW).redact(new ByteArrayInputStream(bytes), out);
        if (NARROW.scan(new String(bytes, StandardCharsets.ISO_8859_1)).isEmpty()) {
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
    }

    static InputStream slowly(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int from, int count) {
                return super.read(into, from, Math.min(count, size));
            }

            /** The one of the superclass reads once. */
            @Override
            public int readNBytes(byte[] into, int from, int count) {
                int read = 0;
                for (int n = 0; n >= 0 && read < count; n = read(into, from + read, count - read)) {
                    read += n;
                }
                return read;
            }
        };
    }

    /** Tries every keyword that ends with a character at every place of it, the longest first. */
    private static final class Naive implements KeywordSearch {
        private final List<String> keywords;
        private final Map<Character, List<Integer>> byLast;

        Naive(List<String> keywords) {
            this.keywords = keywords;
            byLast = IntStream.range(0, keywords.size())
                    .boxed()
                    .sorted(Comparator.comparing(k -> -keywords.get(k).length()))
                    .collect(Collectors.groupingBy(k -> {
                        String keyword = keywords.get(k);
                        return keyword.charAt(keyword.length() - 1);
                    }));
        }

        @Override
        public int search(char[] text, int from, int to, int state, KeywordHits hits) {
            String lower = small(new String(text, 0, to));
            for (int end = from + 1; end <= to; end++) {
                for (int k : byLast.getOrDefault(lower.charAt(end - 1), List.of())) {
                    if (lower.startsWith(keywords.get(k), end - keywords.get(k).length())) {
                        hits.add(end, k);
                    }
                }
            }
            return START;
        }

        @Override
        public int[] keywords(int set) {
            return new int[] {set};
        }

        @Override
        public int sets() {
            return keywords.size();
        }

        /** No character outside ASCII becomes one of it. */
        private static String small(String text) {
            StringBuilder lower = new StringBuilder(text);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                char foreign = Character.toLowerCase(c);
                lower.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 32) : foreign < 128 ? c : foreign);
            }
            return lower.toString();
        }
    }
}
