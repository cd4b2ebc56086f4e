/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.core.change.Diff;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftCheckTest {

    private static final TaskScope REFACTORING = TaskScope.builder("T")
            .paths("src/**")
            .forbiddenPaths("src/legacy/**")
            .effects("fs", "vcs")
            .build();

    private static List<Drift> check(TaskScope scope, String... examples) {
        StringBuilder text = new StringBuilder();
        for (String example : examples) {
            List<String> parts = List.of(example.split(" \\|(?=[-+])", -1));
            text.append(DriftExamples.text(
                    parts.get(0),
                    parts.subList(1, parts.size()).stream()
                            .map(part -> part.charAt(0) + part.substring(2))
                            .toList(),
                    false));
        }
        return DriftCheck.check(scope, Diff.parse(text.toString()));
    }

    @Test
    void aRefactoringWithinItsPathsIsNoDrift() {
        assertThat(
                        check(
                                REFACTORING,
                                "src/main/java/Price.java |- class Price { |+ class Cost {",
                                "src/test/java/PriceTest.java |- assertEquals(5, new Price().value()); |+ assertEquals(5, new Cost().value());"))
                .isEmpty();
    }

    @Test
    void anUnrelatedFixOfAPipelineIsNamedByFileAndLine() {
        List<Drift> drifts =
                check(REFACTORING, ".github/workflows/ci.yml |-   - run: npm test |+   - run: npm test || true");
        assertThat(drifts)
                .extracting(drift -> drift.kind() + " " + drift.rule() + " " + drift.line())
                .containsExactly("CI ci-files 0", "PATH path 0", "CHECKS checks-skipped 1");
    }

    @Test
    void aTestThatMovesIsNotRemoved() {
        assertThat(check(
                        REFACTORING,
                        "src/test/java/ATest.java |- @Test void adds() { |- assertEquals(5, x); |- }",
                        "src/test/java/BTest.java |+ @Test void adds() { |+ assertEquals(5, x); |+ }"))
                .isEmpty();
    }

    @Test
    void anAssertionThatMovesDoesNotPayForOneThatIsRemoved() {
        assertThat(check(
                        REFACTORING,
                        "src/test/java/ATest.java |- assertEquals(5, x); |- assertEquals(6, y);",
                        "src/test/java/BTest.java |+ assertEquals(5, x);"))
                .extracting(Drift::rule)
                .containsExactly("assertion-removed");
    }

    @Test
    void whiteSpaceAloneIsAReformatFromTwentyLinesOn() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add("-  int x" + i + " = 1;");
            lines.add("+    int x" + i + " = 1;");
        }
        Diff diff = Diff.parse(DriftExamples.text("src/A.java", lines, false));
        assertThat(DriftCheck.check(REFACTORING, diff)).extracting(Drift::rule).containsExactly("reformat");
        Diff few = Diff.parse(DriftExamples.text("src/A.java", lines.subList(0, 6), false));
        assertThat(DriftCheck.check(REFACTORING, few)).isEmpty();
    }

    @Test
    void whatCannotBeReviewedIsNamed() {
        Diff diff = Diff.parse("""
                diff --git a/src/a.bin b/src/a.bin
                new file mode 100644
                index 0000000..3333333
                Binary files /dev/null and b/src/a.bin differ
                diff --git a/src/l b/src/l
                new file mode 120000
                index 0000000..4444444
                --- /dev/null
                +++ b/src/l
                @@ -0,0 +1 @@
                +/etc/passwd
                diff --git a/src/lib b/src/lib
                index 5555555..6666666 160000
                --- a/src/lib
                +++ b/src/lib
                @@ -1 +1 @@
                -Subproject commit 5555555
                +Subproject commit 6666666
                """);
        assertThat(DriftCheck.check(REFACTORING, diff))
                .extracting(Drift::rule)
                .containsExactly("binary", "link", "submodule");
    }

    @Test
    void filesOutsideThePathsAreNamedByBothTheirNames() {
        Diff diff = Diff.parse("""
                diff --git a/docs/a.md b/src/a.md
                similarity index 100%
                rename from docs/a.md
                rename to src/a.md
                """);
        assertThat(DriftCheck.check(REFACTORING, diff))
                .extracting(drift -> drift.rule() + " " + drift.file())
                .containsExactly("path-deleted docs/a.md");
        assertThat(check(REFACTORING, "src/legacy/A.java |+ x"))
                .extracting(Drift::why)
                .containsExactly("The task leaves this file alone.");
    }

    @Test
    void theSizeOfTheChangeHasABudget() {
        TaskScope small =
                TaskScope.builder("T").effects("fs").maxFiles(1).maxLines(2).build();
        assertThat(check(small, "a.txt |+ one |+ two", "b.txt |+ three"))
                .extracting(Drift::rule)
                .containsExactly("files", "lines");
    }

    @Test
    void aSecondaryGoalThatBelongsToTheTaskIsNoDrift() {
        String bump = "src/package.json |-     \"a\": \"1.0.0\", |+     \"a\": \"1.1.0\",";
        assertThat(check(REFACTORING, bump)).extracting(Drift::rule).containsExactly("dependency-declared");
        TaskScope upgrade = TaskScope.builder("T")
                .effects("fs")
                .secondaryGoals("dependencies")
                .build();
        assertThat(check(upgrade, bump)).isEmpty();
    }

    @Test
    void whatIsMissingWhenAddedMakesIt() {
        String[] change = {
            ".github/workflows/ci.yml |- on: push |+ on: [push, pull_request]",
            "docs/a.md |+ more",
            "src/go.mod |+ x v1.2"
        };
        List<Drift> drifts = check(REFACTORING, change);
        List<TaskScope.Addition> missing = DriftCheck.missing(drifts);
        assertThat(missing)
                .containsExactly(
                        new TaskScope.Addition(EffectKind.CI_CONFIG, ".github/workflows/ci.yml"),
                        new TaskScope.Addition(EffectKind.FS_WRITE, ".github/workflows/ci.yml"),
                        new TaskScope.Addition(EffectKind.FS_WRITE, "docs/a.md"),
                        new TaskScope.Addition(EffectKind.DEPENDENCY_CHANGE, "src/go.mod"));
        TaskScope wider = REFACTORING.with(missing);
        assertThat(check(wider, change)).isEmpty();
        assertThat(check(wider, "docs/b.md |+ more")).extracting(Drift::kind).containsExactly(Drift.Kind.PATH);
    }
}
