/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.change.Diff.Change;
import dev.agentgovernance.core.change.Diff.FileChange;
import dev.agentgovernance.core.change.Diff.FileType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffTest {

    @Test
    void readsEveryKindOfChange() {
        Diff diff = Diff.parse("""
                diff --git a/old name.txt b/new name.txt
                similarity index 90%
                rename from old name.txt
                rename to new name.txt
                index 1111111..2222222 100644
                --- a/old name.txt\t
                +++ b/new name.txt\t
                @@ -1,2 +1,2 @@ section
                 one
                -two
                +three
                \\ No newline at end of file
                diff --git a/run.sh b/run.sh
                old mode 100644
                new mode 100755
                diff --git a/logo.png b/logo.png
                new file mode 100644
                index 0000000..3333333
                Binary files /dev/null and b/logo.png differ
                diff --git a/empty b/empty
                deleted file mode 100644
                index e69de29..0000000
                diff --git "a/sp\\303\\244t \\"x\\".txt" "b/sp\\303\\244t \\"x\\".txt"
                new file mode 120000
                index 0000000..4444444
                --- /dev/null
                +++ "b/sp\\303\\244t \\"x\\".txt"
                @@ -0,0 +1 @@
                +target
                diff --git a/lib b/lib
                index 5555555..6666666 160000
                --- a/lib
                +++ b/lib
                @@ -1 +1 @@
                -Subproject commit 5555555
                +Subproject commit 6666666
                diff --git a/blob b/blob
                index 1..2 100644
                GIT binary patch
                literal 3
                Kc$~{K

                literal 0
                HcmV?d00001

                """);
        assertThat(diff.files())
                .extracting(FileChange::change)
                .containsExactly(
                        Change.RENAMED,
                        Change.MODIFIED,
                        Change.ADDED,
                        Change.DELETED,
                        Change.ADDED,
                        Change.MODIFIED,
                        Change.MODIFIED);
        assertThat(diff.files())
                .extracting(FileChange::path)
                .containsExactly("new name.txt", "run.sh", "logo.png", "empty", "spät \"x\".txt", "lib", "blob");
        assertThat(diff.files().get(0).oldPath()).isEqualTo("old name.txt");
        assertThat(diff.files().get(0).hunks().get(0).lines()).containsExactly(" one", "-two", "+three");
        assertThat(diff.files().get(1).type()).isEqualTo(FileType.EXECUTABLE);
        assertThat(diff.files().get(4).type()).isEqualTo(FileType.LINK);
        assertThat(diff.files().get(5).type()).isEqualTo(FileType.SUBMODULE);
        assertThat(diff.files()).filteredOn(FileChange::binary).hasSize(2);
        assertThat(Diff.parse("").files()).isEmpty();
    }

    @Test
    void theTextOfAFileCannotPassForAHeader() {
        Diff diff = Diff.parse(DriftExamples.text(
                "a.txt",
                java.util.List.of("+diff --git a/b.txt b/b.txt", "--- a/b.txt", "+++ b/b.txt", "+@@ -1 +1 @@"),
                false));
        assertThat(diff.files()).hasSize(1);
        assertThat(diff.files().get(0).hunks().get(0).lines()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "commit 1\n\ndiff --git a/x b/x\n",
                "diff --cc a.txt\nindex 1,2..3\n",
                "diff --git a/x b/y\n",
                "diff --git x x\n",
                "diff --git a/x b/x\n--- a/x\n",
                "diff --git a/x b/x\n--- a/x\n+++ b/x\n",
                "diff --git a/x b/x\n--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n",
                "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-a\n+b\n",
                "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n",
                "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n*a\n+b\n",
                "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ 1 1 @@\n-a\n+b\n",
                "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -9999999999 +1 @@\n-a\n+b\n",
                "diff --git a/x b/x\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n",
                "diff --git a/x b/x\nnew file mode 777\n",
                "diff --git a/x b/x\nrename from x\n",
                "diff --git a/../x b/../x\nold mode 100644\nnew mode 100755\n",
                "diff --git \"a/\\q\" \"b/\\q\"\n",
                "diff --git \"a/x b/x\n",
                "diff --git a/x b/x\nGIT binary patch\nliteral 3\nabc\n",
                "diff --git a/x b/x\r\n--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n"
            })
    void refusesWhatGitWouldNotWrite(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Diff.parse(text)).withMessageStartingWith("line ");
    }
}
