/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.integrity.Conflict;
import dev.agentgovernance.core.integrity.ConflictCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work on a real repository, held against other branches. */
class ConflictsCommandTest {

    @TempDir
    private Path home;

    private Run conflicts(GitRepository shop, String... branches) {
        List<String> words =
                new ArrayList<>(List.of("conflicts", "--dir", shop.path().toString()));
        words.addAll(List.of(branches));
        return Run.of(home, "", words.toArray(String[]::new));
    }

    @Test
    void namesWhatStandsBetweenTheWorkAtHandAndOtherBranches() throws IOException {
        GitRepository shop = GitRepository.init(home.resolve("shop"));
        shop.write("src/Shop.java", "class Shop {\n    void open(int door) {}\n\n    void close() {}\n}\n")
                .write("src/Till.java", "class Till {\n    void ring() {}\n}\n")
                .write("db/migration/V1__begin.sql", "select 1;\n")
                .commit("begin");
        shop.git("checkout", "-q", "-b", "bot/till");
        shop.write("src/Till.java", "class Till {\n    void ring() {\n        shop.open(1);\n    }\n}\n")
                .write("db/migration/V2__till.sql", "select 2;\n")
                .commit("till");
        shop.git("checkout", "-q", "main");
        shop.git("checkout", "-q", "-b", "bot/docs");
        shop.write("README.md", "# Shop\n").commit("docs");
        shop.git("checkout", "-q", "main");
        shop.git("checkout", "-q", "-b", "bot/rename");
        shop.write("src/Shop.java", "class Shop {\n    void unlock(int door) {}\n\n    void close() {}\n}\n")
                .write("db/migration/V2__shop.sql", "select 3;\n")
                .commit("rename");

        Run run = conflicts(shop, "bot/till", "bot/docs");
        assertThat(run.status()).isEqualTo(GovernanceCommand.FINDINGS);
        assertThat(run.lines())
                .containsExactly(
                        "bot/till: db/migration/V2__shop.sql ~ db/migration/V2__till.sql: number: Both take the same number.",
                        "? bot/till: src/Shop.java:2 ~ src/Till.java:3: symbol: One takes away 'open', which the other"
                                + " begins to use.");
        assertThat(run.err()).contains("2 found, 1 of them certain");
        assertThat(conflicts(shop, "bot/docs").status()).isZero();
        assertThat(conflicts(shop, "nowhere").err()).contains("There is no commit nowhere");
    }

    private static String text(Random chance, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(chance.nextInt(6)).append(i % 3).append('\n');
        }
        return text.toString();
    }

    private static String changed(Random chance, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = chance.nextInt(3); i >= 0; i--) {
            int at = chance.nextInt(lines.size() + 1);
            int what = chance.nextInt(3);
            if (what == 0 || at == lines.size()) {
                lines.add(at, "n" + chance.nextInt(3));
            } else if (what == 1) {
                lines.set(at, "c" + chance.nextInt(3));
            } else if (lines.size() > 1) {
                lines.remove(at);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static RawText raw(String text) {
        return new RawText(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Diff diff(String before, String after) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("diff --git a/a.txt b/a.txt\nindex 1111111..2222222 100644\n--- a/a.txt\n+++ b/a.txt\n"
                .getBytes(StandardCharsets.UTF_8));
        try (DiffFormatter formatter = new DiffFormatter(text)) {
            RawText old = raw(before);
            RawText now = raw(after);
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, old, now), old, now);
        }
        return Diff.parse(text.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatAMergeCannotJoinIsFound() throws IOException {
        Random chance = new Random(7);
        int clean = 0;
        int conflicting = 0;
        int beyond = 0;
        for (int i = 0; i < 3_000; i++) {
            String base = text(chance, 3 + chance.nextInt(12));
            String one = changed(chance, base);
            String other = changed(chance, base);
            if (base.equals(one) || base.equals(other)) {
                continue;
            }
            boolean merges = !new MergeAlgorithm(new HistogramDiff())
                    .merge(RawTextComparator.DEFAULT, raw(base), raw(one), raw(other))
                    .containsConflicts();
            boolean found = ConflictCheck.between(diff(base, one), diff(base, other)).stream()
                    .anyMatch(conflict -> conflict.kind() == Conflict.Kind.LINES);
            if (!merges) {
                assertThat(found).as("%s\n--\n%s\n--\n%s", base, one, other).isTrue();
                conflicting++;
            } else if (found) {
                beyond++;
            } else {
                clean++;
            }
        }
        assertThat(conflicting).isGreaterThan(500);
        assertThat(clean).isGreaterThan(300);
        // Lines beside each other: some merges join them, git's own does not.
        assertThat(beyond).isLessThan(conflicting / 2);
    }
}
