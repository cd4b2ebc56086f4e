/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.scope.TaskScope;
import dev.agentgovernance.core.change.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What holds for drift in any change under any scope. */
class DriftProperties {

    private static final List<String> FILES = List.of(
            "src/a.js",
            "src/legacy/b.js",
            "test/a.test.js",
            ".github/workflows/ci.yml",
            "package.json",
            "docs/a b.md",
            "go.mod");
    private static final List<String> TEXTS = List.of(
            "expect(a).toBe(1);",
            "it.skip('a', () => {",
            "// eslint-disable",
            "\"a\": \"1.0.0\",",
            "url: https://a.example",
            "  x = 1;",
            "x = 1;",
            "",
            "--- a/x",
            "+++ b/x",
            "@@ -1 +1 @@",
            "diff --git a/x b/x");

    private static Diff diff(Random random) {
        StringBuilder text = new StringBuilder();
        for (String file : FILES) {
            if (random.nextInt(3) == 0) {
                List<String> lines = new ArrayList<>();
                for (int i = 1 + random.nextInt(5); i > 0; i--) {
                    lines.add(" +-".charAt(random.nextInt(3)) + TEXTS.get(random.nextInt(TEXTS.size())));
                }
                text.append(DriftExamples.text(file, lines, false));
            }
        }
        return Diff.parse(text.toString());
    }

    private static TaskScope.Builder narrow(Random random) {
        TaskScope.Builder scope = TaskScope.builder("T")
                .forbiddenPaths("src/legacy/**")
                .maxFiles(1)
                .maxLines(3);
        return random.nextBoolean()
                ? scope.effects("fs").paths("src/**")
                : scope.effects("fs.write").paths("src/*");
    }

    // A narrower scope finds whatever a wider one does.
    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void aNarrowerScopeFindsAtLeastAsMuch(@ForAll long seed) {
        Random random = new Random(seed);
        Diff diff = diff(random);
        TaskScope.Builder wide =
                TaskScope.builder("T").effects("fs", "ci").maxFiles(3).maxLines(9);
        if (random.nextBoolean()) {
            wide.secondaryGoals(TaskScope.SECONDARY_GOALS.get(random.nextInt(7)));
        }
        List<String> inWide = named(DriftCheck.check(wide.build(), diff));
        assertThat(named(DriftCheck.check(narrow(random).build(), diff))).containsAll(inWide);
    }

    private static List<String> named(List<Drift> drifts) {
        return drifts.stream()
                .map(d -> d.rule() + " " + d.file() + " " + d.line())
                .toList();
    }

    // An addition takes away what it names and nothing else.
    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void anAdditionTakesAwayWhatItNamesAlone(@ForAll long seed) {
        Random random = new Random(seed);
        Diff diff = diff(random);
        TaskScope scope = narrow(random).build();
        String file = FILES.get(random.nextInt(FILES.size()));
        List<EffectKind> kinds =
                List.of(EffectKind.FS_WRITE, EffectKind.CI_CONFIG, EffectKind.DEPENDENCY_CHANGE, EffectKind.NET_SEND);
        TaskScope wider = scope.with(List.of(new TaskScope.Addition(kinds.get(random.nextInt(kinds.size())), file)));
        List<Drift> before = DriftCheck.check(scope, diff);
        List<Drift> after = DriftCheck.check(wider, diff);
        assertThat(before).containsAll(after);
        assertThat(before)
                .allSatisfy(drift -> assertThat(after.contains(drift)
                                || (drift.file().equals(file)
                                        && List.of(Drift.Kind.PATH, Drift.Kind.CI, Drift.Kind.DEPENDENCIES)
                                                .contains(drift.kind())))
                        .isTrue());
    }

    // Whatever is cut off or changed, the text is read or refused by the one exception.
    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void aDamagedTextIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(DriftExamples.text("src/a.js", List.of("-a", "+b", " c"), false)
                + "diff --git \"a/\\303\\244\" \"b/\\303\\244\"\nold mode 100644\nnew mode 100755\n"
                + "diff --git a/l b/m\nsimilarity index 90%\nrename from l\nrename to m\n"
                + "diff --git a/p b/p\nGIT binary patch\nliteral 1\nabc\n\n");
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1) - 1;
            if (at < 0) {
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "\n \"\\-+@/0a".charAt(random.nextInt(10)));
                default -> text.setLength(Math.max(1, at));
            }
        }
        try {
            DriftCheck.check(TaskScope.builder("T").build(), Diff.parse(text.toString()));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("line ");
        }
    }
}
