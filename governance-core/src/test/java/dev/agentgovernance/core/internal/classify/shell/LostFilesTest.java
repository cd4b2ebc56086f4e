/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.command.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command leaves empty or takes away is lost, unless a build makes it again or it was not there. */
class LostFilesTest {

    @TempDir
    private Path tree;

    private boolean loses(String command) {
        ActionContext context = ActionContext.builder("agent")
                .workingDirectory(tree.toString())
                .repositoryRoot(tree.toString())
                .build();
        return ShellClassifier.of(
                        List.of(CommandTable.standard()),
                        (action, within) -> Classification.NOTHING,
                        ClassifierSettings.DEFAULT,
                        ParseLimits.DEFAULT)
                .classify(Action.shell(command), context)
                .effects()
                .stream()
                .anyMatch(effect -> effect.kind() == EffectKind.FS_DELETE_RECURSIVE
                        && effect.reversibility() != Reversibility.REVERSIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> a.txt",
                ": > a.txt",
                "true >| a.txt",
                "cat /dev/null > a.txt",
                "echo -n > a.txt",
                "printf '' > a.txt",
                "cp /dev/null a.txt",
                "dd if=/dev/null of=a.txt",
                "dd if=/dev/zero of=a.txt bs=1 count=4",
                "echo > a.txt",
                "echo '' > a.txt",
                "cat < /dev/null > a.txt",
                "tee a.txt < /dev/null",
                "printf '' | tee a.txt",
                "install /dev/null a.txt",
                "sed -i d a.txt",
                "sed -i '1,$d' a.txt",
                "sed -i 's/.*//' a.txt",
                "sed -ni '/x/d' a.txt",
                "perl -pi -e 'undef $_' a.txt",
                "perl -i -ne '' a.txt",
                "truncate -s 0 a.txt",
                "find . -name '*.txt' -exec truncate -s 0 {} +",
                "rm *.txt",
                "cd sub && : > ../a.txt",
            })
    void aFileThatIsLeftEmptyIsLost(String command) throws IOException {
        Files.writeString(tree.resolve("a.txt"), "text");
        Files.createDirectory(tree.resolve("sub"));
        assertThat(loses(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> new.txt",
                ": > new.txt; ls >> new.txt",
                "truncate -s 0 new.txt",
                "echo x > a.txt; : > a.txt",
                "echo text > a.txt",
                "cat > a.txt < b.txt",
                "dd if=b.txt of=a.txt",
                "dd if=/dev/zero of=disk.img bs=1 count=4",
                "tee -a a.txt < /dev/null",
                "sed -i 2d a.txt",
                "sed -i '/x/d' a.txt",
                "sed -i '/x/{d}' a.txt",
                "sed -ni '/x/p' a.txt",
                "sed -i '1!G;h;$!d' a.txt",
                "sed -i.bak d a.txt",
                "sed -i 's/x/y/' a.txt",
                "perl -i -pe 's/x/y/' a.txt",
                "perl -i -ne 'print if /x/' a.txt",
                ">> a.txt",
                "truncate -s +1K a.txt",
                "touch a.txt",
                "rm a.txt",
                "rm *.log",
                ": > /dev/null",
            })
    void aFileThatIsMadeOrFilledIsNot(String command) throws IOException {
        Files.writeString(tree.resolve("a.txt"), "text");
        assertThat(loses(command)).isFalse();
    }

    @Test
    void aFolderOfABuildIsMadeAgainIfItIsKeptOutOfWhatIsCommitted() throws IOException {
        assertThat(loses("rm -rf build")).isTrue();
        Files.writeString(tree.resolve(".gitignore"), "/build/\ndata/\nout\n!out/keep\n");
        assertThat(loses("rm -rf build")).isFalse();
        assertThat(loses("rm -rf ./build/classes && ls")).isFalse();
        assertThat(loses("rm -rf data")).isTrue();
        assertThat(loses("rm -rf out")).isTrue();
        assertThat(loses("rm -rf build/../src")).isTrue();
        assertThat(loses("rm -rf build src")).isTrue();
    }
}
