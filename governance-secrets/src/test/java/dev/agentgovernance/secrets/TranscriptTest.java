/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Values in the transcripts of agents; see {@link TranscriptCorpus}. */
class TranscriptTest {
    private static final SecretScanner SCANNER = SecretScanner.standard();
    private static final long SEED = 20_260_301;

    /** Examples of one line of the kinds, that are found as they are. */
    private static List<String[]> examples(long seed) {
        Random random = new Random(seed);
        List<String[]> values = new ArrayList<>();
        for (KindFile.Block block : KindFile.standard()) {
            for (String example : block.all("+")) {
                List<String> drawn = new ArrayList<>();
                String line = Templates.expand(example, random, drawn);
                String secret = drawn.stream()
                        .max(java.util.Comparator.comparingInt(String::length))
                        .orElse("");
                if (secret.length() >= 10 && !line.contains("\n") && isFound(SCANNER.scan(line), line, secret)) {
                    values.add(new String[] {secret, line});
                }
            }
        }
        return values;
    }

    private static boolean isFound(List<SecretFinding> findings, String text, String secret) {
        int at = text.indexOf(secret);
        return findings.stream()
                .filter(finding -> finding.confidence() != Confidence.PLACEHOLDER)
                .anyMatch(finding -> at < 0 || (finding.start() <= at && finding.end() >= at + secret.length()));
    }

    @Test
    void valuesAreFoundWhereverTheyAreInATranscript() {
        List<TranscriptCorpus.Case> cases = TranscriptCorpus.cases(examples(SEED), SEED);
        assertThat(cases).hasSizeGreaterThan(1000);
        List<String> missed = new ArrayList<>();
        for (TranscriptCorpus.Case each : cases) {
            if (!isFound(SCANNER.scan(each.text()), each.text(), each.secret())) {
                missed.add(each.place() + ": " + each.text());
            }
        }
        assertThat(missed.size()).as("%s", missed).isLessThanOrEqualTo(cases.size() / 50);
    }

    @Test
    void aTranscriptIsRedactedTheSameAtEveryCut() throws Exception {
        List<String[]> values = examples(SEED + 1);
        StreamRedactor redactor = StreamRedactor.of(SCANNER);
        for (TranscriptCorpus.Case each : TranscriptCorpus.cases(values.subList(0, 3), SEED)) {
            String whole = redactor.redact(each.text());
            for (int cut = 0; cut <= each.text().length(); cut++) {
                int first = cut;
                StringBuilder out = new StringBuilder();
                redactor.redact(
                        new StringReader(each.text()) {
                            private boolean begun;

                            @Override
                            public int read(char[] into, int from, int count) throws java.io.IOException {
                                int most = begun || first == 0 ? count : first;
                                begun = true;
                                return super.read(into, from, Math.min(most, count));
                            }
                        },
                        out);
                assertThat(out.toString()).isEqualTo(whole);
            }
        }
    }

    /**
     * Prints the recall on transcripts with the values of a file of labelled cases with the member {@code secret}, by place,
     * where the scanner finds the value in the text it came in.
     */
    @Test
    @EnabledIfSystemProperty(named = "values", matches = ".+")
    void measureWithValuesOfAFile() throws Exception {
        List<String[]> values = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("values")))) {
            String text = CorpusEvaluation.member(line, "text");
            String secret = CorpusEvaluation.member(line, "secret");
            if (secret.length() >= 8
                    && !text.contains("\n")
                    && text.contains(secret)
                    && isFound(SCANNER.scan(text), text, secret)) {
                values.add(new String[] {secret, text});
            }
        }
        Map<String, int[]> places = new TreeMap<>();
        for (TranscriptCorpus.Case each : TranscriptCorpus.cases(values, SEED)) {
            int[] count = places.computeIfAbsent(each.place(), key -> new int[2]);
            count[0]++;
            count[1] += isFound(SCANNER.scan(each.text()), each.text(), each.secret()) ? 1 : 0;
        }
        PrintStream out = System.out;
        places.forEach((place, count) ->
                out.printf("%-28s recall %.4f of %d%n", place, (double) count[1] / count[0], count[0]));
    }
}
