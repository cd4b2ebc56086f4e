/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.secret.SecretFinding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are the same every time and hold what was planted in them, and what is timed finds all of it. */
class CorpusTest {

    @ParameterizedTest
    @EnumSource
    void aTextIsTheSameEveryTime(Corpus corpus) {
        String text = corpus.generated(30_000).text();
        assertThat(text)
                .hasSizeGreaterThan(20_000)
                .isEqualTo(corpus.generated(30_000).text());
        assertThat(text).startsWith(corpus.generated(10_000).text().substring(0, 5_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 4_096, 1_024})
    void theDetectorFindsEachPlantedSecretAndNothingElse(int distance) {
        DensityBenchmark benchmark = new DensityBenchmark();
        benchmark.distance = distance;
        benchmark.size = 1 << 18;
        benchmark.prepare();
        GeneratedText.Planted planted = GeneratedText.transcript(Corpus.SEED, 1 << 18, distance);
        assertThat(planted.secrets()).hasSizeBetween((1 << 18) / distance / 2, (1 << 18) / distance + 1);
        List<SecretFinding> findings = benchmark.detector(new Bytes());
        assertThat(findings)
                .extracting(finding -> planted.text().substring((int) finding.start(), (int) finding.end()))
                .containsExactlyElementsOf(planted.secrets());
    }

    @Test
    void aTreeIsMadeOfFilesThatSayTheSameEachTime(@TempDir Path folder) throws IOException {
        GeneratedTree.write(folder.resolve("small"), 3);
        GeneratedTree.write(folder.resolve("large"), 4);
        for (String file : List.of("part-0/0.jsonl", "part-0/1.log", "part-0/2.java")) {
            assertThat(folder.resolve("small").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("large").resolve(file));
            assertThat(Files.size(folder.resolve("small").resolve(file))).isBetween(1L << 20, (1L << 20) + 4096);
        }
        assertThat(folder.resolve("large/part-0/3.jsonl")).exists();
    }

    @Test
    void theListOfWhatIsFetchedHasAHashForEach() throws IOException {
        try (InputStream in = CorpusFetcher.class.getResourceAsStream("corpora.txt")) {
            assertThat(in).isNotNull();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines)
                    .hasSizeGreaterThan(30)
                    .allSatisfy(
                            line -> assertThat(line).matches("#.*|[A-Z]+ (maven|npm|generated) [^ ]+ [0-9a-f]{64}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyInputGivesTheSameFindings(Corpus corpus) throws IOException {
        ThroughputBenchmark benchmark = new ThroughputBenchmark();
        benchmark.corpus = corpus;
        benchmark.prepare();
        Bytes bytes = new Bytes();
        List<String> planted = corpus.generated(1 << 18).secrets();
        assertThat(benchmark.string(bytes)).hasSameSizeAs(planted);
        assertThat(benchmark.twoThreads(bytes)).hasSameSizeAs(planted);
        assertThat(benchmark.bytes(bytes)).hasSameSizeAs(planted);
        assertThat(benchmark.reader(bytes)).isEqualTo(planted.size());
        assertThat(benchmark.chunks(bytes)).isEqualTo(planted.size());
        assertThat(bytes.bytes).isEqualTo(5L * corpus.text(1 << 18).getBytes(StandardCharsets.UTF_8).length);
        String redacted = benchmark.redacted(bytes);
        planted.forEach(secret -> assertThat(redacted).doesNotContain(secret));
        assertThat(redacted.split("\\[REDACTED:", -1)).hasSize(planted.size() + 1);
        assertThat(benchmark.redactedStream(bytes)).isEqualTo(redacted.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @EnumSource
    void vectorsFindWhatIsFoundWithoutThem(Corpus corpus) {
        VectorBenchmark benchmark = new VectorBenchmark();
        benchmark.corpus = corpus;
        benchmark.prepare();
        Bytes bytes = new Bytes();
        List<SecretFinding> findings = benchmark.plain(bytes);
        assertThat(findings).hasSameSizeAs(corpus.generated(1 << 18).secrets());
        assertThat(benchmark.vectors(bytes)).isEqualTo(findings);
    }

    @Test
    void theDetectorOfSoManyKeywordsHasSoMany() {
        for (int keywords : new int[] {300, 6000}) {
            int kinds = Workloads.kindsWith(keywords);
            assertThat(Workloads.keywords(kinds)).hasSizeBetween(keywords, keywords + 100);
            GrowthBenchmark benchmark = new GrowthBenchmark();
            benchmark.keywords = keywords;
            benchmark.size = 1 << 14;
            benchmark.prepare();
            long secrets = Workloads.scanner(kinds).kinds().stream()
                    .filter(kind -> kind.category() == dev.agentgovernance.api.secret.SecretKind.Category.SECRET)
                    .count();
            assertThat(secrets).isEqualTo(kinds);
            assertThat(benchmark.detector(new Bytes())).isEmpty();
        }
        String made = Workloads.keywords(3000).get(Workloads.keywords(3000).size() - 1);
        assertThat(Workloads.scanner(3000).scan(made + "_token = " + "q8Zk2LmX0vBn4TyRw6Jc9HsDf1GpAe3U"))
                .hasSize(1);
    }

    @Test
    void aCommandHas200CharactersAndNothingToFind() {
        assertThat(SmallInputBenchmark.Input.COMMAND.text()).hasSize(200);
        for (SmallInputBenchmark.Input input : SmallInputBenchmark.Input.values()) {
            SmallInputBenchmark benchmark = new SmallInputBenchmark();
            benchmark.input = input;
            benchmark.prepare();
            int expected = input == SmallInputBenchmark.Input.TRANSCRIPT ? 16 : 0;
            assertThat(benchmark.detector()).as(input.name()).hasSize(expected);
            assertThat(benchmark.redacted().contains("[REDACTED:")).isEqualTo(expected > 0);
            assertThat(benchmark.trieKeywords()).isPositive();
        }
    }

    @Test
    void aFirstUseDoesWhatALaterOneDoes() {
        StartUpBenchmark benchmark = new StartUpBenchmark();
        benchmark.prepare();
        assertThat(benchmark.detector()).isEmpty();
        assertThat(benchmark.ahocorasick()).isPositive().isEqualTo(benchmark.doubleArrayTrie());
        if (KeywordFinder.hyperscanIsAvailable()) {
            assertThat(benchmark.hyperscan()).isEqualTo(benchmark.doubleArrayTrie());
        }
    }
}
