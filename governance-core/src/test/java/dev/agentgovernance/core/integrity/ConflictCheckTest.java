/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.core.change.Diff;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pairs of changes with something planted between them, and pairs that go together. */
class ConflictCheckTest {

    /** A change of lines of one file; the text is hunks. */
    private static String file(String path, String hunks) {
        return "diff --git a/%1$s b/%1$s\nindex 1111111..2222222 100644\n--- a/%1$s\n+++ b/%1$s\n%2$s"
                .formatted(path, hunks);
    }

    private static String added(String path, String... lines) {
        StringBuilder text = new StringBuilder(
                "diff --git a/%1$s b/%1$s\nnew file mode 100644\nindex 0000000..2222222\n--- /dev/null\n+++ b/%1$s\n"
                        .formatted(path));
        text.append("@@ -0,0 +1,").append(lines.length).append(" @@\n");
        for (String line : lines) {
            text.append('+').append(line).append('\n');
        }
        return text.toString();
    }

    private static String deleted(String path, String line) {
        return "diff --git a/%1$s b/%1$s\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/%1$s\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-%2$s\n"
                .formatted(path, line);
    }

    private static String moved(String from, String to) {
        return "diff --git a/%1$s b/%2$s\nsimilarity index 100%%\nrename from %1$s\nrename to %2$s\n"
                .formatted(from, to);
    }

    /** What is found, as kind, place and place; the same from the other side. */
    private static List<String> between(String one, String other) {
        Diff first = Diff.parse(one);
        Diff second = Diff.parse(other);
        List<Conflict> found = ConflictCheck.between(first, second);
        assertThat(ConflictCheck.between(second, first))
                .extracting(Conflict::swapped)
                .containsExactlyInAnyOrderElementsOf(found);
        return found.stream()
                .map(c -> c.kind().id() + " " + c.file() + ":" + c.line() + " " + c.otherFile() + ":" + c.otherLine())
                .toList();
    }

    @Test
    void theSameLines() {
        String one = file("a.txt", "@@ -3,3 +3,3 @@\n c\n-d\n+D\n e\n");
        assertThat(between(one, file("a.txt", "@@ -3,3 +3,4 @@\n c\n-d\n+x\n+y\n e\n")))
                .containsExactly("lines a.txt:4 a.txt:4");
        assertThat(between(one, file("a.txt", "@@ -4,2 +4,2 @@\n d\n-e\n+E\n")))
                .containsExactly("lines a.txt:4 a.txt:5");
        assertThat(between(one, file("a.txt", "@@ -5,2 +5,2 @@\n e\n-f\n+F\n"))).isEmpty();
        assertThat(between(one, one)).isEmpty();
        assertThat(between(one, file("b.txt", "@@ -3,3 +3,3 @@\n c\n-d\n+x\n e\n")))
                .isEmpty();
    }

    @Test
    void filesThatGoOrCome() {
        String change = file("src/a.txt", "@@ -1,1 +1,1 @@\n-a\n+b\n");
        assertThat(between(deleted("src/a.txt", "a"), change)).containsExactly("gone src/a.txt:0 src/a.txt:0");
        assertThat(between(deleted("src/a.txt", "a"), deleted("src/a.txt", "a")))
                .isEmpty();
        assertThat(between(moved("src/a.txt", "lib/a.txt"), change)).containsExactly("moved lib/a.txt:0 src/a.txt:0");
        assertThat(between(added("n.txt", "a"), added("n.txt", "b"))).containsExactly("twice n.txt:0 n.txt:0");
        assertThat(between(added("n.txt", "a"), added("n.txt", "a"))).isEmpty();
        assertThat(between(added("n.txt", "a"), moved("src/a.txt", "n.txt"))).containsExactly("twice n.txt:0 n.txt:0");
    }

    @Test
    void numbersOfMigrations() {
        String one = added("db/migration/V12__cost.sql", "select 1;");
        assertThat(between(one, added("db/migration/V12__tax.sql", "select 2;")))
                .containsExactly("number db/migration/V12__cost.sql:0 db/migration/V12__tax.sql:0");
        assertThat(between(one, added("db/migration/V13__tax.sql", "select 2;")))
                .isEmpty();
        assertThat(between(one, added("shop/db/migration/V12__tax.sql", "select 2;")))
                .isEmpty();
        assertThat(between(added("shop/migrations/0007_cost.py", "pass"), added("shop/migrations/0007_tax.py", "pass")))
                .hasSize(1);
        assertThat(between(added("docs/12_a.md", "a"), added("docs/12_b.md", "b")))
                .isEmpty();
    }

    @Test
    void lockfiles() {
        String one = file("web/package-lock.json", "@@ -3,3 +3,3 @@\n c\n-d\n+D\n e\n");
        String other = file("web/package-lock.json", "@@ -30,3 +30,3 @@\n c\n-d\n+D\n e\n");
        assertThat(between(one, other)).containsExactly("lockfile web/package-lock.json:0 web/package-lock.json:0");
    }

    @Test
    void aNameThatGoesAndIsUsedAnew() {
        String renames = file(
                "src/Shop.java",
                "@@ -7,2 +7,2 @@\n class Shop {\n-    int open(int door) {\n+    int unlock(int door) {\n");
        String uses = file("src/Till.java", "@@ -20,2 +20,3 @@\n void close() {\n+        shop.open(3);\n }\n");
        assertThat(between(renames, uses)).containsExactly("symbol src/Shop.java:8 src/Till.java:21");
        assertThat(between(
                        renames,
                        file("src/Till.java", "@@ -20,2 +20,3 @@\n void close() {\n+        // open it\n }\n")))
                .isEmpty();
        assertThat(between(
                        renames,
                        file(
                                "src/Till.java",
                                "@@ -20,2 +20,2 @@\n void close() {\n-    shop.open(3);\n+    if (x) shop.open(3);\n")))
                .isEmpty();
        assertThat(between(renames, file("web/till.ts", "@@ -20,2 +20,3 @@\n close() {\n+  shop.open(3)\n }\n")))
                .isEmpty();
    }

    @Test
    void aNameThatTakesSomethingElse() {
        String changes = file("shop.py", "@@ -7,1 +7,1 @@\n-def open_door(door):\n+def open_door(door, key):\n");
        String uses = file("till.py", "@@ -20,1 +20,2 @@\n x = 1\n+open_door(3)\n");
        assertThat(between(changes, uses)).containsExactly("signature shop.py:7 till.py:21");
        String moves = file("shop.py", "@@ -7,2 +7,2 @@\n-def open_door(door):\n-    pass\n+\n+def open_door(door):\n");
        assertThat(between(moves, uses)).isEmpty();
    }

    @Test
    void aNameThatBothDeclare() {
        String one = file("src/Shop.java", "@@ -7,1 +7,2 @@\n class Shop {\n+    int total(int a) { return a; }\n");
        String other = file("src/Shop.java", "@@ -70,1 +70,2 @@\n     }\n+    int total(int b) { return 2 * b; }\n");
        String overload =
                file("src/Shop.java", "@@ -70,1 +70,2 @@\n     }\n+    int total(int b, int c) { return b; }\n");
        assertThat(between(one, other)).containsExactly("declared-twice src/Shop.java:8 src/Shop.java:71");
        assertThat(between(one, overload)).isEmpty();
    }

    @Test
    void theCertainComeFirstAndTheNumberIsBounded() {
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            one.append(added("n" + i + ".txt", "a"));
            other.append(added("n" + i + ".txt", "b"));
        }
        one.append(file("shop.py", "@@ -7,1 +7,1 @@\n-def open_door(door):\n+def open_door(door, key):\n"));
        other.append(file("till.py", "@@ -20,1 +20,2 @@\n x = 1\n+open_door(3)\n"));
        List<Conflict> found = ConflictCheck.between(Diff.parse(one.toString()), Diff.parse(other.toString()));
        assertThat(found).hasSize(ConflictCheck.MAX_CONFLICTS);
        assertThat(found).allMatch(conflict -> conflict.kind().isCertain());
    }
}
