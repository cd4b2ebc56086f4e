/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that git 2.47 wrote, with what it says of them beside; and what is wrong with others. */
class ReftableTest {

    private static final String A = "ab".repeat(20);
    private static final String B = "cd".repeat(20);
    private static final String UNREADABLE = "00".repeat(20);

    @TempDir
    Path top;

    private GitObjects stacked(List<byte[]> tables) throws IOException {
        Files.deleteIfExists(top.resolve(".git/config"));
        TableWriter.stack(top.resolve(".git"), 20, tables);
        return GitObjects.at(top).orElseThrow();
    }

    private GitObjects recorded(String name, boolean linked) throws IOException, URISyntaxException {
        Path source = Path.of(Objects.requireNonNull(ReftableTest.class.getResource(name + ".git"))
                .toURI());
        Path git = top.resolve("main/.git");
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.sorted().toList()) {
                Files.copy(
                        path,
                        Files.createDirectories(git.getParent())
                                .resolve(".git")
                                .resolve(source.relativize(path).toString()));
            }
        }
        Files.createDirectories(git.resolve("objects"));
        if (!linked) {
            return GitObjects.at(top.resolve("main")).orElseThrow();
        }
        Files.createDirectories(top.resolve("linked"));
        Files.writeString(top.resolve("linked/.git"), "gitdir: ../main/.git/worktrees/linked\n");
        return GitObjects.at(top.resolve("linked")).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "sha256", "sha1-linked", "sha256-linked"})
    void whatGitWroteIsWhatGitSays(String name) throws IOException, URISyntaxException {
        boolean linked = name.endsWith("-linked");
        GitObjects git = recorded(name.replace("-linked", ""), linked);
        List<String> said = Files.readAllLines(top.resolve("main/.git/said" + (linked ? "-linked" : "") + ".txt"));
        assertThat(said).hasSizeGreaterThan(120);
        for (String line : said) {
            String reference = line.substring(line.indexOf(' ') + 1);
            assertThat(git.id(reference)).as(reference).contains(line.substring(0, line.indexOf(' ')));
            assertThat(git.id(reference + "0").isPresent())
                    .as(reference + "0")
                    .isEqualTo(said.stream().anyMatch(other -> other.endsWith(" " + reference + "0")));
        }
        for (String none : List.of("refs/heads/topic/7", "refs/heads/a", "refs/zzz", "refs/worktree/other")) {
            assertThat(git.id(none)).as(none).isEmpty();
        }
        assertThat(git.id("refs/worktree/own").isPresent()).isEqualTo(linked);
        RepositoryView view = GitObjects.view(top.resolve(linked ? "linked" : "main"));
        assertThat(view.text(".git/HEAD")).contains("ref: refs/heads/" + (linked ? "linked" : "main"));
        assertThat(view.text(".git/refs/remotes/origin/HEAD")).contains("ref: refs/remotes/origin/main");
    }

    @Test
    void theGitOfThisMachineSaysTheSame() throws IOException {
        assumeTrue(RealGit.isInstalled() && RealGit.in(top).hasReftables(), "git has no reftables");
        RealGit git = RealGit.in(top);
        git.run("init", "-q", "--ref-format=reftable", "-b", "main");
        git.run("commit", "-q", "--allow-empty", "-m", "a");
        for (int i = 0; i < 40; i++) {
            git.run("branch", "topic/" + i);
        }
        git.run("commit", "-q", "--allow-empty", "-m", "b");
        git.run("tag", "-a", "-m", "t", "v1");
        git.run("branch", "-q", "-D", "topic/3");
        git.run("worktree", "add", "-q", "linked");
        for (Path folder : List.of(top, top.resolve("linked"))) {
            GitObjects objects = GitObjects.at(folder).orElseThrow();
            List<String> lines = RealGit.in(folder)
                    .run("for-each-ref", "--format=%(objectname) %(refname)")
                    .lines()
                    .toList();
            assertThat(lines).hasSize(42);
            lines.forEach(line -> assertThat(objects.id(line.substring(line.indexOf(' ') + 1)))
                    .contains(line.substring(0, line.indexOf(' '))));
            assertThat(objects.id("HEAD"))
                    .contains(RealGit.in(folder).run("rev-parse", "HEAD").strip());
            assertThat(objects.id("refs/heads/topic/3")).isEmpty();
        }
    }

    @Test
    void everyTypeOfValue() throws IOException {
        GitObjects git = stacked(List.of(
                TableWriter.PLAIN.table(
                        Map.of("refs/heads/gone", A, "refs/heads/main", A, "refs/tags/v1", A + " " + B)),
                TableWriter.PLAIN.table(
                        Map.of("HEAD", "ref: refs/heads/main", "refs/heads/gone", "", "refs/heads/main", B)),
                TableWriter.PLAIN.table(Map.of())));
        assertThat(git.id("HEAD")).contains(B);
        assertThat(git.id("refs/heads/main")).contains(B);
        assertThat(git.id("refs/heads/gone")).isEmpty();
        assertThat(git.id("refs/tags/v1")).contains(A);
        assertThat(git.id("refs/heads/never")).isEmpty();
    }

    /** Not known is not the same as not there. */
    @Test
    void whatCannotBeReadLeadsToNothingThatIsAtHand() throws IOException {
        byte[] right = TableWriter.PLAIN.table(Map.of("HEAD", A, "refs/heads/main", A));
        byte[] sum = right.clone();
        sum[sum.length - 1] ^= 1;
        byte[] version = right.clone();
        version[4] = 3;
        byte[] type = right.clone();
        type[24] = 'x';
        byte[] value = TableWriter.PLAIN.table(Map.of("refs/heads/main", A));
        value[29] |= 7;
        for (byte[] wrong : List.of(
                sum,
                version,
                new byte[0],
                java.util.Arrays.copyOf(right, 60),
                value,
                new TableWriter(32, 4096, true, 16, 0).table(Map.of("refs/heads/main", A + "00".repeat(12))))) {
            GitObjects git = stacked(List.of(right, wrong));
            assertThat(git.id("refs/heads/main")).contains(UNREADABLE);
            assertThat(GitObjects.view(top).text(".git/refs/heads/main")).isEmpty();
            try (CommitFiles files = git.files(UNREADABLE)) {
                assertThat(files.isWhole()).isFalse();
            }
        }
        // A table whose first block is of another type has no references.
        assertThat(stacked(List.of(right, type)).id("refs/heads/main")).contains(A);
    }

    @Test
    void aStackThatIsNotWhole() throws IOException {
        GitObjects git = stacked(List.of(TableWriter.PLAIN.table(Map.of("refs/heads/main", A))));
        Files.writeString(top.resolve(".git/reftable/tables.list"), "gone.ref\nt0.ref\n");
        assertThat(git.id("refs/heads/main")).contains(A);
        assertThat(git.id("refs/heads/other")).contains(UNREADABLE);
        Files.writeString(top.resolve(".git/reftable/tables.list"), "../../t0.ref\n");
        assertThat(GitObjects.at(top).orElseThrow().id("HEAD")).contains(UNREADABLE);
        Files.delete(top.resolve(".git/reftable/tables.list"));
        assertThat(GitObjects.at(top).orElseThrow().id("HEAD")).contains(UNREADABLE);
    }

    @Test
    void aWayToKeepReferencesThatIsNotKnown() throws IOException {
        Files.createDirectories(top.resolve(".git/objects"));
        Files.writeString(top.resolve(".git/config"), "[extensions]\n\trefStorage = other\n");
        Files.writeString(top.resolve(".git/HEAD"), "ref: refs/heads/.invalid\n");
        assertThat(GitObjects.at(top).orElseThrow().id("HEAD")).contains(UNREADABLE);
        assertThat(GitObjects.view(top).text(".git/HEAD")).isEmpty();
    }
}
