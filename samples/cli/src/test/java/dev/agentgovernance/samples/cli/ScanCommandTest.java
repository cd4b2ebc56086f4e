/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static dev.agentgovernance.samples.cli.Run.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {

    private static final String OTHER = "AKIA" + "Q4WN6TRB" + "ZXV7M2KD";

    @TempDir
    Path home;

    private Run scan(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "scan";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return Run.of(home, "", words);
    }

    @Test
    void theHistoryNamesTheCommitThatBroughtIt() throws IOException {
        GitRepository repository = GitRepository.init(home.resolve("repo"));
        repository.write("a.txt", "one\n").commit("begin");
        String brought = repository.write("a.txt", "one\ntwo\nid " + KEY + "\n").commit("bring");
        repository.write("a.txt", "zero\none\ntwo\nid " + KEY + "\nmore\n").commit("move");
        repository.write("a.txt", "zero\n").commit("remove");
        repository.git("checkout", "-q", "-b", "side", brought);
        String aside = repository.write("b.txt", "id " + OTHER + "\n").commit("aside");
        repository.git("checkout", "-q", "main");
        repository.git("merge", "-q", "--no-ff", "-m", "merge", "side");
        String path = repository.path().toString();

        Run run = scan("--history", "--format", "jsonl", path);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines()).hasSize(2);
        assertThat(run.out())
                .contains("{\"path\":\"a.txt\",\"commit\":\"" + brought + "\"", "\"line\":3")
                .contains("{\"path\":\"b.txt\",\"commit\":\"" + aside + "\"")
                .doesNotContain(KEY);
        assertThat(scan(path).lines()).hasSize(1);
        assertThat(scan("--history", path).out()).contains(brought.substring(0, 12) + " a.txt:3:4 aws-access-key-id");
    }

    @Test
    void aDifferenceHasWhatWasAddedOnly() throws IOException {
        GitRepository repository = GitRepository.init(home.resolve("repo"));
        String first = repository.write("a.txt", "id " + KEY + "\nend\n").commit("one");
        repository.write("a.txt", "id " + KEY + "\nnew " + OTHER + "\nend\n").commit("two");
        String path = repository.path().toString();

        Run run = scan("--diff", first + "..HEAD", path);
        assertThat(run.lines()).singleElement().asString().contains(" a.txt:2:5 ");
        assertThat(scan("--diff", "HEAD.." + first, path).status()).isZero();
        assertThat(scan("--diff", "HEAD..nowhere", path).status()).isEqualTo(2);
        assertThat(scan("--diff", "HEAD", path).status()).isEqualTo(2);
        repository.git("checkout", "-q", "-b", "side", first);
        repository.write("c.txt", "x\n").commit("three");
        assertThat(scan("--diff", "main...side", path).status()).isZero();
        assertThat(scan("--diff", "side...main", path).lines()).hasSize(1);
        assertThat(scan("--diff", "main...", home.toString()).err()).contains("is in no git repository");
    }

    @Test
    void whatIsStagedIsScannedAsItIsStaged() throws IOException {
        GitRepository repository = GitRepository.init(home.resolve("repo"));
        repository.write("a.txt", "id " + KEY + "\n");
        String path = repository.path().toString();

        assertThat(scan("--staged", path).status()).isZero();
        repository.git("add", "a.txt");
        repository.write("a.txt", "nothing\n");
        assertThat(scan("--staged", path).lines()).singleElement().asString().startsWith("a.txt:1:4 ");
        repository.git("commit", "-q", "-m", "all the same");
        assertThat(scan("--staged", path).status()).isZero();
    }

    @Test
    void aMergeThatBringsSomethingItselfIsSeen() throws IOException {
        GitRepository repository = GitRepository.init(home.resolve("repo"));
        String first = repository.write("a.txt", "one\n").commit("one");
        repository.git("checkout", "-q", "-b", "side");
        repository.write("b.txt", "two\n").commit("two");
        repository.git("checkout", "-q", "main");
        repository.write("c.txt", "three\n").commit("three");
        repository.git("merge", "-q", "--no-commit", "--no-ff", "side");
        String merge = repository.write("b.txt", "two\nid " + KEY + "\n").commit("merge");

        assertThat(scan("--history", "--format", "jsonl", repository.path().toString())
                        .lines())
                .singleElement()
                .asString()
                .contains(merge, "b.txt")
                .doesNotContain(first);
    }

    @Test
    void ignoredFilesAreLeftOutUnlessTheyAreTracked() throws IOException {
        GitRepository repository = GitRepository.init(home.resolve("repo"));
        repository.write(".gitignore", "*.env\nout/\n");
        repository.write("forced.env", KEY);
        repository.write("out/deep/tracked.txt", KEY);
        repository.commit("all of it");
        repository.write("local.env", OTHER);
        String path = repository.path().toString();

        Run run = scan(path);
        assertThat(run.lines()).hasSize(2);
        assertThat(run.out()).contains("forced.env", "out/deep/tracked.txt").doesNotContain("local.env");
        assertThat(run.err()).contains("left out as ignored by git");
        assertThat(scan("--all", path).lines()).hasSize(3);
    }

    @Test
    void archivesAndRemarksAreAChoice() throws IOException {
        Path zip = home.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("in/b.txt"));
            out.write((KEY + " # gitleaks:allow\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThat(scan(zip.toString()).status()).isZero();
        assertThat(scan("--archives", zip.toString()).out()).contains("a.zip!/in/b.txt:1:1 aws-access-key-id");
        assertThat(scan("--archives", "--honour-ignores", zip.toString()).status())
                .isZero();
        Files.write(zip, java.util.Arrays.copyOf(Files.readAllBytes(zip), 40));
        Run damaged = scan("--archives", zip.toString());
        assertThat(damaged.status()).isEqualTo(1);
        assertThat(damaged.err()).contains("only in part");
    }

    @Test
    void aBaselineKnowsAValueWhereverItMoves() throws IOException {
        Path file = Files.writeString(home.resolve("a.txt"), "id " + KEY + "\n");
        Path baseline = home.resolve("baseline.json");
        Path key = Files.writeString(home.resolve("key"), "only we know this\n");
        List<String> with = List.of("--baseline", baseline.toString(), "--baseline-key", key.toString());

        assertThat(scan(with.get(0), with.get(1), with.get(2), with.get(3), "--write-baseline", file.toString()))
                .satisfies(run -> assertThat(run.status()).isZero())
                .satisfies(run -> assertThat(run.out()).isEmpty());
        assertThat(Files.readString(baseline)).contains("aws-access-key-id").doesNotContain(KEY);

        Files.writeString(file, "\n\nmoved\n  here: " + KEY + "\n");
        Run known = scan(with.get(0), with.get(1), with.get(2), with.get(3), file.toString());
        assertThat(known.status()).isZero();
        assertThat(known.err()).contains("1 known from the baseline");
        Files.writeString(file, KEY + "\n" + OTHER + "\n");
        Run more = scan(with.get(0), with.get(1), with.get(2), with.get(3), file.toString());
        assertThat(more.lines()).singleElement().asString().contains("a.txt:2:1");

        assertThat(scan("--baseline", baseline.toString(), file.toString()).err())
                .contains("under another key");
        assertThat(scan("--baseline", file.toString(), file.toString()).status())
                .isEqualTo(2);
        assertThat(scan("--write-baseline", file.toString()).status()).isEqualTo(2);
        // Written again it keeps its salt, and so the fingerprints that others noted.
        String before = Files.readString(baseline);
        Files.writeString(file, KEY);
        scan(with.get(0), with.get(1), with.get(2), with.get(3), "--write-baseline", file.toString());
        assertThat(Files.readString(baseline)).isEqualTo(before);
    }

    @Test
    void usageIsCheckedBeforeAnythingIsRead() {
        assertThat(scan("--staged", "--history").status()).isEqualTo(2);
        assertThat(scan("--jsonl", "--staged").status()).isEqualTo(2);
        assertThat(scan("--staged", "a", "b").status()).isEqualTo(2);
        assertThat(scan(home.resolve("nowhere").toString()).status()).isEqualTo(2);
    }
}
